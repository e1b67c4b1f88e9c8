// A server that keeps the visitor contract, with faults on demand: what the SDK is tested against.
import type { ClientFrame, Dial, Hello, ServerFrame, State, VisitorEvent, VisitorMessage } from '../src'
import type { FakeClock } from './clock'

/** Chances 0…1 per frame; all zero is a healthy network. */
export interface Faults {
  /** The link breaks instead of delivering this frame. */
  breaks: number
  /** A connection attempt fails. */
  refuses: number
  /** A send is answered with `rate_limited`. */
  limits: number
  /** Events are sent again, from an older cursor. */
  repeats: number
  /** The cursor of a hello is called too old. */
  forgets: number
}

export const HEALTHY: Faults = { breaks: 0, refuses: 0, limits: 0, repeats: 0, forgets: 0 }
const PAGE = 50

interface Client {
  known: number
  deliver(frame: ServerFrame): void
}

export class FakeServer {
  faults = HEALTHY
  state: State = { place: 'none', ahead: null, agent: null, online: true }
  rows: VisitorMessage[] = []
  hellos: Hello[] = []
  reads: { conversation: string; seq: number }[] = []
  handoffs: string[] = []
  /** Tokens that were not made here. */
  forged = new Set<string | null>()
  /** Signatures that do not hold. */
  unsigned = new Set<string>()
  /** Another database: no account is known here. */
  anew = false
  private log: VisitorEvent[] = []
  private clients = new Set<Client>()
  private conversation = 1
  private seq = 0

  constructor(private clock: FakeClock, private random: () => number) {}

  /** Something said by an agent, or an event of the thread. */
  says(text: string, part: Partial<VisitorMessage> = {}): VisitorMessage {
    return this.append({ from: 'agent', name: '王芳', text, receipt: 'sent', ...part })
  }

  receipt(row: VisitorMessage, receipt: 'delivered' | 'read'): void {
    row.receipt = receipt
    this.log.push({ kind: 'receipt', conversation: row.conversation, seq: row.seq, receipt })
    this.tell()
  }

  /** What is said from now on belongs to another conversation. */
  nextConversation(): void {
    this.conversation += 1
    this.seq = 0
  }

  dropAll(): void {
    for (const client of [...this.clients]) client.deliver({ t: 'bye', retry_ms: 100 })
  }

  push(frame: ServerFrame): void {
    for (const client of [...this.clients]) client.deliver(frame)
  }

  /** A dial over an imaginary network; `up` says whether this way works at all. */
  dial(up: () => boolean): Dial {
    return (hello, sink) => {
      let open = true
      const later = (run: () => void) => void this.clock.after(1 + Math.floor(this.random() * 40), run)
      const chance = (p: number) => this.random() < p
      const end = (retryMs: number | null) => {
        if (!open) return
        open = false
        this.clients.delete(client)
        sink.closed(retryMs)
      }
      // Frames of one direction keep their order, as on a real connection.
      const down: ServerFrame[] = []
      const client: Client = {
        known: 0,
        deliver: (frame) => {
          down.push(frame)
          later(() => {
            const next = down.shift()
            if (!open || !next) return
            if (chance(this.faults.breaks)) return end(null)
            sink.frame(next)
          })
        },
      }
      const up_: ClientFrame[] = []
      const send = (frame: ClientFrame) => {
        up_.push(frame)
        later(() => {
          const next = up_.shift()
          if (!open || !next) return
          if (chance(this.faults.breaks)) return end(null)
          this.hear(client, next)
        })
      }
      later(() => {
        if (!open) return
        if (!up() || chance(this.faults.refuses)) return end(null)
        this.clients.add(client)
        send(hello())
      })
      return {
        send,
        again: () => send(hello()),
        close: () => {
          open = false
          this.clients.delete(client)
        },
      }
    }
  }

