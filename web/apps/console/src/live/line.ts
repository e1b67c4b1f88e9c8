// The one socket of the page and the bar that tells when it has been down for a while.
import { shallowRef } from 'vue'
import { AgentLine, type LineState, type ServerFrame, type Wire } from '@parlor/api'
import { setServerTime } from '@/lib/clock'

/** Short breaks heal unseen; after this they are told. */
const BAR_MS = 3000

/** True when the line has been down for more than three seconds. */
export const offline = shallowRef(false)
/** As it is this moment; most pages need only `offline`. */
export const lineState = shallowRef<LineState>('stopped')
let onFrame: (frame: ServerFrame) => void = () => {}
let onState: (state: LineState) => void = () => {}
let bar: ReturnType<typeof setTimeout> | null = null

export const line = new AgentLine({
  connect: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/agent`) as unknown as Wire,
  onFrame: (frame) => onFrame(frame),
  onState: (state) => {
    lineState.value = state
    if (state === 'online' || state === 'stopped') {
      if (bar) clearTimeout(bar)
      bar = null
      offline.value = false
    } else bar ??= setTimeout(() => { offline.value = true }, BAR_MS)
    onState(state)
  },
  onClock: setServerTime,
})

export function startLine(frames: typeof onFrame, states: typeof onState): void {
  onFrame = frames
  onState = states
  line.start()
}

window.addEventListener('online', () => line.wake())
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') line.wake() })
