// Sending again what was given up: one after another, so that a channel that has just come back is not flooded.
import { shallowRef } from 'vue'
import type { Delivery } from '@parlor/api'
import { doors } from '@/lib/session'

/** Sent again as it is it would fail again: it takes another channel or other words, in the conversation. */
export function isHopeless(one: Delivery): boolean {
  return one.state === 'dead' && (one.fault === 'window' || one.fault === 'content')
}

export function useReplay(done: (one: Delivery) => void) {
  const progress = shallowRef<{ done: number; n: number } | null>(null)
  let stopped = false

  /** Null where it runs already; else how many went and how many were refused. */
  async function run(all: readonly Delivery[]): Promise<{ sent: number; failed: number } | null> {
    if (progress.value) return null
    stopped = false
    let [sent, failed] = [0, 0]
    for (const one of all) {
      if (stopped) break
      progress.value = { done: sent + failed, n: all.length }
      try {
        await doors.replay(one.id)
        sent += 1
        done(one)
      } catch {
        failed += 1
      }
    }
    progress.value = null
    return { sent, failed }
  }
  return { progress, run, stop: () => { stopped = true } }
}
