// The same frames over HTTP long poll, for networks without WebSockets.
import type { ClientFrame, Hello, ServerFrame } from './frames'
import type { Clock, Dial, Link, LinkSink } from './link'

export interface PollBody {
  hello: Hello
  frames: ClientFrame[]
  /** Seconds that the server may hold the answer, 0…25. */
  wait: number
}

/** `frames` is null when the answer was not a poll answer (an error page, a problem). */
export interface PollAnswer {
  frames: ServerFrame[] | null
  retryMs: number | null
}

/** One POST to /api/visitor/poll; `answer` rejects when the network fails or `abort` was called. */
export type Post = (body: PollBody) => { answer: Promise<PollAnswer>; abort(): void }

const WAIT_S = 25
/** The server takes no more at once. */
const MOST_FRAMES = 20
const GRACE_MS = 15_000
/** An idle poll that answers faster than this with nothing is a proxy in a hurry: slow down. */
const HURRY_MS = 1_000

class PollLink implements Link {
  private waiting: ClientFrame[] = []
  private call: { abort(): void; idle: boolean } | null = null
  private cancel: (() => void) | null = null
  private opened = false
  private hearing = false
  private over = false

  constructor(private post: Post, private clock: Clock, private hello: () => Hello, private sink: LinkSink) {
    // Even the first answer must not come before `Dial` has returned.
    this.cancel = clock.after(0, () => this.turn())
  }

  send(frame: ClientFrame): void {
    this.waiting.push(frame)
    // An idle poll carries nothing and loses nothing: what it would have brought comes again from the cursor.
    if (this.call?.idle || (!this.call && this.opened)) this.again()
  }

  again(): void {
    // While an answer is being read the next turn follows by itself, with a fresh hello.
    if (this.hearing) return
    this.stopCall()
    this.turn()
  }

  close(): void {
    this.over = true
    this.stopCall()
  }

  private stopCall(): void {
    this.cancel?.()
    this.cancel = null
    const call = this.call
    this.call = null
    call?.abort()
  }

  private turn(): void {
    if (this.over) return
    this.cancel?.()
    const frames = this.waiting.splice(0, MOST_FRAMES)
    const idle = frames.length === 0 && this.opened
    const started = this.clock.now()
    const sent = this.post({ hello: this.hello(), frames, wait: idle ? WAIT_S : 0 })
    const call = { abort: sent.abort, idle }
    this.call = call
    this.cancel = this.clock.after((idle ? WAIT_S * 1000 : 0) + GRACE_MS, () => this.fail(null))
    sent.answer.then(
      (answer) => {
        if (this.call === call) this.heard(answer, idle && this.clock.now() - started < HURRY_MS)
      },
      () => {
        if (this.call === call) this.fail(null)
      },
    )
  }

  private heard(answer: PollAnswer, hurried: boolean): void {
    this.stopCall()
    if (!answer.frames) return this.fail(answer.retryMs)
    let refused = false
    let anew = false
    this.hearing = true
    for (const frame of answer.frames) {
      if (frame.t === 'bye') return this.fail(frame.retry_ms)
      refused ||= frame.t === 'error' && frame.client_id === null
      anew ||= frame.t === 'resync'
      if (frame.t === 'welcome') this.opened = true
      this.sink.frame(frame)
      if (this.over) return
    }
    // A refusal would be the same at once again: let the owner decide how long to wait.
    if (refused) return this.fail(answer.retryMs)
    if (!this.opened && !anew) {
      this.opened = true
      this.sink.ready()
    }
    this.hearing = false
    if (this.over) return
    if (hurried && answer.frames.length === 0) this.cancel = this.clock.after(HURRY_MS, () => this.turn())
    else this.turn()
  }

  private fail(retryMs: number | null): void {
    if (this.over) return
    this.close()
    this.sink.closed(retryMs)
  }
}

/** Frames over long poll. */
export function pollDial(post: Post, clock: Clock): Dial {
  return (hello, sink) => new PollLink(post, clock, hello, sink)
}