  /** Frames that answer one client frame, outside any link (the long poll uses this). */
  hear(client: Client, frame: ClientFrame): void {
    if (frame.t === 'hello') return this.greet(client, frame)
    if (frame.t === 'ping') return client.deliver({ t: 'pong', state: this.state })
    if (frame.t === 'read') return void this.reads.push({ conversation: frame.conversation, seq: frame.seq })
    if (frame.t === 'history') return this.history(client, Number(frame.before))
    if (frame.t === 'handoff') return this.handoff(client, frame.client_id)
    if (frame.t !== 'send') return
    if (this.random() < this.faults.limits) {
      const problem = { type: '/problems/rate_limited', title: 'Too fast', status: 429 }
      return client.deliver({ t: 'error', client_id: frame.client_id, problem })
    }
    if (frame.text === 'refuse me') {
      const problem = { type: '/problems/invalid', title: 'Not like this', status: 422 }
      return client.deliver({ t: 'error', client_id: frame.client_id, problem })
    }
    const row =
      this.rows.find((one) => one.client_id === frame.client_id) ??
      this.append({ from: 'me', text: frame.text, client_id: frame.client_id, form: frame.form })
    const { id, conversation, seq, at } = row
    client.deliver({ t: 'ack', client_id: frame.client_id, id, conversation, seq, at })
  }

  private handoff(client: Client, clientId: string): void {
    if (!this.handoffs.includes(clientId)) this.handoffs.push(clientId)
    const at = new Date(this.clock.now()).toISOString()
    client.deliver({ t: 'ack', client_id: clientId, id: null, conversation: null, seq: null, at })
  }

  private greet(client: Client, hello: Hello): void {
    this.hellos.push(hello)
    if (this.anew) return client.deliver({ t: 'error', client_id: null, problem: { type: '/problems/not_found', title: '', status: 404 } })
    if (this.forged.has(hello.token) || (hello.user && this.unsigned.has(hello.user.signature))) {
      return client.deliver({ t: 'error', client_id: null, problem: { type: '/problems/unauthenticated', title: '', status: 401 } })
    }
    if (hello.cursor !== null && this.random() < this.faults.forgets) return client.deliver({ t: 'resync' })
    const resumed = hello.cursor !== null
    const from = Math.max(0, this.rows.length - PAGE)
    client.known = resumed ? Number(hello.cursor) : this.log.length
    client.deliver({
      t: 'welcome',
      token: hello.token ?? 'token-1',
      cursor: String(client.known),
      now: new Date(this.clock.now()).toISOString(),
      resumed,
      state: this.state,
      messages: resumed ? [] : this.rows.slice(from).map((row) => ({ ...row })),
      before: resumed || from === 0 ? null : String(from),
    })
    this.tell()
  }

  private history(client: Client, before: number): void {
    const from = Math.max(0, before - PAGE)
    const messages = this.rows.slice(from, before).map((row) => ({ ...row }))
    client.deliver({ t: 'history', messages, before: from === 0 ? null : String(from) })
  }

  private append(part: Partial<VisitorMessage>): VisitorMessage {
    const row: VisitorMessage = {
      id: `m${this.rows.length + 1}`,
      conversation: `c${this.conversation}`,
      conversation_number: 1000 + this.conversation,
      seq: ++this.seq,
      from: 'agent',
      name: null,
      kind: 'text',
      text: '',
      attachments: [],
      form: null,
      event: null,
      client_id: null,
      receipt: null,
      at: new Date(this.clock.now()).toISOString(),
      ...part,
    }
    this.rows.push(row)
    this.log.push({ kind: 'message', message: { ...row } })
    this.tell()
    return row
  }

  private tell(): void {
    for (const client of this.clients) {
      if (client.known >= this.log.length) continue
      const back = this.random() < this.faults.repeats ? Math.floor(this.random() * 4) : 0
      const items = this.log.slice(Math.max(0, client.known - back))
      // Within one batch the order is nobody's promise: the thread sorts by number and seq.
      if (back) items.reverse()
      client.known = this.log.length
      client.deliver({ t: 'events', cursor: String(client.known), items })
    }
  }
}
