// The settings page around its kinds: where it opens, who may see what, what the search finds, and what is said when one leaves.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { RouterView } from 'vue-router'
import { TooltipProvider } from '@parlor/ui'
import type { Role } from '@parlor/api'
import { dropDraft, draftKey, keepDraft } from '@/features/settings/drafts'
import { kinds } from '@/features/settings/kinds'
import { may } from '@/lib/rights'
import { doors, rest, useSession } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { brands } from '@/live/directory'
import { forgetSettings, settings } from '@/live/settings'
import { views } from '@/live/views'
import { router } from '@/router'
import { eventually } from './eventually'
import { DISPOSITION, entry, field, HOURS, kind, RECEPTION } from './settings-world'
import { signedIn } from './world'

const RETENTION = kind('retention', '保留期限', [field('raw_days', 'number', { preset: 30, least: 7, most: 99 })], { group: 'system', reach: 'house', single: true })
let app: App
let host: HTMLElement
const nav = () => [...host.querySelectorAll('nav[aria-label="设置"] a')].map((one) => one.textContent!.trim())
const search = () => host.querySelector<HTMLInputElement>('[role=combobox]')!

async function open(path: string, role: Role = 'administrator', keeps = true): Promise<void> {
  const session = useSession()
  session.session = { ...session.session!, agent: { ...session.agent!, role } }
  vi.spyOn(rest, 'session').mockResolvedValue(session.session)
  vi.spyOn(settings, 'kinds').mockResolvedValue({ items: [RECEPTION, HOURS, DISPOSITION, { ...RETENTION, keeps }], next: null })
  await router.push(path)
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(RouterView) }) })
  app.use(router).mount(host)
}

/** Pages of the house stand above the kinds. */
const PAGES = ['渠道', '品牌与队列', '人员', '集成', '审计']

beforeEach(async () => {
  await signedIn()
  kinds.value = []
  brands.set('b', { id: 'b', name: '旗舰店' } as never)
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  vi.spyOn(doors, 'suggestions').mockResolvedValue({ items: [], next: null })
  vi.spyOn(doors, 'merges').mockResolvedValue({ items: [], next: null })
  vi.spyOn(settings, 'all').mockImplementation((name) => Promise.resolve(name === 'disposition' ? [entry('disposition', 'd', { group: '售后' }, { name: '退货' })] : []))
  host = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
  toasts.value = []
  views.mine.reset()
  forgetSettings()
})

it('opens the first kind, and lists all in their groups', async () => {
  await open('/settings')
  await eventually(() => expect(router.currentRoute.value.path).toBe('/settings/reception'))
  await eventually(() => expect(nav()).toEqual([...PAGES, '接待规则', '服务时间', '会话小结', '保留期限']))
  expect(host.querySelector('[aria-current=page][href^="/settings/reception"]')).toBeTruthy()
  await eventually(() => expect(host.querySelector('h1')!.textContent).toBe('接待规则'))
})

it('leads from a kind that does not exist to one that does', async () => {
  await open('/settings/nonsense')
  await eventually(() => expect(router.currentRoute.value.path).toBe('/settings/reception'))
})

it('hides what only administrators may read, and itself from agents', async () => {
  await open('/settings', 'supervisor', false)
  await eventually(() => expect(nav()).toEqual([...PAGES, '接待规则', '服务时间', '会话小结']))
  expect(may('settings')).toBe(true)
  app.unmount()
  await open('/settings', 'agent', false)
  await eventually(() => expect(host.textContent).toContain('你没有查看这里的权限'))
  expect(may('settings')).toBe(false)
})

it('finds an entry from the keyboard and leads to it', async () => {
  await open('/settings/reception')
  await eventually(() => expect(search()).toBeTruthy())
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }))
  expect(document.activeElement).toBe(search())
  search().value = '退货'
  search().dispatchEvent(new Event('input', { bubbles: true }))
  await eventually(() => expect([...host.querySelectorAll('[role=option]')].map((one) => one.textContent!.trim())).toEqual(['退货会话小结']))
  search().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/disposition?brand=b&entry=d'))
  await eventually(() => expect((document.activeElement as HTMLElement).dataset.entry).toBe('d'))
})

it('says on leaving that something is not saved, and leads back', async () => {
  await open('/settings/hours')
  await eventually(() => expect(host.querySelector('h1')).toBeTruthy())
  const key = draftKey('hours', 'b', 'one')
  keepDraft(key, { kind: 'hours', brand: 'b', name: '', values: { week: [] }, base: null })
  await router.push('/review')
  expect(toasts.value.at(-1)).toMatchObject({ text: '有修改没有保存，已替你留着' })
  toasts.value.at(-1)!.action!.run()
  await eventually(() => expect(router.currentRoute.value.path).toBe('/settings/hours'))
  dropDraft(key)
})
