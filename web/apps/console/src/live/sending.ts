// The outbox on the page: what was sent and not yet acknowledged, shown as bubbles at once.
import { shallowReactive } from 'vue'
import { indexedStore, memoryStore, Outbox, type Attachment, type DraftMode, type OutboxEntry, type Problem } from '@parlor/api'
import { line } from './line'
import { onFlush } from './flush'
import { putMessage } from './threads'

/** Unacknowledged entries by conversation, in order. */
export const outgoing = shallowReactive(new Map<string, readonly OutboxEntry[]>())
let outbox: Outbox | null = null

export async function startOutbox(agent: string): Promise<void> {
  const mine = new Outbox({
    store: typeof indexedDB === 'undefined' ? memoryStore() : indexedStore(),
    agent,
    send: (frame) => line.send(frame),
    // In one flush with the message that replaces the entry: the bubble must not blink.
    onChange: (conversation) => onFlush(() => publish(conversation)),
    onAcknowledged: (_entry, message) => putMessage(message),
  })
  outbox = mine
  await mine.load().catch(() => {})
  if (outbox === mine && line.state === 'online') mine.resend()
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
}

export const currentOutbox = () => outbox

export function sendMessage(conversation: string, kind: DraftMode, text: string, attachments: Attachment[], seenSeq: number, way: { leg?: string; template?: boolean } = {}): void {
  const entry = { client_id: crypto.randomUUID(), conversation, kind, text, attachments, at: Date.now() }
  void outbox?.add(kind === 'reply' ? { ...entry, seen_seq: seenSeq, ...way } : entry)
}

export const retrySend = (clientId: string, ignoreNewer = false, way: { leg?: string; template?: boolean } = {}) => outbox?.retry(clientId, { ignoreNewer, ...way })
export const discardSend = async (clientId: string) => (await outbox?.discard(clientId)) ?? null

export function refused(clientId: string, problem: Problem): void {
  outbox?.failed(clientId, problem)
}
