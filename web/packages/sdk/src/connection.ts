// Keeps one link alive for ever: dials, notices silence, backs off with jitter, falls back to long poll and tries the socket again.
import { backoff, hinted } from './backoff'
import type { ClientFrame, Hello, ServerFrame } from './frames'
import type { Clock, Dial, Link } from './link'

const WELCOME_MS = 10_000
const SOCKET_TRIES = 2
const PROBE_MS = 30_000
const PROBE_LONGEST_MS = 300_000
/** A connection that lived this long was a good one: the next failure starts from the shortest wait. */
const GOOD_MS = 10_000
const WAKE_MS = 5_000
const PONG_MS = 8_000
/** An error before `welcome` is a refusal, not a fault: asking again soon would not help. */
const REFUSED = 6

export interface ConnectionOptions {
  socket: Dial
  poll: Dial
  hello: () => Hello
  clock: Clock
  random: () => number
  frame(frame: ServerFrame): void
  ready(): void
  lost(): void
}

interface Line {
  kind: 'socket' | 'poll'
  link: Link
  ready: boolean
  since: number
  heard: number
  deadline: () => void
}

const nothing = (): void => undefined

export class Connection {
  /** Clock time since which there is no working link; null while there is one. */
  downSince: number | null
  private line: Line | null = null
  private probe: Line | null = null
  private tries = 0
  private socketTries = 0
  private probeMs = PROBE_MS
  private paceMs = 25_000
  private cancelRetry = nothing
  private cancelPing = nothing
  private cancelProbe = nothing
  private stopped = true

  constructor(private o: ConnectionOptions) {
    this.downSince = o.clock.now()
  }

  get ready(): boolean {
    return this.line?.ready ?? false
  }

  start(): void {
    this.stopped = false
    this.dial()
  }

  stop(): void {
    this.stopped = true
    for (const line of [this.line, this.probe]) if (line) this.hang(line)
    this.line = this.probe = null
    this.cancelRetry()
    this.cancelPing()
    this.cancelProbe()
    this.downSince ??= this.o.clock.now()
  }

  /** Sends when there is a working link; false: nothing was sent, the owner tries again after `ready`. */
  send(frame: ClientFrame): boolean {
    if (!this.line?.ready) return false
    this.line.link.send(frame)
    return true
  }

  /** Says hello again: the answer to the last one was a refusal that the next one avoids, or it is out of date. */
  again(): void {
    this.tries = 0
    this.line?.link.again()
  }

  /** The link is not to be trusted any more (an acknowledgement is overdue). */
  drop(): void {
    if (this.line) this.closed(this.line, null)
  }

  /** The network or the person came back: try at once, and doubt a link that looks alive. */
  wake(): void {
    if (this.stopped) return
    if (!this.line) {
      this.socketTries = 0
      this.dial()
    } else if (this.line.ready && this.line.kind === 'socket') this.ask(this.line, WAKE_MS)
  }

  /** Milliseconds between pings (shorter while somebody waits in a queue). */
  pace(ms: number): void {
    if (ms === this.paceMs) return
    this.paceMs = ms
    if (this.line?.ready) this.tick(this.line)
  }

  private dial(): void {
    this.cancelRetry()
    this.line = this.open(this.socketTries >= SOCKET_TRIES ? 'poll' : 'socket')
  }

  private open(kind: 'socket' | 'poll'): Line {
    const { clock } = this.o
    const now = clock.now()
    const line: Line = { kind, ready: false, since: now, heard: now, deadline: nothing, link: null as unknown as Link }
    line.link = this.o[kind](this.o.hello, {
      ready: () => this.opened(line),
      frame: (frame) => this.heard(line, frame),
      closed: (retryMs) => this.closed(line, retryMs),
    })
    line.deadline = clock.after(WELCOME_MS, () => this.closed(line, null))
    return line
  }

  private heard(line: Line, frame: ServerFrame): void {
    if (line !== this.line && line !== this.probe) return
    line.heard = this.o.clock.now()
    if (line === this.probe) {
      // Until it is welcomed the other line does the work; from then on this one does.
      if (frame.t !== 'welcome') return
      if (this.line) this.hang(this.line)
      this.probe = null
      this.line = line
    }
    if (frame.t === 'bye') return this.closed(line, frame.retry_ms)
    if (frame.t === 'error' && !line.ready && frame.client_id === null) this.tries = Math.max(this.tries, REFUSED)
    this.o.frame(frame)
    if (frame.t === 'welcome' && line === this.line) this.opened(line)
  }

  private opened(line: Line): void {
    if (line !== this.line) return
    line.deadline()
    line.ready = true
    line.since = this.o.clock.now()
    this.downSince = null
    if (line.kind === 'socket') {
      this.socketTries = 0
      this.probeMs = PROBE_MS
      this.cancelProbe()
    } else this.probeLater()
    this.tick(line)
    this.o.ready()
  }

  private closed(line: Line, retryMs: number | null): void {
    this.hang(line)
    if (line === this.probe) {
      this.probe = null
      return this.probeLater()
    }
    if (line !== this.line || this.stopped) return
    const { clock, random } = this.o
    const now = clock.now()
    this.line = null
    this.cancelPing()
    if (line.ready) {
      this.downSince = now
      if (now - line.since >= GOOD_MS) this.tries = 0
    } else if (line.kind === 'socket') this.socketTries += 1
    const wait = retryMs === null ? backoff(this.tries, random()) : hinted(retryMs, random())
    this.tries += 1
    this.cancelRetry = clock.after(wait, () => this.dial())
    this.o.lost()
  }

  private hang(line: Line): void {
    line.deadline()
    line.link.close()
  }

  private probeLater(): void {
    this.cancelProbe()
    this.cancelProbe = this.o.clock.after(this.probeMs, () => {
      if (this.line?.kind !== 'poll' || !this.line.ready || this.probe) return
      this.probeMs = Math.min(this.probeMs * 2, PROBE_LONGEST_MS)
      this.probe = this.open('socket')
    })
  }

  private tick(line: Line): void {
    this.cancelPing()
    this.cancelPing = this.o.clock.after(this.paceMs, () => {
      // A long poll notices silence by itself; there the ping only asks for the place in the queue.
      if (line.kind === 'socket') this.ask(line, PONG_MS)
      else if (this.paceMs < 25_000) line.link.send({ t: 'ping' })
      this.tick(line)
    })
  }

  /** Pings, and gives the line up when nothing at all is heard within `ms`. */
  private ask(line: Line, ms: number): void {
    line.deadline()
    const asked = this.o.clock.now()
    line.link.send({ t: 'ping' })
    line.deadline = this.o.clock.after(ms, () => {
      if (line.heard < asked) this.closed(line, null)
    })
  }
}
