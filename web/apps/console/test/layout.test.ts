// What a thread shows: days, runs, one unread divider, entry events in one line, and no bubble twice.
import { expect, it } from 'vitest'
import type { OutboxEntry } from '@parlor/api'
import { layout } from '@/features/thread/layout'
import { iso, message } from './world'

const kinds = (items: ReturnType<typeof layout>) => items.map((item) => item.kind)
const agent = { kind: 'agent' as const, id: 'a', name: '王芳' }

it('begins each day with its date and groups what one person says in a row', () => {
  const items = layout([message(1), message(2), message(3, { direction: 'out', author: agent }), message(4, { at: iso(86_400 * 2) })], [], null)
  expect(kinds(items)).toEqual(['day', 'bubble', 'bubble', 'bubble', 'day', 'bubble'])
  expect(items.flatMap((item) => (item.kind === 'bubble' ? [item.first] : []))).toEqual([true, false, true, true])
})

it('puts one divider before the first unread message of the customer', () => {
  const messages = [message(1), message(2, { direction: 'out', author: agent }), message(3), message(4)]
  expect(kinds(layout(messages, [], 2))).toEqual(['day', 'bubble', 'bubble', 'unread', 'bubble', 'bubble'])
  expect(kinds(layout(messages, [], 4))).not.toContain('unread')
})

it('shows coming in, queueing and assignment as one line, and nothing more in it', () => {
  const event = (seq: number, at = seq) => message(seq, { direction: 'event', kind: 'event', event: { kind: 'conversation.opened', channel: 'webchat' }, at: iso(at) })
  const items = layout([event(1), event(2), event(3), event(4), event(5, 900)], [], null)
  expect(items.flatMap((item) => (item.kind === 'event' ? [item.messages.length] : []))).toEqual([3, 1, 1])
})

it('keeps one element from sending to acknowledgement, and never shows both', () => {
  const entry = { client_id: 'k', conversation: 'c', agent: 'a', kind: 'reply', text: 'hi', attachments: [], at: 0, state: 'waiting', problem: null } satisfies OutboxEntry
  const before = layout([message(1)], [entry], null)
  const after = layout([message(1), message(2, { direction: 'out', author: agent, client_id: 'k' })], [entry], null)
  expect(before.at(-1)).toMatchObject({ kind: 'outgoing', key: 'k' })
  expect(after.filter((item) => item.key === 'k')).toMatchObject([{ kind: 'bubble' }])
})
