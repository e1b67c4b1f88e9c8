// The page of people: found, changed and changed back, invited by a link that is shown once; the last administrator stays one.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type Person } from '@parlor/api'
import PeoplePage from '@/features/people/PeoplePage.vue'
import { capacityOf, changesOf, matching, undoOf } from '@/features/people/people'
import { ACTIONS } from '@/features/palette/actions'
import { housePlaces } from '@/features/places/places'
import { rest, staff } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { brands, forgetDirectory } from '@/live/directory'
import { views } from '@/live/views'
import { eventually } from './eventually'
import { button, field, invite, person, send, show, shown, shut, signedInAs, type } from './staff'

const gu = person('agent-me', '王芳', { role: 'administrator' })
const jiang = person('jiang', '江月', {}, { second_factor: true })
const left = person('left', '钱多', { state: 'disabled' })

beforeEach(async () => {
  await signedInAs('administrator')
  toasts.value = []
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  vi.spyOn(staff, 'people').mockResolvedValue([gu, jiang, left])
  vi.spyOn(staff, 'invites').mockResolvedValue([invite('old')])
  vi.spyOn(staff, 'browsersOf').mockResolvedValue([])
})
afterEach(() => {
  shut()
  views.mine.reset()
  forgetDirectory()
})
async function opened(): Promise<void> {
  show(PeoplePage)
  await eventually(() => expect(shown()).toContain('江月'))
}
async function panel(name: string): Promise<void> {
  await opened()
  button(`修改 ${name}`).click()
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeTruthy())
}

it('shows who is here with what they may, and finds those who left', async () => {
  await opened()
  const row = [...document.querySelectorAll('tbody tr')].find((one) => one.textContent?.includes('江月'))!
  expect(row.textContent).toContain('jiang@example.com')
  expect(row.textContent).toContain('旗舰店、售后')
  expect(row.textContent).toContain('已开')
  expect(shown()).not.toContain('钱多')
  type(document.querySelectorAll('select')[1]!, '')
  await eventually(() => expect(document.querySelectorAll('tbody tr')).toHaveLength(3))
  type(document.querySelector<HTMLInputElement>('input[type=search]')!, 'LEFT@')
  await eventually(() => expect([...document.querySelectorAll('tbody tr')].map((one) => one.textContent)).toEqual([expect.stringContaining('钱多')]))
  type(document.querySelector<HTMLInputElement>('input[type=search]')!, 'nobody')
  await eventually(() => expect(shown()).toContain('没有符合的人'))
})

it('sends only what was changed, and undoes it', async () => {
  const change = vi.spyOn(staff, 'changePerson').mockImplementation(async (_, body) => ({ ...jiang, agent: { ...jiang.agent, ...body } as Person['agent'] }))
  await panel('江月')
  type(document.querySelector<HTMLSelectElement>('[role=dialog] select')!, 'supervisor')
  await eventually(() => expect(shown()).toContain('江月 会被登出'))
  send()
  await eventually(() => expect(change).toHaveBeenCalledExactlyOnceWith('jiang', { role: 'supervisor' }))
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  expect(toasts.value.at(-1)!.text).toBe('已保存 江月')
  toasts.value.at(-1)!.action!.run()
  await eventually(() => expect(change).toHaveBeenLastCalledWith('jiang', { role: 'agent' }))
  await eventually(() => expect(toasts.value.at(-1)!.text).toBe('已恢复 江月'))
})

it('says what to do first when the last administrator would go', async () => {
  vi.spyOn(staff, 'changePerson').mockRejectedValue(new ApiError('last_administrator', 409, null))
  await panel('王芳')
  button('已离职', '[role=radio]').click()
  send()
  await eventually(() => expect(document.querySelector('[role=dialog] [role=alert]')?.textContent).toContain('先把另一位同事设为管理员'))
  expect(toasts.value).toEqual([])
})

