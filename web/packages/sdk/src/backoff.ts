// How long to wait before trying again: doubling with jitter, so that thousands of visitors do not return at once.

const FIRST_MS = 800
const LONGEST_MS = 30_000

/** Milliseconds before attempt `n` (0 = the first retry); `random` is 0…1. Half of it is jitter. */
export function backoff(n: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(n, 10))
  return Math.round(full / 2 + (full / 2) * random)
}

/** The server's hint, spread over half as much again; hints are capped at five minutes. */
export function hinted(retryMs: number, random: number): number {
  return Math.round(Math.min(Math.max(retryMs, 0), 300_000) * (1 + random / 2))
}
