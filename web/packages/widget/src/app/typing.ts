// Tells the agent that the visitor types: every three seconds at most, taken back after five of rest.
import { useRef } from 'preact/hooks'
import type { VisitorClient } from '@parlor/sdk'

const EVERY_MS = 3_000
const REST_MS = 5_000

/** Call with true at every change of a non-empty text, with false when it is gone. Only the fact is told, never the text. */
export function useTyping(client: VisitorClient): (on: boolean) => void {
  const told = useRef(0)
  const rest = useRef<ReturnType<typeof setTimeout>>()
  const stop = () => {
    clearTimeout(rest.current)
    if (told.current) client.type(false)
    told.current = 0
  }
  return (on) => {
    if (!on) return stop()
    clearTimeout(rest.current)
    rest.current = setTimeout(stop, REST_MS)
    if (Date.now() - told.current < EVERY_MS) return
    told.current = Date.now()
    client.type(true)
  }
}
