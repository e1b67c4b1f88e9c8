// Virtual time for the tests: nothing waits, everything that is due runs in order.
import type { Clock } from '../src'

interface Due {
  at: number
  n: number
  run: () => void
}

/** Lets promises that are settled already run their continuations. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

export class FakeClock implements Clock {
  private time = 1_800_000_000_000
  private n = 0
  private due: Due[] = []

  now(): number {
    return this.time
  }

  after(ms: number, run: () => void): () => void {
    const one = { at: this.time + ms, n: this.n++, run }
    this.due.push(one)
    return () => {
      this.due = this.due.filter((other) => other !== one)
    }
  }

  /** Runs everything that falls due within `ms`. */
  async run(ms: number): Promise<void> {
    const end = this.time + ms
    for (;;) {
      await settle()
      const next = this.due.filter((one) => one.at <= end).sort((a, b) => a.at - b.at || a.n - b.n)[0]
      if (!next) break
      this.due = this.due.filter((one) => one !== next)
      this.time = Math.max(this.time, next.at)
      next.run()
    }
    this.time = end
  }
}

/** A small seeded generator (mulberry32), so that a failing seed can be run again. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
