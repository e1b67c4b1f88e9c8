// The agent's line: says hello with the last cursor, applies frames in order, and when it breaks tries again for ever with jitter.
import type { ClientFrame, ServerFrame } from './frames'

export type LineState = 'connecting' | 'online' | 'waiting' | 'stopped'

/** The part of a WebSocket that we use, so that tests can play the server. */
export interface Wire {
  send(text: string): void
  close(): void
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  onerror: (() => void) | null
}

export interface LineOptions {
  connect(): Wire
  /** Every frame except pong, in order. */
  onFrame(frame: ServerFrame): void
  onState(state: LineState): void
  /** The server's `now` in milliseconds since the epoch. */
  onClock?(serverMs: number): void
  /** Between 0 and 1. */
  random?(): number
}

const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 15_000
const PING_MS = 20_000
/** No frame for this long after a ping: the line is dead although nobody told us. */
const SILENCE_MS = 10_000
const WELCOME_MS = 10_000

export class AgentLine {
  private wire: Wire | null = null
  private cursor: string | null = null
  private attempt = 0
  private hint: number | null = null
  private current: LineState = 'stopped'
  private timers = new Map<'retry' | 'ping' | 'silence', ReturnType<typeof setTimeout>>()

  constructor(private readonly options: LineOptions) {}

  get state(): LineState {
    return this.current
  }

  start(): void {
    if (this.current === 'stopped') this.open()
  }

  /** Ends the line and forgets the cursor; `start` begins anew. */
  stop(): void {
    this.drop()
    this.cursor = null
    this.attempt = 0
    this.become('stopped')
  }

  /** Try at once instead of at the end of the wait: the network came back or the page woke up. */
  wake(): void {
    if (this.current === 'waiting') this.open()
  }

  /** False when the line is down: nothing was sent. */
  send(frame: ClientFrame): boolean {
    if (this.current !== 'online' || !this.wire) return false
    this.wire.send(JSON.stringify(frame))
    return true
  }

  private open(): void {
    this.drop()
    this.become('connecting')
    let wire: Wire
    try {
      wire = this.options.connect()
    } catch {
      this.retry()
      return
    }
    this.wire = wire
    wire.onopen = () => wire.send(JSON.stringify({ t: 'hello', cursor: this.cursor } satisfies ClientFrame))
    wire.onmessage = (event) => this.receive(wire, event.data)
    wire.onclose = () => { if (this.wire === wire) this.retry() }
    wire.onerror = () => {}
    this.after('silence', WELCOME_MS, () => this.retry())
  }

  private receive(wire: Wire, data: unknown): void {
    if (this.wire !== wire || typeof data !== 'string') return
    const frame = parse(data)
    if (!frame) return
    this.cancel('silence')
    if (frame.t === 'welcome' || frame.t === 'pong') this.options.onClock?.(Date.parse(frame.now))
    if (frame.t === 'welcome') {
      this.attempt = 0
      this.hint = null
      this.become('online')
      this.beat()
    }
    if (frame.t === 'bye') this.hint = frame.retry_ms
    if (frame.t === 'pong') return
    this.options.onFrame(frame)
    // The cursor moves only after the frame was applied: a break in between replays it.
    if (frame.t === 'welcome' || frame.t === 'events' || frame.t === 'resync') this.cursor = frame.cursor
  }

  private beat(): void {
    this.after('ping', PING_MS, () => {
      if (!this.send({ t: 'ping' })) return
      this.after('silence', SILENCE_MS, () => this.retry())
      this.beat()
    })
  }

  private retry(): void {
    this.drop()
    const random = this.options.random ?? Math.random
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.attempt, 10))
    // Half fixed, half chance: a thousand consoles must not come back in the same instant.
    const wait = this.hint !== null ? this.hint * (0.5 + random()) : longest * (0.5 + random() / 2)
    this.attempt += 1
    this.hint = null
    this.become('waiting')
    this.after('retry', wait, () => this.open())
  }

  private drop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
    const wire = this.wire
    this.wire = null
    if (!wire) return
    wire.onopen = wire.onmessage = wire.onclose = null
    wire.close()
  }

  private become(state: LineState): void {
    if (this.current === state) return
    this.current = state
    this.options.onState(state)
  }

  private after(name: 'retry' | 'ping' | 'silence', ms: number, run: () => void): void {
    this.cancel(name)
    this.timers.set(name, setTimeout(run, ms))
  }

  private cancel(name: 'retry' | 'ping' | 'silence'): void {
    clearTimeout(this.timers.get(name))
    this.timers.delete(name)
  }
}

function parse(data: string): ServerFrame | null {
  try {
    const frame = JSON.parse(data) as ServerFrame
    return typeof frame?.t === 'string' ? frame : null
  } catch {
    return null
  }
}
