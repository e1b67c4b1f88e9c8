// Waits for what must come, however slow the machine: what never comes is a failure, what comes late is none.
import { vi } from 'vitest'

/** Asks again until `holds` throws no more; gives back what it answered. */
export const eventually = <T>(holds: () => T | Promise<T>): Promise<T> => vi.waitFor(holds, { timeout: 45_000, interval: 10 })
