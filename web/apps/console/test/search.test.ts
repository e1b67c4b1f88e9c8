// The search page: what is written is asked for, results show where, keys choose, and the very message is opened.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type FoundConversation } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import { ACTIONS } from '@/features/palette/actions'
import SearchPage from '@/features/search/SearchPage.vue'
import { find, recent, reset, want } from '@/features/search/state'
import { rest } from '@/lib/session'
import { findTexts } from '@/locales/late'
import { tags } from '@/live/directory'
import { forgetRows } from '@/live/rows'
import { views } from '@/live/views'
import { router } from '@/router'
import { eventually, settled } from './eventually'
import { conversation, iso, signedIn } from './world'

let app: App
let host: HTMLElement
const found = (id: string, fields: Partial<FoundConversation> = {}): FoundConversation => ({
  conversation: conversation(id, { number: 42, customer: { id: `c-${id}`, name: `客户${id}` } }), by: [],
  hits: [{ conversation: id, seq: 7, at: iso(0), direction: 'in', author: 'customer', author_name: null, snippet: `我要退款 ${id}`, marks: [[2, 4]] }], ...fields,
})
const asked = vi.fn<(question: unknown, after?: string | null) => Promise<{ items: FoundConversation[]; next: string | null }>>()

async function open(address: string): Promise<void> {
  await router.push(address)
  app = createApp({ setup: () => () => h(TooltipProvider, null, { default: () => h(SearchPage) }) })
  app.use(router)
  app.mount(host)
  await settled()
}
const box = () => host.querySelector<HTMLInputElement>('#search-box')!
function write(text: string): void {
  box().value = text
  box().dispatchEvent(new Event('input', { bubbles: true }))
}
const press = (key: string, more: KeyboardEventInit = {}) => box().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
const button = (text: string) => [...host.querySelectorAll('button')].find((one) => one.textContent?.includes(text) || one.getAttribute('aria-label')?.includes(text))!

beforeEach(async () => {
  await signedIn()
  await findTexts()
  localStorage.clear()
  reset()
  want({})
  asked.mockReset().mockResolvedValue({ items: [found('a'), found('b')], next: null })
  vi.spyOn(find, 'search').mockImplementation(asked as never)
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  tags.value = [{ id: 't', name: '退换货' }]
  host = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  app.unmount()
  host.remove()
  forgetRows()
  views.mine.reset()
  tags.value = []
})

it('asks for what is written, marks it, and opens the message by key', async () => {
  await open('/search')
  expect(host.textContent).toContain('想找哪段对话')
  write('退款')
  await eventually(() => expect([...host.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['退款', '退款']))
  expect(asked.mock.calls.at(-1)![0]).toMatchObject({ q: '退款' })
  expect(router.currentRoute.value.query).toEqual({ q: '退款' })
  press('ArrowDown')
  press('Enter')
  await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/inbox/all/b?m=7'))
  expect(recent.value).toEqual(['退款'])
})

it('asks nothing while an input method composes', async () => {
  await open('/search')
  box().dispatchEvent(new CompositionEvent('compositionstart'))
  write('tui')
  press('Enter', { isComposing: true })
  await new Promise((done) => setTimeout(done, 300))
  expect(asked).not.toHaveBeenCalled()
  box().dispatchEvent(new CompositionEvent('compositionend'))
  write('退')
  await eventually(() => expect(asked).toHaveBeenCalledTimes(1))
})

it('takes filters from the address, shows them as chips and drops them', async () => {
  await open('/search?q=灯&place=closed&tag=退换货')
  await eventually(() => expect(asked).toHaveBeenCalled())
  expect(asked.mock.calls[0]![0]).toMatchObject({ q: '灯', place: 'closed', tag: '退换货' })
  expect(host.textContent).toContain('已结束')
  button('去掉条件“退换货”').click()
  await eventually(() => expect(asked.mock.calls.at(-1)![0]).toMatchObject({ tag: '', place: 'closed' }))
  expect(router.currentRoute.value.query).toEqual({ q: '灯', place: 'closed' })
})

it('leads to where a merged conversation goes on, and says why something was found that nobody said', async () => {
  const merged = found('home', { hits: [{ ...found('x').hits[0]!, conversation: 'old' }] })
  asked.mockResolvedValue({ items: [merged, found('n', { by: ['phone', 'tag'], hits: [] })], next: null })
  await open('/search?q=5678')
  await eventually(() => expect(host.textContent).toContain('符合：电话、标签'))
  const links = [...host.querySelectorAll<HTMLAnchorElement>('a[data-result]')].map((link) => link.getAttribute('href'))
  expect(links).toEqual(['/inbox/all/home?m=7&c=old', '/inbox/all/n'])
})

it('goes further back, keeps what is there, and shows no conversation twice', async () => {
  asked.mockResolvedValueOnce({ items: [found('a')], next: 'n1' })
  await open('/search?q=灯')
  await eventually(() => expect(host.textContent).toContain('至少 1 个会话'))
  asked.mockResolvedValueOnce({ items: [found('a'), found('c')], next: null })
  button('继续往前找').click()
  await eventually(() => expect(host.querySelectorAll('a[data-result]').length).toBe(2))
  expect(asked.mock.calls.at(-1)![1]).toBe('n1')
})

it('says what went wrong and tries again, and helps where nothing is found', async () => {
  asked.mockRejectedValueOnce(new ApiError('unavailable', 503, null))
  await open('/search?q=灯&place=closed')
  await eventually(() => expect(host.querySelector('[role=alert]')?.textContent).toContain('搜索没有完成'))
  asked.mockResolvedValue({ items: [], next: null })
  button('重试').click()
  await eventually(() => expect(host.textContent).toContain('没有找到'))
  button('去掉条件再找').click()
  await eventually(() => expect(asked.mock.calls.at(-1)![0]).toMatchObject({ q: '灯', place: '' }))
})

it('shows odd texts as they are, and refuses too much before the server does', async () => {
  const odd = '<b>&amp; "שלום" 😀 退\u200b款 %_'
  asked.mockResolvedValue({ items: [found('a', { hits: [{ ...found('a').hits[0]!, snippet: odd, marks: [[0, 3]] }] })], next: null })
  await open(`/search?q=${encodeURIComponent('<b>')}`)
  await eventually(() => expect(host.querySelector('mark')?.textContent).toBe('<b>'))
  expect(host.textContent).toContain(odd)
  asked.mockClear()
  write('a b c d e f g h i')
  await eventually(() => expect(host.querySelector('[role=status]')?.textContent).toContain('最多写 8 个词'))
  expect(asked).not.toHaveBeenCalled()
})

it('is an action of the palette, under the slash', async () => {
  await open('/search')
  await router.push('/inbox/mine')
  ACTIONS.find((action) => action.id === 'search')!.run()
  await eventually(() => expect(router.currentRoute.value.path).toBe('/search'))
})
