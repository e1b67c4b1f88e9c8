// A link over something like a WebSocket; the app says how one is opened on its platform.
import type { ServerFrame } from './frames'
import type { Dial } from './link'

/** A text socket as every platform has one. */
export interface Wire {
  send(text: string): void
  close(): void
}

export interface WireSink {
  opened(): void
  text(data: string): void
  closed(): void
}

/** Opens a text socket; the sink is never called before this has returned. */
export type OpenWire = (sink: WireSink) => Wire

/** A frame, or null when the text is none: a broken frame must not end the connection. */
function parse(data: string): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(data)
    return typeof frame === 'object' && frame !== null && 't' in frame ? (frame as ServerFrame) : null
  } catch {
    return null
  }
}

/** Frames over a text socket. */
export function socketDial(open: OpenWire): Dial {
  return (hello, sink) => {
    let over = false
    let opened = false
    let retryMs: number | null = null
    const wire = open({
      opened: () => {
        opened = true
        wire.send(JSON.stringify(hello()))
      },
      text: (data) => {
        const frame = over ? null : parse(data)
        if (frame?.t === 'bye') retryMs = frame.retry_ms
        if (frame) sink.frame(frame)
      },
      closed: () => {
        if (!over) sink.closed(retryMs)
        over = true
      },
    })
    return {
      send: (frame) => wire.send(JSON.stringify(frame)),
      again: () => {
        // Before it is open nothing was said yet: the first hello will be up to date.
        if (opened) wire.send(JSON.stringify(hello()))
      },
      close: () => {
        over = true
        wire.close()
      },
    }
  }
}
