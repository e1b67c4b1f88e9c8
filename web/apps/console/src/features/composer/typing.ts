// Tells the customer that somebody is writing: repeated every 3 s while keys fall, ended when they stop.
import { line } from '@/live/line'

const REPEAT_MS = 3000
const IDLE_MS = 5000

export function typingSignal(conversation: string) {
  let last = 0
  let idle: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(idle)
    if (last) line.send({ t: 'typing', conversation, on: false })
    last = 0
  }

  function beat(): void {
    clearTimeout(idle)
    idle = setTimeout(stop, IDLE_MS)
    if (Date.now() - last < REPEAT_MS) return
    last = Date.now()
    line.send({ t: 'typing', conversation, on: true })
  }

  return { beat, stop }
}
