// A scripted server end of the line: the test says what arrives and reads what was sent.
import type { ServerFrame, Wire } from '../src'

export class FakeWire implements Wire {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  onerror: (() => void) | null = null
  readonly sent: Record<string, unknown>[] = []
  closed = false

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>)
  }

  close(): void {
    this.closed = true
  }

  accept(): void {
    this.onopen?.()
  }

  says(frame: ServerFrame | Record<string, unknown> | string): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) })
  }

  breaks(code = 1006): void {
    this.onclose?.({ code })
  }
}

export const welcome = (cursor: string) => ({ t: 'welcome', cursor, agent: { id: 'a1' }, now: '2026-11-21T08:00:00.000000Z' })
