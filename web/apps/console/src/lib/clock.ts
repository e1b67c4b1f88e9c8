// One second hand for the whole page, set to the server's clock: waiting times must not depend on this machine's.
import { shallowRef } from 'vue'

let offset = 0

/** Milliseconds since the epoch by the server's clock; changes once a second. */
export const now = shallowRef(Date.now())

export function serverNow(): number {
  return Date.now() + offset
}

export function setServerTime(serverMs: number): void {
  if (!Number.isFinite(serverMs)) return
  offset = serverMs - Date.now()
  now.value = serverNow()
}

setInterval(() => { now.value = serverNow() }, 1000)
