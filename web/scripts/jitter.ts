// `PARLOR_TEST_JITTER=1 npm test`: timers and frames come late by chance, so that a test that relies on which comes first fails here.
const timer = globalThis.setTimeout

const late = (most: number) => Math.random() * most

globalThis.setTimeout = ((run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => timer(run, ms + late(20), ...given)) as typeof setTimeout

// Tests of what runs without a page have none.
if (typeof window !== 'undefined') {
  window.setTimeout = globalThis.setTimeout as typeof window.setTimeout
  window.requestAnimationFrame = globalThis.requestAnimationFrame = (run) => timer(() => run(performance.now()), late(25)) as unknown as number
}
