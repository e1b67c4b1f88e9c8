// A thread's messages: events in order, gaps filled from the server, receipts that only climb.
import { beforeEach, expect, it, vi } from 'vitest'
import type { Message } from '@parlor/api'
import { rest } from '@/lib/session'
import { Thread } from '@/live/threads'
import { settled } from './eventually'
import { message, signedIn } from './world'

const seqs = (thread: Thread) => thread.messages.value.map((entry) => entry.seq)
const page = (...items: number[]) => ({ items: items.map((seq) => message(seq)), next: null, previous: items[0] && items[0] > 1 ? items[0] : null })

beforeEach(signedIn)

it('appends events, replaces what it has, and lets receipts only climb', async () => {
  vi.spyOn(rest, 'messages').mockResolvedValue(page(1, 2))
  const thread = new Thread('c')
  await settled()
  thread.put(message(3, { direction: 'out', receipt: 'read' }))
  thread.put(message(3, { direction: 'out', receipt: 'sent' }))
  await settled()
  expect(seqs(thread)).toEqual([1, 2, 3])
  expect(thread.messages.value[2]?.receipt).toBe('read')
})

it('follows a message that failed or is in doubt wherever it goes next, with the fault that it has then', async () => {
  vi.spyOn(rest, 'messages').mockResolvedValue(page(1))
  const thread = new Thread('c')
  await settled()
  const failed = { fault: 'provider', why: 'timeout' } as const
  type Sight = Pick<Message, 'receipt' | 'failed'>
  const after = async (...sights: Sight[]) => {
    for (const sight of sights) thread.put(message(2, { direction: 'out', ...sight }))
    await settled()
    const { receipt, failed } = thread.messages.value[1]!
    return { receipt, failed }
  }
  expect(await after({ receipt: 'sent', failed: null }, { receipt: 'failed', failed })).toEqual({ receipt: 'failed', failed })
  expect(await after({ receipt: 'queued', failed: null })).toEqual({ receipt: 'queued', failed: null })
  expect(await after({ receipt: 'sent', failed: null })).toEqual({ receipt: 'sent', failed: null })
  expect(await after({ receipt: 'in_doubt', failed: null })).toEqual({ receipt: 'in_doubt', failed: null })
  expect(await after({ receipt: 'sent', failed: null })).toEqual({ receipt: 'sent', failed: null })
  expect(await after({ receipt: 'delivered', failed: null }, { receipt: 'failed', failed }, { receipt: 'in_doubt', failed: null })).toEqual({ receipt: 'delivered', failed: null })
})

it('keeps what events brought while the page was on its way', async () => {
  let answer: (value: ReturnType<typeof page>) => void = () => {}
  vi.spyOn(rest, 'messages').mockReturnValue(new Promise((resolve) => { answer = resolve }))
  const thread = new Thread('c')
  thread.put(message(3))
  answer(page(1, 2))
  await settled()
  expect(seqs(thread)).toEqual([1, 2, 3])
})

it('fills a gap from the server before showing what lies beyond it', async () => {
  const asked = vi.spyOn(rest, 'messages').mockResolvedValueOnce(page(1, 2)).mockResolvedValueOnce(page(3, 4, 5))
  const thread = new Thread('c')
  await settled()
  thread.put(message(5))
  await settled()
  expect(asked).toHaveBeenLastCalledWith('c', { after: 2, limit: 100 })
  expect(seqs(thread)).toEqual([1, 2, 3, 4, 5])
})

it('loads older pages in front, once at a time, until the beginning', async () => {
  const asked = vi.spyOn(rest, 'messages').mockResolvedValueOnce(page(3, 4)).mockResolvedValueOnce(page(1, 2))
  const thread = new Thread('c')
  await settled()
  await Promise.all([thread.loadOlder(), thread.loadOlder()])
  expect(asked).toHaveBeenCalledTimes(2)
  expect(seqs(thread)).toEqual([1, 2, 3, 4])
  expect(thread.previous.value).toBeNull()
})
