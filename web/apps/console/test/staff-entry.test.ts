// Coming in: by password and code, by recovery code, by a link; what is refused is said in words that help.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { ApiError, type AgentInvited, type Session } from '@parlor/api'
import JoinPage from '@/features/session/JoinPage.vue'
import SignInPage from '@/features/session/SignInPage.vue'
import { setLocale } from '@/i18n'
import { rest, staff, useSession } from '@/lib/session'
import { router } from '@/router'
import { eventually } from './eventually'
import { button, field, send, show, shown, shut, type } from './staff'
import { signedIn } from './world'

let entered: Session
const asks = new ApiError('second_factor_required', 401, { type: '/problems/second_factor_required', title: '', status: 401, detail: '', challenge: 'riddle' })
const invited = (fields: Partial<AgentInvited> = {}): AgentInvited => ({
  kind: 'invite', tenant: '拾光', email: 'zhao@example.com', name: '赵一航', role: 'supervisor', locale: 'zh-CN', expires_at: new Date(Date.now() + 3_600_000).toISOString(), ...fields,
})

beforeEach(async () => {
  await signedIn()
  entered = useSession().session!
  setActivePinia(createPinia())
  await setLocale('zh-CN')
  useSession().state = 'out'
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
})
afterEach(shut)

async function asked(): Promise<void> {
  vi.spyOn(rest, 'signIn').mockRejectedValue(asks)
  await router.push('/sign-in?to=/security')
  show(SignInPage)
  type(field('邮箱'), 'wang@example.com')
  type(field('密码'), 'right')
  send()
  await eventually(() => expect(shown()).toContain('输入验证码'))
}

it('takes a pasted code at its sixth digit and goes where one was going', async () => {
  const answer = vi.spyOn(staff, 'answer').mockResolvedValue(entered)
  await asked()
  type(field('6 位验证码'), '12')
  type(field('6 位验证码'), ' １23-456 ')
  await eventually(() => expect(answer).toHaveBeenCalledExactlyOnceWith('riddle', '123456'))
  await eventually(() => expect(router.currentRoute.value.path).toBe('/security'))
  expect(useSession().state).toBe('in')
})

it('says that a code is wrong, and how long to wait after too many', async () => {
  vi.spyOn(staff, 'answer').mockRejectedValueOnce(new ApiError('wrong_code', 401, null)).mockRejectedValueOnce(new ApiError('rate_limited', 429, null, 240))
  await asked()
  type(field('6 位验证码'), '000000')
  await eventually(() => expect(shown()).toContain('验证码不对'))
  expect(field('6 位验证码').value).toBe('')
  type(field('6 位验证码'), '000001')
  await eventually(() => expect(shown()).toContain('请 4 分钟后再试'))
})

it('takes a recovery code instead', async () => {
  const answer = vi.spyOn(staff, 'answer').mockRejectedValueOnce(new ApiError('wrong_code', 401, null)).mockResolvedValue(entered)
  await asked()
  button('用恢复码').click()
  await eventually(() => expect(field('恢复码')).toBeTruthy())
  type(field('恢复码'), 'abcd-efgh-ijkl-mnop')
  send()
  await eventually(() => expect(shown()).toContain('恢复码不对，或已经用过'))
  send()
  await eventually(() => expect(answer).toHaveBeenLastCalledWith('riddle', 'abcd-efgh-ijkl-mnop'))
  await eventually(() => expect(useSession().state).toBe('in'))
})

it('begins again when the challenge is over', async () => {
  vi.spyOn(staff, 'answer').mockRejectedValue(new ApiError('unauthenticated', 401, null))
  await asked()
  type(field('6 位验证码'), '123456')
  await eventually(() => expect(shown()).toContain('验证超时，请重新登录'))
  expect(field('邮箱').value).toBe('wang@example.com')
})

async function link(found: AgentInvited): Promise<void> {
  vi.spyOn(staff, 'invited').mockResolvedValue(found)
  await router.push('/invite/code')
  show(JoinPage)
  await eventually(() => expect(shown()).toContain(found.email))
}

it('lets a stranger stay on the page of a link', async () => {
  await link(invited())
  expect(router.currentRoute.value.name).toBe('join')
  expect(shown()).toContain('拾光 邀请你加入')
  expect(shown()).toContain('角色：班长')
})

it('shows the rules as they are kept, and joins', async () => {
  const join = vi.spyOn(staff, 'join').mockRejectedValueOnce(new ApiError('invalid', 422, { type: '/problems/invalid', title: '', status: 422, detail: '', errors: [{ field: 'password', code: 'common', detail: '' }] })).mockResolvedValue(entered)
  await link(invited())
  const kept = () => [...document.querySelectorAll('li')].map((one) => one.textContent!.includes('已满足'))
  expect(kept()).toEqual([false, false, false])
  type(field('设置密码'), 'aaaaaaaa')
  await eventually(() => expect(kept()).toEqual([true, false, true]))
  send()
  await eventually(() => expect(shown()).toContain('这个密码不能用'))
  expect(join).not.toHaveBeenCalled()
  type(field('设置密码'), 'password1')
  await eventually(() => expect(kept()).toEqual([true, true, true]))
  send()
  await eventually(() => expect(shown()).toContain('这个密码太常见'))
  type(field('设置密码'), 'blue horse lamp')
  type(field('你的姓名'), '赵一帆')
  send()
  await eventually(() => expect(router.currentRoute.value.path).toBe('/inbox/mine'))
  expect(join).toHaveBeenLastCalledWith('code', { password: 'blue horse lamp', name: '赵一帆', locale: expect.any(String) })
})

it('asks for the code after a new password where a second factor is on', async () => {
  const join = vi.spyOn(staff, 'join').mockRejectedValue(asks)
  const answer = vi.spyOn(staff, 'answer').mockResolvedValue(entered)
  await link(invited({ kind: 'reset' }))
  expect([...document.querySelectorAll('label')].some((one) => one.textContent?.includes('你的姓名'))).toBe(false)
  type(field('新密码'), 'blue horse lamp')
  send()
  await eventually(() => expect(shown()).toContain('密码已设好'))
  expect(join).toHaveBeenCalledExactlyOnceWith('code', { password: 'blue horse lamp' })
  type(field('6 位验证码'), '123456')
  await eventually(() => expect(answer).toHaveBeenCalledExactlyOnceWith('riddle', '123456'))
  await eventually(() => expect(router.currentRoute.value.path).toBe('/inbox/mine'))
})

it('says what to do with a link that is good no more, and tries again what only failed', async () => {
  const asking = vi.spyOn(staff, 'invited').mockRejectedValueOnce(new ApiError('network', 0, null)).mockRejectedValue(new ApiError('not_found', 404, null))
  await router.push('/invite/code')
  show(JoinPage)
  await eventually(() => expect(shown()).toContain('链接还在'))
  button('重试').click()
  await eventually(() => expect(shown()).toContain('请让管理员再发一个'))
  expect(asking).toHaveBeenCalledTimes(2)
})
