// The visitor's thread: every message once, in the server's order, with receipts that only climb.
import type { Ack, Attachment, Receipt, VisitorMessage } from './frames'
import type { OutboxItem } from './link'

const RANK: Record<Receipt, number> = { queued: 0, sent: 1, delivered: 2, failed: 2, in_doubt: 2, read: 3 }
/** Number of a conversation that only its acknowledgement has told us about: it is the newest one. */
const NEWEST = Number.MAX_SAFE_INTEGER

const place = (conversation: string, seq: number): string => `${conversation}|${seq}`
const rank = (receipt: Receipt | null): number => (receipt ? RANK[receipt] : 0)

export class Thread {
  /** Opaque address of older messages; null: there are none. */
  before: string | null = null
  private byPlace = new Map<string, VisitorMessage>()
  private numbers = new Map<string, number>()
  /** Receipts that came before their message. */
  private early = new Map<string, Receipt>()
  /** Read by the visitor up to this seq, per conversation. */
  private marks = new Map<string, number>()
  private sorted: VisitorMessage[] | null = null

  /** In order. The same array until something changes. */
  list(): readonly VisitorMessage[] {
    this.sorted ??= this.inOrder()
    return this.sorted
  }

  /** Each conversation in its own order; several that went on in one another by the time at which something was said. */
  private inOrder(): VisitorMessage[] {
    const all = [...this.byPlace.values()].sort((a, b) => a.conversation_number - b.conversation_number || a.seq - b.seq)
    const rows = new Map<string, VisitorMessage[]>()
    for (const message of all) {
      const row = rows.get(message.conversation)
      if (row) row.push(message)
      else rows.set(message.conversation, [message])
    }
    const heads = [...rows.values()].map((row) => ({ row, at: 0 }))
    const sorted: VisitorMessage[] = []
    while (sorted.length < all.length) {
      let next: (typeof heads)[number] | undefined
      for (const head of heads) {
        const [mine, best] = [head.row[head.at], next?.row[next.at]]
        if (mine && (!best || mine.at < best.at)) next = head
      }
      if (!next) break
      sorted.push(next.row[next.at++]!)
    }
    return sorted
  }

  /** Starts over with the server's newest messages. */
  reset(messages: VisitorMessage[], before: string | null): void {
    this.byPlace.clear()
    this.early.clear()
    this.before = before
    for (const message of messages) this.add(message)
    this.sorted = null
  }

  /** Puts older messages in front. */
  older(messages: VisitorMessage[], before: string | null): void {
    this.before = before
    for (const message of messages) this.add(message)
  }

  /** Answers true when the message was not known; a repetition only brings what is newer about it. */
  add(message: VisitorMessage): boolean {
    const key = place(message.conversation, message.seq)
    const known = this.byPlace.get(key)
    const early = this.early.get(key) ?? null
    this.early.delete(key)
    const receipt = [known?.receipt ?? null, early, message.receipt].reduce((a, b) => (rank(b) > rank(a) ? b : a ?? b), null)
    this.byPlace.set(key, { ...message, receipt })
    this.number(message.conversation, message.conversation_number)
    this.sorted = null
    return !known
  }

  /** Our own message as the acknowledgement places it, until the server's copy arrives. */
  acked(item: OutboxItem, ack: Ack): void {
    if (ack.id === null || ack.conversation === null || ack.seq === null) return
    if (this.byPlace.has(place(ack.conversation, ack.seq))) return
    const attachments = item.files.map((file) => file.done).filter((done): done is Attachment => !!done)
    const pictures = attachments.length > 0 && attachments.every((one) => one.type.startsWith('image/'))
    this.add({
      id: ack.id,
      conversation: ack.conversation,
      conversation_number: this.numbers.get(ack.conversation) ?? NEWEST,
      seq: ack.seq,
      from: 'me',
      name: null,
      kind: item.form ? 'form' : pictures ? 'image' : attachments.length ? 'file' : 'text',
      text: item.text,
      attachments,
      form: item.form,
      event: null,
      client_id: item.client_id,
      receipt: 'sent',
      at: ack.at,
    })
  }

  /** A receipt holds for everything that the same side said before it in that conversation. */
  receipt(conversation: string, seq: number, receipt: Receipt): void {
    const at = this.byPlace.get(place(conversation, seq))
    if (!at) this.early.set(place(conversation, seq), receipt)
    for (const [key, message] of this.byPlace) {
      const same = message.conversation === conversation && at && message.from === at.from
      const reaches = message === at || (same && message.seq < seq && (receipt === 'read' || receipt === 'delivered'))
      if (reaches && rank(receipt) > rank(message.receipt)) this.byPlace.set(key, { ...message, receipt })
    }
    this.sorted = null
  }

  /** Messages of agent or robot that the visitor has not read. */
  unread(): VisitorMessage[] {
    return this.list().filter(
      (m) =>
        (m.from === 'agent' || m.from === 'robot') &&
        m.kind !== 'event' &&
        m.receipt !== 'read' &&
        m.seq > (this.marks.get(m.conversation) ?? 0),
    )
  }

  /** Marks everything read; answers what changed, as (conversation, seq). */
  markRead(): { conversation: string; seq: number }[] {
    const changed = new Map<string, number>()
    for (const message of this.unread()) changed.set(message.conversation, message.seq)
    for (const [conversation, seq] of changed) this.marks.set(conversation, seq)
    return [...changed].map(([conversation, seq]) => ({ conversation, seq }))
  }

  /** Every mark made so far; repeated after a reconnect, since marks only climb and have no acknowledgement. */
  readMarks(): { conversation: string; seq: number }[] {
    return [...this.marks].map(([conversation, seq]) => ({ conversation, seq }))
  }

  /** Forgets everything (the person signed out). */
  clear(): void {
    this.reset([], null)
    this.numbers.clear()
    this.marks.clear()
  }

  private number(conversation: string, number: number): void {
    if (number === NEWEST || this.numbers.get(conversation) === number) return
    this.numbers.set(conversation, number)
    for (const [key, message] of this.byPlace) {
      if (message.conversation === conversation && message.conversation_number === NEWEST) {
        this.byPlace.set(key, { ...message, conversation_number: number })
      }
    }
  }
}
