// Why one takes a break: the house's own reasons where it named some, and a word when it took longer than usual.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TooltipProvider } from '@parlor/ui'
import PresenceMenu from '@/features/inbox/PresenceMenu.vue'
import { rest, useSession } from '@/lib/session'
import { setServerTime } from '@/lib/clock'
import { presenceText } from '@/live/names'
import { forgetSettings, needSettings, settings } from '@/live/settings'
import { router } from '@/router'
import { eventually } from './eventually'
import { entry } from './settings-world'
import { signedIn, T0 } from './world'

let app: App
async function open(): Promise<string[]> {
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(PresenceMenu) }) })
  app.use(router).mount(document.body.appendChild(document.createElement('div')))
  document.querySelector('button')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await eventually(() => expect(document.querySelectorAll('[role=menuitemradio]').length).toBeGreaterThan(2))
  return [...document.querySelectorAll('[role=menuitemradio]')].map((one) => one.textContent!.trim())
}

beforeEach(signedIn)
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
  forgetSettings()
  setServerTime(Date.now())
})

it('offers our own reasons while the house named none', async () => {
  expect(await open()).toEqual(['可接待', '用餐', '小休', '会议', '培训', '离线'])
})

it('shows whatever a reason is called', async () => {
  for (const reason of ['constructor', '__proto__', 'a.b', '{x}', '@:common.save', 'meal.x', '<b>']) expect(presenceText({ presence: 'break', presence_reason: reason })).toBe(reason)
  expect(presenceText({ presence: 'break', presence_reason: 'meal' })).toBe('用餐')
  await open()
})

it('offers what the house named, sends it by its name, and says when it took too long', async () => {
  vi.spyOn(settings, 'all').mockResolvedValue([entry('break_reason', 'tea', { minutes: 15 }, { name: '喝茶' }), entry('break_reason', 'long', {}, { name: '长'.repeat(40), position: 2 })])
  await needSettings('break_reason')
  const presence = vi.spyOn(rest, 'presence').mockImplementation((value, reason) => Promise.resolve({ ...useSession().agent!, presence: value, presence_reason: reason ?? null }))
  expect(await open()).toEqual(['可接待', '喝茶', '长'.repeat(40), '离线'])
  ;[...document.querySelectorAll<HTMLElement>('[role=menuitemradio]')][1]!.click()
  await eventually(() => expect(presence).toHaveBeenCalledWith('break', '喝茶'))
  await eventually(() => expect(useSession().agent!.presence_reason).toBe('喝茶'))
  expect(presenceText(useSession().agent!)).toBe('喝茶')
  app.unmount()
  document.body.innerHTML = ''
  setServerTime(T0 + 14 * 60_000)
  await open()
  expect(document.body.textContent).not.toContain('超过')
  setServerTime(T0 + 16 * 60_000)
  await nextTick()
  expect(document.body.textContent).toContain('已超过通常的 15 分钟')
})
