// Fixed people and words for the story page: nothing of it comes from, or goes to, a server.
import type { Message } from '@parlor/api'
import { CHANNEL_ICONS } from '@parlor/ui'
import { currentLocale } from '@/i18n'
import { rowRef, type Row } from '@/live/rows'

/** Every channel that has a look of its own; which one a piece shows does not matter. */
export const channels = Object.keys(CHANNEL_ICONS)
const [one = '', two = '', three = '', four = ''] = channels
const AT = '2026-11-20T02:30:00Z'
const words = (zh: string, en: string) => (currentLocale() === 'en' ? en : zh)

/** A conversation of which every field has its plain value. */
export function row(id: string, fields: Partial<Row> = {}): Row {
  return {
    id, number: 1024, brand: 'story', customer: { id: `${id}-customer`, name: words('林晓', 'Lin Xiao') }, place: 'agent', queue: null, owner: 'story-colleague', offer: null, pending_until: null,
    waiting_since: null, disposition: null, opened_at: AT, updated_at: AT, closed_at: null, last_seq: 1, last_message: null, channels: [one], tags: [], unread: 0, read_seq: 1, merged_into: null, version: 1,
    // Of no round of reading: no list and no count knows it.
    counted: 1, round: -1, ...fields,
  }
}

export function message(id: string, fields: Partial<Message> = {}): Message {
  return {
    id, conversation: 'story', seq: 1, leg: 'story-leg', channel: one, direction: 'in', author: { kind: 'customer', id: 'story-customer', name: null }, kind: 'text',
    text: words('杯子有点漏水，可以换一个吗', 'The cup leaks a little, can you replace it'), attachments: [], form: null, event: null, client_id: null, receipt: null, settled: null, at: AT, awaited: [], card: null, said_at: null, failed: null, moved_to: null, ...fields,
  }
}

const agent = { kind: 'agent', id: 'story-colleague', name: words('江月', 'Jiang Yue') } as const
export const bubbles = () => [
  message('in'),
  message('out', { direction: 'out', author: agent, text: words('可以的，我马上为您登记换货', 'Of course, I am arranging the exchange now'), receipt: 'read' }),
  message('failed', { direction: 'out', author: agent, text: words('换货单已寄出', 'The exchange is on its way'), receipt: 'sent' }),
  message('note', { direction: 'note', author: agent, text: words('仓库说周五到货', 'The warehouse says Friday') }),
  message('robot', { direction: 'out', author: { kind: 'robot', id: 'story-robot', name: null }, text: words('正在为您转接人工', 'I am getting a person for you'), receipt: 'delivered' }),
  message('unsupported', { kind: 'unsupported', text: '' }),
]
export const cards = () => [
  message('place', { text: '', kind: 'location', card: { kind: 'location', latitude: '31.2304', longitude: '121.4737', label: words('人民广场', 'People’s Square') } as Message['card'] }),
  message('menu', { text: '', direction: 'out', author: agent, card: { kind: 'menu', head: words('这次服务怎么样', 'How was it'), items: [{ id: '1', text: words('满意', 'Good') }, { id: '2', text: words('不满意', 'Not good') }], tail: '' } as Message['card'], receipt: 'sent' }),
]
export const events = () => [[message('queued', { direction: 'event', text: '', author: { kind: 'system', id: null, name: null }, event: { kind: 'conversation.opened', channel: two } as Message['event'] })]]

/** Rows as the list shows them: calm, soon, over, unread, pending, closed. By id, as the list knows its rows. */
export function rows(now: number): string[] {
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  const last = { seq: 1, at: ago(1), direction: 'in', author: 'customer', kind: 'text', text: words('还要等多久', 'How much longer') } as unknown as Row['last_message']
  const all: Row[] = [
    row('story-calm', { waiting_since: ago(0.4), last_message: last }),
    row('story-soon', { waiting_since: ago(1.5), last_message: last, unread: 2, customer: { id: 's2', name: words('周文博', 'Zhou Wenbo') }, channels: [two] }),
    row('story-over', { waiting_since: ago(12), last_message: last, unread: 12, customer: { id: 's3', name: null }, tags: [words('重要客户', 'Important')] }),
    row('story-pending', { place: 'pending', pending_until: new Date(now + 7_200_000).toISOString(), last_message: last, customer: { id: 's4', name: 'Alice Meyer' }, channels: [three] }),
    row('story-closed', { place: 'closed', closed_at: ago(60), last_message: last, customer: { id: 's5', name: words('吴海', 'Wu Hai') }, channels: [four] }),
  ]
  for (const entry of all) rowRef(entry.id).value = entry
  return all.map((entry) => entry.id)
}
