// A thread of several conversations: keyed by conversation and seq, joined in the order of the log, parted again without a trace.
import { beforeEach, expect, it, vi } from 'vitest'
import { rest } from '@/lib/session'
import { layout } from '@/features/thread/layout'
import { forgetRows, putRow, survivorOf } from '@/live/rows'
import { forgetThreads, openThread, putMessage, rereadThreads, Thread } from '@/live/threads'
import { settled } from './eventually'
import { conversation, iso, message, signedIn } from './world'

const keys = (thread: Thread) => thread.messages.value.map((entry) => `${entry.conversation}${entry.seq}`)
const from = (id: string, seq: number, at: number) => message(seq, { id: `${id}${seq}`, conversation: id, at: iso(at) })
const page = (...items: ReturnType<typeof message>[]) => ({ items, next: null, previous: null as number | null })

beforeEach(async () => {
  await signedIn()
  forgetRows()
  forgetThreads()
})

it('keeps messages of one seq apart by their conversation, and counts only its own', async () => {
  vi.spyOn(rest, 'messages').mockResolvedValue(page(from('c', 1, 1), from('x', 1, 2), from('x', 2, 3), from('c', 2, 4)))
  const thread = new Thread('c')
  await settled()
  expect(keys(thread)).toEqual(['c1', 'x1', 'x2', 'c2'])
  thread.put({ ...from('x', 2, 3), text: '改过' })
  thread.put(from('c', 3, 5))
  await settled()
  expect(keys(thread)).toEqual(['c1', 'x1', 'x2', 'c2', 'c3'])
  expect(thread.messages.value[2]?.text).toBe('改过')
  expect(thread.lastSeq).toBe(3)
})

it('places what another conversation brings by its time, not by its seq', async () => {
  vi.spyOn(rest, 'messages').mockResolvedValue(page(from('c', 1, 10), from('c', 2, 20)))
  const thread = new Thread('c')
  await settled()
  thread.put(from('x', 9, 15))
  await settled()
  expect(keys(thread)).toEqual(['c1', 'x9', 'c2'])
})

it('asks for older pages once more without showing anything twice', async () => {
  vi.spyOn(rest, 'messages').mockResolvedValueOnce({ ...page(from('x', 1, 5), from('c', 3, 6)), previous: 3 }).mockResolvedValueOnce(page(from('c', 1, 1), from('c', 2, 4), from('x', 1, 5)))
  const thread = new Thread('c')
  await settled()
  await thread.loadOlder()
  expect(keys(thread)).toEqual(['c1', 'c2', 'x1', 'c3'])
})

it('fills a gap with what stands between, theirs too', async () => {
  const asked = vi.spyOn(rest, 'messages').mockResolvedValueOnce(page(from('c', 1, 1))).mockResolvedValueOnce(page(from('x', 7, 2), from('c', 2, 3), from('c', 3, 4)))
  const thread = new Thread('c')
  await settled()
  thread.put(from('c', 3, 4))
  await settled()
  expect(asked).toHaveBeenLastCalledWith('c', { after: 1, limit: 100 })
  expect(keys(thread)).toEqual(['c1', 'x7', 'c2', 'c3'])
})

it('hands an event of an absorbed conversation to the survivor, through every merge in between', async () => {
  vi.spyOn(rest, 'messages').mockImplementation(async (id) => page(from(id, 1, 1)))
  putRow(conversation('a', { merged_into: 'b', place: 'closed' }))
  putRow(conversation('b', { merged_into: 'c', place: 'closed' }))
  expect(survivorOf('a')).toBe('c')
  const thread = openThread('c')
  await settled()
  putMessage({ ...from('a', 4, 9), direction: 'out', receipt: 'sent' }, survivorOf('a'))
  await settled()
  expect(keys(thread)).toEqual(['c1', 'a4'])
})

it('reads again what was parted, and drops what left', async () => {
  const asked = vi.spyOn(rest, 'messages').mockResolvedValueOnce(page(from('c', 1, 1), from('x', 1, 2))).mockResolvedValueOnce(page(from('c', 1, 1), from('c', 2, 3)))
  const thread = openThread('c')
  await settled()
  rereadThreads(['c', 'x', null], 'c')
  await settled()
  expect(asked).toHaveBeenCalledTimes(2)
  expect(keys(thread)).toEqual(['c1', 'c2'])
})

it('collapses what was moved away into one line each, and marks what came from elsewhere', () => {
  const moved = (seq: number, to: string) => message(seq, { conversation: 'c', moved_to: to })
  const items = layout([message(1, { conversation: 'c' }), moved(2, 'x'), moved(3, 'x'), moved(4, 'y'), message(9, { id: 'x9', conversation: 'x', at: iso(5) })], [], null, 'c')
  expect(items.flatMap((item) => (item.kind === 'moved' ? [[item.count, item.to]] : []))).toEqual([[2, 'x'], [1, 'y']])
  expect(items.flatMap((item) => (item.kind === 'bubble' ? [item.elsewhere] : []))).toEqual([false, true])
})

it('shows a moved message in the thread it was moved to, as its own', () => {
  const items = layout([message(2, { conversation: 'c', moved_to: 'x' })], [], null, 'x')
  expect(items.map((item) => item.kind)).toEqual(['day', 'bubble'])
  expect(items[1]).toMatchObject({ elsewhere: false })
})

it('puts the unread divider before its own, never before what was brought along', () => {
  const items = layout([message(1, { conversation: 'c' }), message(8, { id: 'x8', conversation: 'x' }), message(2, { conversation: 'c' })], [], 1, 'c')
  expect(items.map((item) => item.kind)).toEqual(['day', 'bubble', 'bubble', 'unread', 'bubble'])
})
