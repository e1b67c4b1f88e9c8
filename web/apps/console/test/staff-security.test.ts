// One's own sign-in: the password, the browsers, the second factor with its recovery codes.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type BrowserSession } from '@parlor/api'
import SecurityPage from '@/features/security/SecurityPage.vue'
import { browserName } from '@/features/security/browser'
import { isGood, kept } from '@/features/security/password'
import { rest, staff, useSession } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { views } from '@/live/views'
import { eventually } from './eventually'
import { button, field, send, show, shown, shut, signedInAs, type } from './staff'
import { iso } from './world'

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
const browser = (id: string, user_agent: string, current = false): BrowserSession => ({ id, user_agent, current, created_at: iso(0), used_at: iso(60), expires_at: iso(99_999) })
const wrong = (name: string) => new ApiError('invalid', 422, { type: '/problems/invalid', title: '', status: 422, detail: '', errors: [{ field: name, code: 'wrong', detail: '' }] })

beforeEach(async () => {
  await signedInAs('agent')
  toasts.value = []
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  vi.spyOn(staff, 'browsers').mockResolvedValue([browser('p', IPHONE), browser('here', CHROME, true)])
  vi.spyOn(staff, 'factor').mockResolvedValue({ on: false, recovery_codes_left: 0 })
})
afterEach(() => {
  shut()
  views.mine.reset()
})
async function opened(): Promise<void> {
  show(SecurityPage)
  await eventually(() => expect(shown()).toContain('Safari · iPhone'))
  await eventually(() => expect(shown()).toMatch(/未开启|已开启/))
}
const rows = () => [...document.querySelectorAll('section li')].map((one) => one.textContent!)

it('puts this browser first, marked and without an end, and ends another', async () => {
  const end = vi.spyOn(staff, 'endBrowser').mockResolvedValue(undefined)
  await opened()
  expect(rows()[0]).toContain('Chrome · Windows这个浏览器')
  expect(rows()[0]).not.toContain('登出')
  button('登出 Safari · iPhone').click()
  await eventually(() => expect(end).toHaveBeenCalledExactlyOnceWith('p'))
  vi.mocked(staff.browsers).mockResolvedValue([browser('here', CHROME, true)])
  await eventually(() => expect(toasts.value.at(-1)?.text).toBe('已登出'))
})

it('ends all others once asked', async () => {
  const end = vi.spyOn(staff, 'endOtherBrowsers').mockResolvedValue(undefined)
  await opened()
  button('登出其他浏览器').click()
  await eventually(() => expect(shown()).toContain('其他 1 个浏览器要重新登录'))
  expect(end).not.toHaveBeenCalled()
  vi.mocked(staff.browsers).mockResolvedValue([browser('here', CHROME, true)])
  button('确认登出').click()
  await eventually(() => expect(shown()).toContain('没有在别处登录'))
})

it('changes the password, goes on in the new session and reads the browsers again', async () => {
  const fresh = { ...useSession().session!, csrf: 'fresh' }
  const change = vi.spyOn(staff, 'changePassword').mockRejectedValueOnce(wrong('current')).mockResolvedValue(fresh)
  await opened()
  button('修改密码').click()
  await eventually(() => expect(field('当前密码')).toBeTruthy())
  type(field('当前密码'), 'guess')
  type(field('新密码'), 'blue horse lamp')
  send()
  await eventually(() => expect(shown()).toContain('当前密码不对'))
  expect(document.activeElement).toBe(field('当前密码'))
  type(field('当前密码'), 'right')
  vi.mocked(staff.browsers).mockResolvedValue([browser('new', CHROME, true)])
  send()
  await eventually(() => expect(shown()).toContain('没有在别处登录'))
  expect(change).toHaveBeenLastCalledWith('right', 'blue horse lamp')
  expect(useSession().session!.csrf).toBe('fresh')
  expect(document.querySelector('form')).toBeNull()
})

