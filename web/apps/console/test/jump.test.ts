// To a message far above: pages are loaded until it is there; it comes into the slice and is marked.
import { nextTick, shallowRef } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { layout } from '@/features/thread/layout'
import { jumpTo } from '@/features/thread/jump'
import { rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { Thread } from '@/live/threads'
import { eventually } from './eventually'
import { message, signedIn } from './world'

/** A server with so many messages. */
function server(count: number) {
  return vi.spyOn(rest, 'messages').mockImplementation(async (_, query = {}) => {
    const until = (query.before ?? count + 1) - 1
    const from = Math.max(1, until - (query.limit ?? 50) + 1)
    return { items: Array.from({ length: until - from + 1 }, (_, n) => message(from + n)), next: null, previous: from > 1 ? from : null } as never
  })
}
async function at(thread: Thread, conversation: string, seq: number) {
  const scroller = shallowRef<HTMLElement | null>(document.body.appendChild(document.createElement('div')))
  const items = { get value() { return layout(thread.messages.value, [], null, 'c') } }
  const showAt = vi.fn(async (index: number) => {
    const row = document.createElement('div')
    row.dataset.key = items.value[index]!.key
    scroller.value!.replaceChildren(row)
    await nextTick()
  })
  await jumpTo({ thread, items: items as never, showAt, scroller }, conversation, seq)
  return { showAt, marked: scroller.value!.querySelector<HTMLElement>('.flash')?.dataset.key, items }
}

beforeEach(signedIn)
afterEach(() => {
  document.body.replaceChildren()
  toasts.value = []
})

it('loads older pages until the message is there, and marks it', async () => {
  const asked = server(700)
  const thread = new Thread('c')
  await eventually(() => expect(thread.state.value).toBe('ready'))
  const { marked } = await at(thread, 'c', 12)
  expect(marked).toBe('m12')
  expect(asked.mock.calls.length).toBe(8)
  expect(thread.messages.value.map((one) => one.seq)).toEqual(Array.from({ length: 700 }, (_, n) => n + 1))
})

it('says so when the message cannot be seen any more', async () => {
  server(120)
  const thread = new Thread('c')
  await eventually(() => expect(thread.state.value).toBe('ready'))
  const { showAt } = await at(thread, 'elsewhere', 12)
  expect(showAt).not.toHaveBeenCalled()
  expect(toasts.value.at(-1)?.text).toBe('这条消息已经看不到了')
})

it('gives up where an older page does not come', async () => {
  const asked = server(120)
  const thread = new Thread('c')
  await eventually(() => expect(thread.state.value).toBe('ready'))
  asked.mockRejectedValue(new Error('offline'))
  await at(thread, 'c', 3)
  expect(toasts.value.at(-1)?.text).toBe('这条消息已经看不到了')
})
