// Waits for what must come, however slow the machine: what never comes is a failure, what comes late is none.
import { vi } from 'vitest'
import { nextTick } from 'vue'

/** Asks again until `holds` throws no more; gives back what it answered. */
export const eventually = <T>(holds: () => T | Promise<T>): Promise<T> => vi.waitFor(holds, { timeout: 45_000, interval: 10 })

/** After whatever was put off until a frame or a moment later, and what that put off in turn. Which of the two comes first is
 *  chance, so each round waits for both. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await Promise.all([new Promise((done) => requestAnimationFrame(done)), new Promise((done) => setTimeout(done))])
  }
  await nextTick()
}