it('makes a reset link, and takes a lost second factor away once asked', async () => {
  vi.spyOn(staff, 'resetPassword').mockResolvedValue(invite('r', { kind: 'reset', name: '江月', link: 'https://x.example/invite/reset' }))
  const remove = vi.spyOn(staff, 'removeFactorOf').mockResolvedValue(undefined)
  await panel('江月')
  button('生成密码重置链接').click()
  await eventually(() => expect(document.querySelector<HTMLInputElement>('input[readonly]')?.value).toBe('https://x.example/invite/reset'))
  button('关闭二次验证').click()
  await eventually(() => expect(shown()).toContain('江月 之后只用密码登录'))
  expect(remove).not.toHaveBeenCalled()
  button('确认关闭').click()
  await eventually(() => expect(remove).toHaveBeenCalledExactlyOnceWith('jiang'))
  await eventually(() => expect(shown()).toContain('还没有开启'))
})

it('invites by a link that is nowhere once the dialog is closed, and revokes', async () => {
  const made = vi.spyOn(staff, 'invite').mockRejectedValueOnce(new ApiError('taken', 409, null)).mockResolvedValue(invite('zhao', { name: '赵一航', link: 'https://x.example/invite/once' }))
  await opened()
  button('邀请同事').click()
  await eventually(() => expect(field('邮箱')).toBeTruthy())
  send()
  await eventually(() => expect(shown()).toContain('填一个邮箱地址'))
  expect(made).not.toHaveBeenCalled()
  type(field('邮箱'), 'zhao@example.com')
  type(field('姓名'), '赵一航')
  send()
  await eventually(() => expect(shown()).toContain('已经有同事用这个邮箱'))
  send()
  await eventually(() => expect(document.querySelector<HTMLInputElement>('input[readonly]')?.value).toBe('https://x.example/invite/once'))
  expect(made).toHaveBeenLastCalledWith({ email: 'zhao@example.com', name: '赵一航', role: 'agent', brands: ['b1', 'b2'], locale: expect.any(String), capacity: 8 })
  button('完成').click()
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  button('邀请', '[role=tab]').click()
  await eventually(() => expect(shown()).toContain('zhao@example.com'))
  expect(document.body.innerHTML).not.toContain('once')
  const revoke = vi.spyOn(staff, 'revokeInvite').mockResolvedValue(undefined)
  document.querySelector<HTMLElement>('li button')!.click()
  await eventually(() => expect(shown()).toContain('zhao@example.com 手里的链接打不开'))
  button('确认收回').click()
  await eventually(() => expect(shown()).not.toContain('zhao@example.com'))
  expect(revoke).toHaveBeenCalledExactlyOnceWith('zhao')
})

it('shows its way in only to administrators', async () => {
  const action = ACTIONS.find((one) => one.id === 'page.people')!
  expect([action.when!(), housePlaces.value.some((one) => one.name === 'people')]).toEqual([true, true])
  shut()
  await signedInAs('supervisor')
  expect(ACTIONS.find((one) => one.id === 'page.people')!.when!()).toBe(false)
  const asked = vi.mocked(staff.people)
  show(PeoplePage)
  await eventually(() => expect(shown()).toContain('你没有查看这里的权限'))
  expect(asked).not.toHaveBeenCalled()
})

it('keeps the brands that it does not see out of the change', () => {
  const other = person('o', '周', {}, { brands: ['b1', 'hidden'] })
  const same = { name: '周', role: 'agent' as const, capacity: 8, locale: 'zh-CN' as const, state: 'active' as const }
  expect(changesOf(other, { ...same, brands: ['b1'] })).toEqual({})
  expect(changesOf(other, { ...same, brands: ['b2', 'b1'] })).toEqual({ brands: ['b2', 'b1'] })
  expect(undoOf(other, { brands: [] })).toEqual({ brands: ['b1'] })
  expect(brands.size).toBe(2)
})

it('reads a capacity as people write it', () => {
  expect(['8', ' 0 ', '１２', '2.5', '100', '', 'x', '-1', '101'].map(capacityOf)).toEqual([8, 0, 12, 2.5, 100, null, null, null, null])
  expect(matching([gu, jiang, left], '', 'administrator', '').map((one) => one.agent.id)).toEqual(['agent-me'])
})
