// The list: order by waiting, stillness under the pointer, counting of unread.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Event } from '@parlor/api'
import { rest } from '@/lib/session'
import { countUnread, doubtRows, forgetRows, markRead, putRow, rowOf } from '@/live/rows'
import { views } from '@/live/views'
import { settled } from './eventually'
import { conversation, iso, message, signedIn } from './world'

const mine = views.mine

beforeEach(async () => {
  await signedIn()
  vi.spyOn(rest, 'conversations').mockResolvedValue({
    items: [conversation('calm', { updated_at: iso(50) }), conversation('long', { waiting_since: iso(1) }), conversation('short', { waiting_since: iso(9) })], next: null,
  })
  await mine.load()
})
afterEach(() => { mine.keepStill(false); mine.reset(); forgetRows() })

it('puts the longest wait first and those nobody waits for last', () => {
  expect(mine.shown.value).toEqual(['long', 'short', 'calm'])
})

it('moves rows by events, once per frame', async () => {
  putRow(conversation('calm', { waiting_since: iso(0), version: 2, unread: null }))
  expect(mine.shown.value[0]).toBe('long')
  await settled()
  expect(mine.shown.value).toEqual(['calm', 'long', 'short'])
})

it('does not move, add or drop rows under the pointer, and says how many are new', async () => {
  mine.keepStill(true)
  putRow(conversation('new', { waiting_since: iso(0), version: 1, unread: null }))
  putRow(conversation('long', { place: 'closed', version: 2, unread: null }))
  await settled()
  expect(mine.shown.value).toEqual(['long', 'short', 'calm'])
  expect(mine.held.value).toBe(1)
  mine.keepStill(false)
  expect(mine.shown.value).toEqual(['new', 'short', 'calm'])
  expect(mine.held.value).toBe(0)
})

it('ignores what is older than what it knows', () => {
  putRow(conversation('long', { version: 5, unread: null, tags: ['a'] }))
  putRow(conversation('long', { version: 4, unread: null, tags: [] }))
  expect(rowOf('long')?.tags).toEqual(['a'])
})

it('counts each unread message once and forgets them when read', () => {
  const event = (seq: number): Event => ({ seq, kind: 'message.received', at: iso(seq), conversation: null, message: message(seq, { conversation: 'long' }), agent: null, customer: null, message_seq: null })
  putRow(conversation('long', { version: 6, unread: null, last_seq: 2, last_message: { seq: 2, direction: 'in', author: 'customer', kind: 'text', text: '', at: iso(2) } }))
  expect([countUnread(event(1)), countUnread(event(2)), countUnread(event(2))]).toEqual([true, true, false])
  expect(rowOf('long')?.unread).toBe(2)
  markRead('long', 2)
  expect(rowOf('long')?.unread).toBe(0)
  expect(countUnread(event(2))).toBe(false)
})

it('after a resync drops what the server no longer names', async () => {
  doubtRows()
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [conversation('short', { waiting_since: iso(9) })], next: null })
  await mine.load()
  expect(mine.shown.value).toEqual(['short'])
})
