// Turns messages into what a thread shows: day separators, event pills, one divider before the unread, bubbles in runs, and one
// line for what is read elsewhere now.
import type { Message, OutboxEntry } from '@parlor/api'
import { dayKey } from '@/lib/format'

export type Item =
  | { key: string; kind: 'day'; at: string }
  | { key: string; kind: 'unread' }
  | { key: string; kind: 'event'; messages: readonly Message[] }
  | { key: string; kind: 'bubble'; message: Message; first: boolean; elsewhere: boolean }
  | { key: string; kind: 'moved'; count: number; to: string }
  | { key: string; kind: 'outgoing'; entry: OutboxEntry; first: boolean }

/** Messages of one author closer than this stand together. */
const RUN_MS = 3 * 60_000
/** Events that follow one another this closely are one line: came in · queued · assigned. */
const EVENT_RUN_MS = 60_000
const EVENT_RUN = 3

const speaker = (message: Message) => `${message.direction}/${message.author.kind}/${message.author.id ?? ''}`

function joins(run: readonly Message[], message: Message): boolean {
  const last = run.at(-1)!
  return run.length < EVENT_RUN && Date.parse(message.at) - Date.parse(last.at) < EVENT_RUN_MS && !(last.event?.kind === 'conversation.transferred' && last.event.note)
}

/** `unreadAfter`: the divider stands before the first inbound message with a higher seq; null for none. `shown`: the conversation
 *  whose thread it is; what another brought along is marked, what was moved away is one line. */
export function layout(messages: readonly Message[], outgoing: readonly OutboxEntry[], unreadAfter: number | null, shown: string | null = null): Item[] {
  const items: Item[] = []
  let day = ''
  let before: Message | null = null
  let divided = unreadAfter === null
  for (const message of messages) {
    if (message.moved_to && message.moved_to !== shown) {
      const last = items.at(-1)
      if (last?.kind === 'moved' && last.to === message.moved_to) items[items.length - 1] = { ...last, count: last.count + 1 }
      else items.push({ key: `moved-${message.id}`, kind: 'moved', count: 1, to: message.moved_to })
      before = null
      continue
    }
    const elsewhere: boolean = shown !== null && message.conversation !== shown && message.moved_to !== shown
    if (dayKey(message.at) !== day) {
      day = dayKey(message.at)
      items.push({ key: `day-${message.id}`, kind: 'day', at: message.at })
      before = null
    }
    if (!divided && message.direction === 'in' && !elsewhere && message.seq > unreadAfter!) {
      divided = true
      items.push({ key: 'unread', kind: 'unread' })
      before = null
    }
    if (message.direction === 'event') {
      const last = items.at(-1)
      if (last?.kind === 'event' && joins(last.messages, message)) items[items.length - 1] = { ...last, messages: [...last.messages, message] }
      else items.push({ key: message.id, kind: 'event', messages: [message] })
      before = null
      continue
    }
    const first: boolean = !before || before.leg !== message.leg || speaker(before) !== speaker(message) || Date.parse(message.at) - Date.parse(before.at) > RUN_MS
    // The client id outlives the optimistic bubble, so the bubble stays the same element when it is acknowledged.
    items.push({ key: message.client_id ?? message.id, kind: 'bubble', message, first, elsewhere })
    before = message
  }
  const known = new Set(messages.slice(-200).map((message) => message.client_id))
  outgoing.filter((entry) => !known.has(entry.client_id)).forEach((entry, index) => {
    items.push({ key: entry.client_id, kind: 'outgoing', entry, first: index === 0 })
  })
  return items
}
