// Whether somebody is busy in a list just now: then it does not change under their hands.

/** So long after the last move, key or touch in the list it counts as being read, ms. A pointer left lying there holds nothing. */
const LINGER_MS = 10_000

/** `on`: listeners for the list's element (`v-on`). `held()`: whether changes wait. */
export function useHold() {
  let last = -Infinity
  const touch = () => { last = performance.now() }
  const leave = () => { last = -Infinity }
  return { on: { pointermove: touch, pointerdown: touch, wheel: touch, keydown: touch, focusin: touch, pointerleave: leave }, held: () => performance.now() - last < LINGER_MS }
}
