// The audit: rows in words, filters that ask for what they say, and the chain's state in plain sight.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AuditRow } from '@parlor/api'
import AuditPage from '@/features/audit/AuditPage.vue'
import { aboutText, ACTIONS, actionText, linesOf, momentsOf } from '@/features/audit/words'
import { kinds } from '@/features/settings/kinds'
import { rest, staff } from '@/lib/session'
import { settings } from '@/live/settings'
import { agents, forgetDirectory } from '@/live/directory'
import { views } from '@/live/views'
import { eventually } from './eventually'
import { button, person, show, shown, shut, signedInAs, type } from './staff'
import { iso } from './world'

const row = (seq: number, action: string, fields: Partial<AuditRow> = {}): AuditRow => ({
  seq, id: `r${seq}`, actor: { id: 'agent-me', name: '王芳' }, action, subject: 'jiang', detail: '', at: iso(seq), hash: `hash${seq}`, ...fields,
})
const BRAND = '01a202fd-84c0-7490-90b9-1c4abd8cdee0'

beforeEach(async () => {
  await signedInAs('auditor')
  agents.set('jiang', person('jiang', '江月').agent)
  vi.spyOn(settings, 'kinds').mockResolvedValue({ items: [{ kind: 'tag', title: { 'zh-CN': '标签', 'en': 'Tags' } }] } as never)
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  vi.spyOn(staff, 'audit').mockResolvedValue({ items: [row(2, 'agent.changed', { detail: 'role: agent → supervisor, capacity: 800 → 400' }), row(1, 'session.started', { detail: 'password and code' })], next: 'older' })
  vi.spyOn(staff, 'verifyAudit').mockResolvedValue({ rows: 2, ok: true, first_broken: null })
})
afterEach(() => {
  shut()
  views.mine.reset()
  kinds.value = []
  forgetDirectory()
})
const lines = () => [...document.querySelectorAll('li')].map((one) => one.textContent!).filter((text) => text.includes('王芳'))

it('tells who did what to whom, and all of it when pressed', async () => {
  show(AuditPage)
  await eventually(() => expect(lines()).toHaveLength(2))
  expect(lines()[0]).toContain('修改人员江月 · 角色：坐席 → 班长 · 接待上限：8 → 4')
  expect(lines()[1]).toContain('登录密码和验证码')
  expect(shown()).not.toContain('hash2')
  document.querySelector<HTMLElement>('li button[aria-expanded]')!.click()
  await eventually(() => expect(shown()).toContain('hash2'))
  expect(shown()).toContain('role: agent → supervisor')
})

it('asks for what the filters say, and reads on with the same', async () => {
  show(AuditPage)
  await eventually(() => expect(lines()).toHaveLength(2))
  type(document.querySelectorAll('select')[1]!, 'agent.changed')
  await eventually(() => expect(staff.audit).toHaveBeenLastCalledWith({ action: 'agent.changed' }, null))
  type(document.querySelectorAll('select')[0]!, 'jiang')
  await eventually(() => expect(staff.audit).toHaveBeenLastCalledWith({ actor: 'jiang', action: 'agent.changed' }, null))
  await eventually(() => expect(button('加载更多')).toBeTruthy())
  vi.mocked(staff.audit).mockResolvedValue({ items: [row(0, 'agent.joined')], next: null })
  button('加载更多').click()
  await eventually(() => expect(staff.audit).toHaveBeenLastCalledWith({ actor: 'jiang', action: 'agent.changed' }, 'older'))
  await eventually(() => expect(lines()).toHaveLength(3))
  button('清除筛选').click()
  await eventually(() => expect(staff.audit).toHaveBeenLastCalledWith({}, null))
})

it('says up to where the chain is whole, and from where it is not', async () => {
  show(AuditPage)
  await eventually(() => expect(shown()).toContain('已核对到第 2 条，没有被改动'))
  vi.mocked(staff.verifyAudit).mockResolvedValue({ rows: 2, ok: false, first_broken: 2 })
  button('重新核对').click()
  await eventually(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('第 2 条起与当时写下的不一致'))
})

it('is not read by those who may not', async () => {
  await signedInAs('supervisor')
  show(AuditPage)
  await eventually(() => expect(shown()).toContain('你没有查看这里的权限'))
  expect(staff.audit).not.toHaveBeenCalled()
  expect(staff.verifyAudit).not.toHaveBeenCalled()
})

it('has words for everything that leaves a row, and shows what it does not know as written', () => {
  expect(ACTIONS.filter((action) => actionText(action) === action)).toEqual([])
  expect(actionText('wallboard.moved')).toBe('wallboard.moved')
  expect(aboutText(row(1, 'wallboard.moved', { subject: BRAND }))).toBe('…bd8cdee0')
})

it('reads a change line by line, also with a comma in a name', () => {
  const change = (detail: string) => linesOf(row(1, 'agent.changed', { detail }))
  expect(change('name: Li, Wei → Li: Wei, state: active → disabled')).toEqual(['姓名：Li, Wei → Li: Wei', '在职情况：在职 → 已离职'])
  expect(change('brand + b1, brand − ' + BRAND)).toEqual(['增加品牌 旗舰店', '移除品牌 …bd8cdee0'])
  expect(change('something new')).toEqual(['something new'])
})

it('calls settings by their title, or by their code where nobody told it', async () => {
  const change = row(3, 'setting.changed', { subject: `tag ${BRAND}`, detail: '退换货' })
  expect(aboutText(change)).toBe('tag · 退换货')
  show(AuditPage)
  await eventually(() => expect(aboutText(change)).toBe('标签 · 退换货'))
  expect(aboutText({ ...change, detail: '' })).toBe('标签')
})

it('means both days of own dates, in the zone of whoever looks', () => {
  const local = (text: string) => new Date(text).toISOString()
  const now = Date.parse(local('2026-11-22T15:30:00'))
  expect(momentsOf('own', { from: '2026-11-20', until: '2026-11-21' }, now)).toEqual({ from: local('2026-11-20T00:00:00'), until: local('2026-11-22T00:00:00') })
  expect(momentsOf('own', { from: '', until: 'x' }, now)).toEqual({})
  expect(momentsOf('today', { from: '', until: '' }, now)).toEqual({ from: local('2026-11-22T00:00:00') })
  expect(momentsOf('week', { from: '', until: '' }, now)).toEqual({ from: local('2026-11-16T00:00:00') })
  expect(momentsOf('', { from: '', until: '' }, now)).toEqual({})
})
