// A row of the list: unread where it says something, and what left the view stays readable.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Conversation, View } from '@parlor/api'
import ConversationRow from '@/features/inbox/ConversationRow.vue'
import { rest } from '@/lib/session'
import { router } from '@/router'
import { forgetDrafts } from '@/live/drafts'
import { forgetRows, putRow } from '@/live/rows'
import { eventually } from './eventually'
import { conversation, iso, signedIn } from './world'

let app: App
let host: HTMLElement
const said = { seq: 2, direction: 'in', author: 'customer', kind: 'text', text: '在吗', at: iso(0) } as const

async function row(view: View, fields: Partial<Conversation>): Promise<HTMLElement> {
  putRow(conversation('c', { customer: { id: 'x', name: '李建国' }, last_seq: 2, last_message: said, unread: 2, ...fields }))
  app = createApp({ render: () => h(ConversationRow, { id: 'c', view, selected: false, compact: false }) })
  app.use(router).mount(host)
  await nextTick()
  return host.querySelector('a')!
}

beforeEach(async () => {
  await signedIn()
  forgetDrafts()
  vi.spyOn(rest, 'drafts').mockResolvedValue({ items: [] })
  host = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  app.unmount()
  host.remove()
  forgetRows()
})

it('counts the unread in one’s own list, and in the queue, where nobody has read, does not', async () => {
  expect((await row('mine', {})).textContent).toContain('2条未读')
  app.unmount()
  const waiting = await row('queue', { place: 'queue', owner: null, waiting_since: iso(0) })
  expect(waiting.textContent).not.toContain('未读')
  expect(waiting.querySelector('.font-semibold')).toBeNull()
})

it('that left the view is not faded and says where it is now', async () => {
  const gone = await row('queue', { place: 'closed', owner: null, waiting_since: null })
  expect(gone.textContent).toContain('已结束')
  expect(gone.outerHTML).not.toContain('opacity')
})

it('says that a card is one, by its words or without any', async () => {
  const card = { ...said, direction: 'out', author: 'agent', kind: 'link', text: '使用说明' } as const
  expect((await row('mine', { last_message: card })).textContent).toContain('我方：[卡片] 使用说明')
  app.unmount()
  expect((await row('mine', { last_message: { ...card, text: '' } })).textContent).toContain('我方：[卡片]')
})

it('marks what was begun before the page was loaded, in what is one’s own', async () => {
  const asked = vi.spyOn(rest, 'drafts').mockResolvedValue({ items: [{ mode: 'reply', text: '还没写完', updated_at: iso(1) }] })
  const mine = await row('mine', {})
  await eventually(() => expect(mine.textContent).toContain('[草稿] 还没写完'))
  app.unmount()
  await row('mine', {})
  expect(asked.mock.calls).toEqual([['c']])
  forgetDrafts()
  app.unmount()
  forgetRows()
  await row('all', { owner: 'other' })
  expect(asked).toHaveBeenCalledTimes(1)
})

it('takes the direction of a line from what was said, not from who said it', async () => {
  const line = await row('mine', { last_message: { ...said, direction: 'out', author: 'agent', text: 'مرحبا' } })
  const preview = line.querySelector('[dir=auto]')!
  expect(preview.querySelector('bdi')?.textContent).toBe('我方：')
  expect(preview.textContent).toBe('我方：مرحبا')
})
