// The first run: three steps that are addresses, what is wrong said at its field, nothing typed lost but the password.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { ApiError, type Session } from '@parlor/api'
import { strength } from '@/features/security/password'
import { isOpenAt, OFFICE_HOURS, zones, zonesWith } from '@/features/session/setup'
import SetupPage from '@/features/session/SetupPage.vue'
import { setLocale } from '@/i18n'
import { staff, useSession } from '@/lib/session'
import { router } from '@/router'
import { eventually } from './eventually'
import { button, field, send, show, shown, shut, type } from './staff'
import { signedIn } from './world'

let entered: Session
beforeEach(async () => {
  await signedIn()
  entered = useSession().session!
  setActivePinia(createPinia())
  await setLocale('zh-CN')
  useSession().state = 'out'
  sessionStorage.clear()
  vi.spyOn(staff, 'awaitsSetup').mockResolvedValue(undefined)
})
afterEach(shut)

async function open(address = '/setup/code'): Promise<void> {
  await router.push(address)
  show(SetupPage)
  await eventually(() => expect(document.querySelector('form')).toBeTruthy())
}
async function house(): Promise<void> {
  type(field('企业名称'), '拾光')
  type(field('品牌名称'), '旗舰店')
  send()
  await eventually(() => expect(shown()).toContain('什么时候接待客户'))
}
async function toYou(): Promise<void> {
  await house()
  send()
  await eventually(() => expect(shown()).toContain('谁来管理'))
}

it('says what is missing at its field, and goes on by steps that back leads through', async () => {
  await open()
  send()
  await eventually(() => expect(document.querySelectorAll('[aria-invalid=true]')).toHaveLength(2))
  type(field('企业名称'), '拾光')
  await eventually(() => expect(document.querySelectorAll('[aria-invalid=true]')).toHaveLength(1))
  await toYou()
  expect(router.currentRoute.value.query.step).toBe('3')
  router.back()
  await eventually(() => expect(shown()).toContain('什么时候接待客户'))
  expect(document.querySelector('[aria-current=step]')!.textContent).toContain('时间')
})

it('keeps over a reload what was typed, and never the password', async () => {
  await open()
  await toYou()
  type(field('你的姓名'), '林晓')
  type(field('设置密码'), 'blue horse lamp')
  await eventually(() => expect(sessionStorage.getItem('parlor:setup:code')).toContain('林晓'))
  expect(sessionStorage.getItem('parlor:setup:code')).not.toContain('blue horse')
  shut()
  await open('/setup/code?step=3')
  expect(field('你的姓名').value).toBe('林晓')
  expect(field('设置密码').value).toBe('')
})

it('leads nobody over a step that is empty', async () => {
  await open('/setup/code?step=3')
  expect(shown()).toContain('你的企业叫什么')
})

it('sends everything at once, shows a refusal in its own step, and then leads to the welcome', async () => {
  const setUp = vi.spyOn(staff, 'setUp')
    .mockRejectedValueOnce(new ApiError('invalid', 422, { type: '/problems/invalid', title: '', status: 422, detail: '', errors: [{ field: 'brand', code: 'length', detail: '' }] }))
    .mockResolvedValue(entered)
  await open()
  await toYou()
  type(field('你的姓名'), ' 林晓 ')
  type(field('登录邮箱'), 'lin@shop.example')
  type(field('设置密码'), 'blue horse lamp')
  await eventually(() => expect(shown()).toContain('强度'))
  send()
  await eventually(() => expect(shown()).toContain('你的企业叫什么'))
  expect(field('品牌名称').getAttribute('aria-invalid')).toBe('true')
  type(field('品牌名称'), '拾光旗舰店')
  send()
  await eventually(() => expect(shown()).toContain('什么时候接待客户'))
  send()
  await eventually(() => expect(shown()).toContain('谁来管理'))
  send()
  await eventually(() => expect(router.currentRoute.value.path).toBe('/welcome'))
  expect(setUp).toHaveBeenLastCalledWith('code', expect.objectContaining({ company: '拾光', brand: '拾光旗舰店', name: '林晓', hours: OFFICE_HOURS, samples: true }))
  expect(sessionStorage.getItem('parlor:setup:code')).toBeNull()
})

it('says so where the link is over', async () => {
  vi.spyOn(staff, 'awaitsSetup').mockRejectedValue(new ApiError('not_found', 404, null))
  await router.push('/setup/code')
  show(SetupPage)
  await eventually(() => expect(shown()).toContain('设置链接已失效'))
})

it('finds a zone by place, name or offset, and knows whether hours are open there', () => {
  const all = zones('Asia/Shanghai', 'zh-CN', new Date('2026-11-22T13:00:00Z'))
  const first = (words: string) => zonesWith(all, words)[0]?.value
  expect([first('tokyo'), first('日本'), first('北京'), first('new york')]).toEqual(['Asia/Tokyo', 'Asia/Tokyo', 'Asia/Shanghai', 'America/New_York'])
  expect(zonesWith(all, 'gmt+9').map((one) => one.value)).toContain('Asia/Seoul')
  expect(zonesWith(all, 'atlantis')).toEqual([])
  // Monday 10:00 in Shanghai is Sunday evening in New York.
  const at = new Date('2026-11-23T02:00:00Z')
  expect([isOpenAt(OFFICE_HOURS, 'Asia/Shanghai', at), isOpenAt(OFFICE_HOURS, 'America/New_York', at)]).toEqual([true, false])
})

it('tells a password that is soon guessed from one that is not', () => {
  expect([strength('abcdefgh'), strength('horse9lamp'), strength('blue horse lamp'), strength('春眠不觉晓处处闻啼鸟')]).toEqual([0, 1, 2, 2])
})

it('goes back by a press on a step that is done', async () => {
  await open()
  await house()
  button('企业').click()
  await eventually(() => expect(field('企业名称').value).toBe('拾光'))
})
