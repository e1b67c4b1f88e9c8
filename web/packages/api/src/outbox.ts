// What the agent sent and the server has not acknowledged yet. Kept on disk first, sent over the line, resent after every break
// under the same client id, and never dropped without an answer.
import type { ClientFrame } from './frames'
import { toApiError, type ApiError } from './problem'
import type { Card, Message } from './doors'
import type { Attachment, DraftMode, Problem } from './shapes'

export interface OutboxEntry {
  client_id: string
  /** The agent who wrote it: another one who signs in on this machine must not send it. */
  agent: string
  conversation: string
  kind: DraftMode
  text: string
  attachments: Attachment[]
  /** Whom a note names. */
  mentions?: NonNullable<Message['mentions']>
  card?: Card
  seen_seq?: number
  /** The leg it goes out on; without one the server chooses. */
  leg?: string
  /** As the approved template, outside of the leg's reply window. */
  template?: boolean
  /** Words that were pointed out were looked at, and are meant. */
  looked?: boolean
  /** Milliseconds since the epoch; entries of one conversation go out in this order. */
  at: number
  /** `failed`: the server said no; a person decides. */
  state: 'waiting' | 'failed'
  problem: Problem | null
}

export interface OutboxStore {
  all(): Promise<OutboxEntry[]>
  put(entry: OutboxEntry): Promise<void>
  delete(clientId: string): Promise<void>
}

export interface OutboxOptions {
  store: OutboxStore
  agent: string
  /** False when the line is down. */
  send(frame: ClientFrame): boolean
  /** The entries of a conversation changed. */
  onChange(conversation: string): void
  onAcknowledged(entry: OutboxEntry, message: Message): void
  /** The server said no: `entry.problem` says why. */
  onRefused?(entry: OutboxEntry): void
}

/** Not acknowledged within this time on a living line: say it again (the server knows the client id). */
const ACK_MS = 15_000

export class Outbox {
  private readonly entries = new Map<string, OutboxEntry>()
  private readonly deadlines = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(private readonly options: OutboxOptions) {}

  /** Takes over what an earlier visit left behind. */
  async load(): Promise<void> {
    const kept = await this.options.store.all()
    for (const entry of kept.sort((a, b) => a.at - b.at)) {
      if (entry.agent !== this.options.agent || this.entries.has(entry.client_id)) continue
      this.entries.set(entry.client_id, entry)
      this.options.onChange(entry.conversation)
    }
  }

  of(conversation: string): OutboxEntry[] {
    return [...this.entries.values()].filter((entry) => entry.conversation === conversation)
  }

  get size(): number {
    return this.entries.size
  }

  /** Shown at once, stored, then sent: the frame leaves only after the entry is on disk. */
  async add(entry: Omit<OutboxEntry, 'agent' | 'state' | 'problem'>): Promise<void> {
    const whole: OutboxEntry = { ...entry, agent: this.options.agent, state: 'waiting', problem: null }
    this.entries.set(whole.client_id, whole)
    this.options.onChange(whole.conversation)
    // A browser without usable storage (private mode, full disk) still sends; only surviving a closed tab is lost.
    await this.options.store.put(whole).catch(() => {})
    this.transmit(whole)
  }

  /** The line is up again: everything that waits goes out in the order it was written. */
  resend(): void {
    const waiting = [...this.entries.values()].filter((entry) => entry.state === 'waiting').sort((a, b) => a.at - b.at)
    for (const entry of waiting) this.transmit(entry)
  }

  async retry(clientId: string, change: { ignoreNewer?: boolean; looked?: boolean; leg?: string; template?: boolean; mentions?: OutboxEntry['mentions'] } = {}): Promise<void> {
    const entry = this.entries.get(clientId)
    if (!entry) return
    const again: OutboxEntry = { ...entry, state: 'waiting', problem: null }
    if (change.ignoreNewer) delete again.seen_seq
    if (change.looked) again.looked = true
    if (change.mentions) again.mentions = change.mentions
    if (change.leg) again.leg = change.leg
    if (change.template !== undefined) again.template = change.template
    this.entries.set(clientId, again)
    this.options.onChange(entry.conversation)
    await this.options.store.put(again).catch(() => {})
    this.transmit(again)
  }

  /** Gives the entry back, for example to put its text into the composer again. */
  async discard(clientId: string): Promise<OutboxEntry | null> {
    const entry = this.entries.get(clientId) ?? null
    if (entry) await this.remove(entry)
    return entry
  }

  acknowledged(clientId: string, message: Message): void {
    const entry = this.entries.get(clientId)
    if (!entry) return
    this.options.onAcknowledged(entry, message)
    void this.remove(entry)
  }

  /** The message reached us by another way (an event): that is an acknowledgement too. */
  seen(message: Message): void {
    if (message.client_id) this.acknowledged(message.client_id, message)
  }

  failed(clientId: string, problem: Problem): ApiError | null {
    const entry = this.entries.get(clientId)
    if (!entry) return null
    this.calm(clientId)
    const error = toApiError(problem)
    // Nobody is signed in any more: it waits on disk until its agent is.
    if (problem.status === 401) return error
    // Busy or full is not a no: it is said again later.
    if (problem.status === 503 || problem.status === 429) {
      this.deadlines.set(clientId, setTimeout(() => this.transmit(entry), ACK_MS / 5))
      return error
    }
    const refused: OutboxEntry = { ...entry, state: 'failed', problem }
    this.entries.set(clientId, refused)
    void this.options.store.put(refused).catch(() => {})
    this.options.onChange(entry.conversation)
    this.options.onRefused?.(refused)
    return error
  }

  /** Ends all timers; entries stay on disk. */
  stop(): void {
    for (const timer of this.deadlines.values()) clearTimeout(timer)
    this.deadlines.clear()
  }

  private transmit(entry: OutboxEntry): void {
    if (this.entries.get(entry.client_id)?.state !== 'waiting') return
    this.calm(entry.client_id)
    const { client_id, conversation, kind, text, mentions, card, seen_seq, leg, template, looked } = entry
    const attachments = entry.attachments.map((file) => file.id)
    const sent = this.options.send({
      t: 'send', client_id, conversation, kind, text, attachments, ...(mentions?.length ? { mentions: mentions.map((one) => one.id) } : {}), ...(card ? { card } : {}), ...(seen_seq === undefined ? {} : { seen_seq }), ...(leg ? { leg } : {}), ...(template ? { template } : {}), ...(looked ? { looked } : {}),
    })
    if (sent) this.deadlines.set(client_id, setTimeout(() => this.transmit(entry), ACK_MS))
  }

  private calm(clientId: string): void {
    clearTimeout(this.deadlines.get(clientId))
    this.deadlines.delete(clientId)
  }

  private async remove(entry: OutboxEntry): Promise<void> {
    this.calm(entry.client_id)
    this.entries.delete(entry.client_id)
    this.options.onChange(entry.conversation)
    await this.options.store.delete(entry.client_id).catch(() => {})
  }
}
