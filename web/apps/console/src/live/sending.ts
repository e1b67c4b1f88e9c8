// The outbox on the page: what was sent and not yet acknowledged, shown as bubbles at once.
import { shallowReactive } from 'vue'
import { indexedStore, memoryStore, Outbox, type Attachment, type Card, type DraftMode, type Message, type OutboxEntry, type Problem } from '@parlor/api'
import { line } from './line'
import { onFlush } from './flush'
import { putMessage } from './threads'

/** Unacknowledged entries by conversation, in order. */
export const outgoing = shallowReactive(new Map<string, readonly OutboxEntry[]>())
let outbox: Outbox | null = null
/** What this page itself has sent: anything else of ours came from another device. */
const sentHere = new Set<string>()
export const isSentHere = (message: Message) => sentHere.has(message.id)
/** Who waits for an answer, by client id. */
const waiting = new Map<string, (problem: Problem | null) => void>()

export async function startOutbox(agent: string): Promise<void> {
  const mine = new Outbox({
    store: typeof indexedDB === 'undefined' ? memoryStore() : indexedStore(),
    agent,
    send: (frame) => line.send(frame),
    // In one flush with the message that replaces the entry: the bubble must not blink.
    onChange: (conversation) => onFlush(() => publish(conversation)),
    onAcknowledged: (entry, message) => {
      sentHere.add(message.id)
      // Asked about only while it is news.
      if (sentHere.size > 99) sentHere.delete(sentHere.values().next().value!)
      putMessage(message)
      answer(entry, null)
    },
    onRefused: (entry) => answer(entry, entry.problem),
  })
  outbox = mine
  await mine.load().catch(() => {})
  if (outbox === mine && line.state === 'online') mine.resend()
}

function answer({ client_id }: OutboxEntry, problem: Problem | null): void {
  waiting.get(client_id)?.(problem)
  waiting.delete(client_id)
}

function publish(conversation: string): void {
  const entries = outbox?.of(conversation) ?? []
  if (entries.length) outgoing.set(conversation, entries)
  else outgoing.delete(conversation)
}

export function stopOutbox(): void {
  outbox?.stop()
  outbox = null
  outgoing.clear()
  waiting.clear()
  sentHere.clear()
}

export const currentOutbox = () => outbox

/** Answers the client id it goes under. */
export function sendMessage(conversation: string, kind: DraftMode, text: string, attachments: Attachment[], seenSeq: number, way: { leg?: string; template?: boolean; card?: Card; mentions?: OutboxEntry['mentions'] } = {}): string {
  const entry = { client_id: crypto.randomUUID(), conversation, kind, text, attachments, at: Date.now() }
  void outbox?.add(kind === 'reply' ? { ...entry, seen_seq: seenSeq, ...way } : { ...entry, ...(way.mentions?.length ? { mentions: way.mentions } : {}) })
  return entry.client_id
}

/** What the server said to it: null once it is taken, else why not. Never while the line is down. */
export const answerTo = (clientId: string) => new Promise<Problem | null>((resolve) => waiting.set(clientId, resolve))

export const retrySend = (clientId: string, ignoreNewer = false, way: { leg?: string; template?: boolean; looked?: boolean; mentions?: OutboxEntry['mentions'] } = {}) => outbox?.retry(clientId, { ignoreNewer, ...way })
export const discardSend = async (clientId: string) => (await outbox?.discard(clientId)) ?? null

export function refused(clientId: string, problem: Problem): void {
  outbox?.failed(clientId, problem)
}