it('turns the second factor on, and lets nobody go without having kept the codes', async () => {
  vi.spyOn(staff, 'beginFactor').mockResolvedValue({ secret: 'ABCDEFGHIJ', uri: 'otpauth://totp/x', qr: '<svg/>' })
  const confirm = vi.spyOn(staff, 'confirmFactor').mockRejectedValueOnce(wrong('code')).mockResolvedValue(['aaaa-bbbb', 'cccc-dddd'])
  await opened()
  button('开启').click()
  await eventually(() => expect(document.querySelector('[role=dialog] img')?.getAttribute('src')).toContain('svg'))
  expect(document.querySelector('[role=note]')?.textContent).toBe('ABCD EFGH IJ')
  const code = () => document.querySelector<HTMLInputElement>('[role=dialog] input')!
  type(code(), '111111')
  await eventually(() => expect(shown()).toContain('并核对手机时间'))
  type(code(), '222222')
  await eventually(() => expect(shown()).toContain('cccc-dddd'))
  expect(confirm).toHaveBeenLastCalledWith('222222')
  vi.mocked(staff.factor).mockResolvedValue({ on: true, recovery_codes_left: 10 })
  expect((button('完成') as HTMLButtonElement).disabled).toBe(true)
  button('关闭', '[role=dialog] header button').click()
  await eventually(() => expect(shown()).toContain('还没有保存'))
  button('继续保存').click()
  await eventually(() => expect(shown()).not.toContain('还没有保存'))
  document.querySelector<HTMLInputElement>('[role=dialog] input[type=checkbox]')!.click()
  await eventually(() => expect((button('完成') as HTMLButtonElement).disabled).toBe(false))
  button('完成').click()
  await eventually(() => expect(shown()).toContain('还剩 10 个恢复码'))
})

it('gives it up with the password, or begins anew after it', async () => {
  vi.mocked(staff.factor).mockResolvedValue({ on: true, recovery_codes_left: 2 })
  const end = vi.spyOn(staff, 'endFactor').mockRejectedValueOnce(wrong('password')).mockResolvedValue(undefined)
  vi.spyOn(staff, 'beginFactor').mockResolvedValue({ secret: 'ABCD', uri: 'otpauth://totp/x', qr: '<svg/>' })
  await opened()
  await eventually(() => expect(shown()).toContain('恢复码快用完了'))
  button('重新设置').click()
  await eventually(() => expect(document.querySelector('form')).toBeTruthy())
  type(document.querySelector<HTMLInputElement>('form input')!, 'guess')
  send()
  await eventually(() => expect(shown()).toContain('密码不对'))
  type(document.querySelector<HTMLInputElement>('form input')!, 'right')
  vi.mocked(staff.factor).mockResolvedValue({ on: false, recovery_codes_left: 0 })
  send()
  await eventually(() => expect(document.querySelector('[role=dialog] img')).toBeTruthy())
  expect(end).toHaveBeenLastCalledWith('right')
})

it('knows the rules of the server that can be told while typing', () => {
  expect(kept('', 'wang.lei@shop.example')).toEqual({ length: false, simple: false, like_email: false })
  expect(['seven77', 'x'.repeat(129), 'aaaaaaaaaa', 'Wang.Lei@shop.example', 'WANG.LEI'].map((text) => isGood(text, 'wang.lei@shop.example'))).toEqual([false, false, false, false, false])
  expect(['open sesame', '正确的马电池订书钉啊'].map((text) => isGood(text, 'wang.lei@shop.example'))).toEqual([true, true])
})

it('names browsers as people know them', () => {
  expect([CHROME, IPHONE, `${IPHONE} MicroMessenger/8.0`, `${CHROME} Edg/142.0`, '', 'x'].map(browserName)).toEqual([
    'Chrome · Windows', 'Safari · iPhone', 'WeChat · iPhone', 'Edge · Windows', '未知浏览器', '未知浏览器',
  ])
})
