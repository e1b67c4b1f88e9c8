// The list of what names me: unread first, a press leads to the note and marks it read, all at once with undo, and what can go wrong.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { ApiError } from '@parlor/api'
import type { Mention } from '@parlor/api/mentions'
import { TooltipProvider } from '@parlor/ui'
import { mentions } from '@/features/mention/client'
import MentionsPage from '@/features/mention/MentionsPage.vue'
import { toasts } from '@/lib/toast'
import { counts } from '@/live/directory'
import { changes } from '@/live/live'
import { views } from '@/live/views'
import { eventually, settled } from './eventually'
import { iso, signedIn } from './world'

const naughty = '<script>alert(1)</script>'
const one = (id: string, unread: boolean, fields: Partial<Mention> = {}): Mention => ({
  id, conversation: 'c', seq: 7, read_in: 'c', number: 12, place: 'agent', customer: { id: 'k', name: '李建国' }, author: { kind: 'agent', id: 'lin', name: '小林' }, text: `第 ${id} 条`, at: iso(Number(id)), unread, read_at: unread ? null : iso(90), ...fields,
})
let app: App
let host: HTMLElement
let router: Router

async function open(): Promise<void> {
  router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: { render: () => null } }] })
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(MentionsPage) }) }).use(router)
  app.mount(host)
  await settled()
}
const rows = () => [...host.querySelectorAll<HTMLElement>('main li a')]
const button = (text: string) => [...host.querySelectorAll<HTMLElement>('main button')].find((element) => element.textContent?.includes(text))

beforeEach(async () => {
  await signedIn()
  vi.spyOn(views.mine, 'load').mockResolvedValue()
  counts.value = { mine: 0, queue: 0, all: 0, pending: 0, unanswered: 0, mentions: 2, longest_wait_since: null }
  vi.spyOn(mentions, 'list').mockResolvedValue({ items: [one('3', true), one('2', true, { text: naughty, conversation: 'gone', read_in: 'here' }), one('1', false)], next: null })
})
afterEach(() => {
  app.unmount()
  host.remove()
  counts.value = null
})

it('puts what is unread first and leads to the note, wherever it is read by now', async () => {
  const read = vi.spyOn(mentions, 'read').mockResolvedValue(one('2', false))
  await open()
  await eventually(() => expect(rows().length).toBe(3))
  expect([...host.querySelectorAll('section')].map((group) => [group.getAttribute('aria-label'), group.querySelectorAll('li').length])).toEqual([['未读', 2], ['更早', 1]])
  expect(rows()[1]!.textContent).toContain(naughty)
  expect(host.querySelector('script')).toBeNull()
  rows()[1]!.click()
  await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/inbox/all/here?m=7&c=gone'))
  expect(read).toHaveBeenCalledWith('2')
  expect(counts.value?.mentions).toBe(1)
})

it('marks all as read up to what is shown, and takes it back', async () => {
  const readAll = vi.spyOn(mentions, 'readAll').mockResolvedValue({ mark: iso(100), count: 2 })
  const unread = vi.spyOn(mentions, 'unread').mockResolvedValue({ count: 2 })
  await open()
  await eventually(() => expect(rows().length).toBe(3))
  button('全部标为已读')!.click()
  await eventually(() => expect(toasts.value.at(-1)?.text).toBe('已把 2 条标为已读'))
  expect(readAll).toHaveBeenCalledWith(iso(3))
  expect(counts.value?.mentions).toBe(0)
  toasts.value.at(-1)!.action!.run()
  await eventually(() => expect(unread).toHaveBeenCalledWith(iso(100)))
})

it('says what belongs here while there is nothing, tries again after a failure, and follows news', async () => {
  const list = vi.mocked(mentions.list).mockRejectedValueOnce(new ApiError('network', 0, null)).mockResolvedValueOnce({ items: [], next: null })
  await open()
  await eventually(() => expect(button('重试')).toBeTruthy())
  button('重试')!.click()
  await eventually(() => expect(host.textContent).toContain('没有人提到你'))
  list.mockResolvedValue({ items: [one('3', true)], next: null })
  changes.mentions += 1
  await eventually(() => expect(rows().length).toBe(1))
})
