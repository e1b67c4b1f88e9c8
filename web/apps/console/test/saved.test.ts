// Saved views: what belongs to one, listed with counts, made, put in order, and deleted with undo.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SavedView } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import SavedMenu from '@/features/views/SavedMenu.vue'
import { editing, formOf, move } from '@/features/views/state'
import { rest, useSession } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { findTexts } from '@/locales/late'
import { belongsToSaved, loadSaved, nameOf, savedViews } from '@/live/saved'
import { forgetRows, putRow } from '@/live/rows'
import { settings } from '@/live/settings'
import { forgetViews, listOf } from '@/live/views'
import { router } from '@/router'
import { eventually, settled } from './eventually'
import { conversation, iso, ME, signedIn, T0 } from './world'

let app: App | undefined
let host: HTMLElement
let kept: SavedView[] = []
const view = (id: string, fields: SavedView['setting']['fields'] = {}, more: Partial<SavedView> = {}): SavedView => ({
  setting: { id, kind: more.shared ? 'view' : 'my_view', brand: null, name: `视图${id}`, fields: { place: 'open', ...fields }, position: 1, deleted: false, version: 3, updated_at: iso(0) }, shared: false, keeps: true, count: 2, ...more,
})
const button = (text: string) => eventually(() => {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === text || one.getAttribute('aria-label') === text)
  expect(found).toBeTruthy()
  return found!
})
const belongs = (fields: SavedView['setting']['fields'], row: Parameters<typeof conversation>[1]) => {
  savedViews.value = [view('1', fields)]
  return belongsToSaved('saved-1', conversation('c', row), ME)
}

beforeEach(async () => {
  await signedIn()
  await findTexts()
  await router.push('/inbox/mine')
  kept = []
  vi.spyOn(rest, 'ask').mockImplementation((async (_: string, path: string) => (path === '/saved-views' ? { items: kept } : { items: [], next: null })) as never)
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  host = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  app?.unmount()
  app = undefined
  host.remove()
  forgetViews()
  forgetRows()
  savedViews.value = []
  editing.value = undefined
  toasts.value = []
})
function open(): void {
  app = createApp({ setup: () => () => h(TooltipProvider, null, { default: () => h(SavedMenu, { view: 'queue' }) }) })
  app.use(router)
  app.mount(host)
}

it('lets through what the server would', () => {
  vi.setSystemTime(T0 + 600_000)
  expect(belongs({}, {})).toBe(true)
  expect(belongs({}, { place: 'closed' })).toBe(false)
  expect(belongs({ place: 'queue' }, { place: 'queue', owner: null })).toBe(true)
  expect(belongs({ place: 'queue' }, {})).toBe(false)
  expect(belongs({ owner: 'me' }, {})).toBe(true)
  expect(belongs({ owner: 'none' }, {})).toBe(false)
  expect(belongs({ owner: 'none' }, { place: 'queue', owner: null })).toBe(true)
  expect(belongs({ owner: 'other' }, { owner: 'other' })).toBe(true)
  expect(belongs({ tag: '急' }, { tags: ['很急'] })).toBe(false)
  expect(belongs({ tag: '急', channel: 'webchat', brand: 'b' }, { tags: ['急'] })).toBe(true)
  expect(belongs({ unanswered: true }, {})).toBe(false)
  expect(belongs({ unanswered: true }, { waiting_since: iso(599) })).toBe(true)
  expect(belongs({ waiting_minutes: 5 }, { waiting_since: iso(599) })).toBe(false)
  expect(belongs({ waiting_minutes: 5 }, { waiting_since: iso(1) })).toBe(true)
  vi.useRealTimers()
})

it('follows rows as they come and change', async () => {
  kept = [view('1', { tag: '急' })]
  const list = listOf('saved-1')
  await list.load()
  putRow(conversation('a', { tags: ['急'] }))
  putRow(conversation('b'))
  await settled()
  expect(list.shown.value).toEqual(['a'])
  putRow(conversation('b', { tags: ['急'], version: 2, waiting_since: iso(0) }))
  putRow(conversation('a', { tags: [], version: 2 }))
  await settled()
  expect(list.shown.value).toEqual(['b'])
})

it('lists them with their counts, the company first, and leads to one', async () => {
  kept = [view('1', {}, { shared: true, count: 100, keeps: false }), view('2')]
  open()
  ;(await button('视图')).click()
  const links = await eventually(() => {
    const found = [...document.querySelectorAll<HTMLAnchorElement>('a[href*=saved]')]
    expect(found.map((link) => link.textContent)).toEqual(['视图199+', '视图22'])
    return found
  })
  links[1]!.click()
  await eventually(() => expect(router.currentRoute.value.path).toBe('/inbox/saved-2'))
})

it('begins a new one with the list on the screen and says what is wrong before the server does', async () => {
  expect(formOf('mine')).toMatchObject({ place: 'open', owner: 'me' })
  expect(formOf('unanswered')).toMatchObject({ unanswered: true })
  const make = vi.spyOn(settings, 'make').mockImplementation(async (kind, body) => ({ ...view('9').setting, ...body, kind }) as never)
  open()
  ;(await button('视图')).click()
  ;(await button('新建视图')).click()
  ;(await button('保存')).click()
  await eventually(() => expect(document.body.textContent).toContain('填 1 到 100 个字'))
  const name = document.querySelector<HTMLInputElement>('[role=dialog] input')!
  name.value = ' 排队 '
  name.dispatchEvent(new Event('input', { bubbles: true }))
  await settled()
  kept = [view('9')]
  ;(await button('保存')).click()
  await eventually(() => expect(make).toHaveBeenCalledWith('my_view', { name: '排队', fields: { place: 'queue', unanswered: false } }))
  await eventually(() => expect(router.currentRoute.value.path).toBe('/inbox/saved-9'))
  expect(useSession().agent?.role).toBe('agent')
  expect(document.body.textContent).not.toContain('共享给所有人')
})

it('deletes with undo, and puts in order what stood at the same place', async () => {
  kept = [view('1'), view('2')]
  await loadSaved()
  const change = vi.spyOn(settings, 'change').mockResolvedValue(view('1').setting)
  await move(savedViews.value[1]!, -1)
  expect(change.mock.calls).toEqual([['my_view', '1', { position: 2 }]])
  const gone = vi.spyOn(settings, 'remove').mockResolvedValue()
  const back = vi.spyOn(settings, 'restore').mockResolvedValue(view('1').setting)
  await router.push(`/inbox/${nameOf('1')}`)
  open()
  ;(await button('视图')).click()
  ;(await button('管理')).click()
  ;(await button('删除 视图1')).click()
  await eventually(() => expect(gone).toHaveBeenCalledWith('my_view', '1'))
  await eventually(() => expect(router.currentRoute.value.path).toBe('/inbox/all'))
  const told = await eventually(() => { expect(toasts.value.length).toBe(1); return toasts.value[0]! })
  told.action!.run()
  expect(back).toHaveBeenCalledWith('my_view', '1', 3)
})
