// Brands and queues: what stands there, made and changed with undo, refusals in words; and what people are in single brands and good at.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { ApiError, type Brand, type Person, type Queue, type Setting } from '@parlor/api'
import BrandsPage from '@/features/organisation/BrandsPage.vue'
import { organisation } from '@/features/organisation/organisation'
import PeoplePage from '@/features/people/PeoplePage.vue'
import { rest, staff } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { brands, forgetDirectory } from '@/live/directory'
import { forgetSettings, settings } from '@/live/settings'
import { views } from '@/live/views'
import { eventually } from './eventually'
import { button, field, person, send, show, shown, shut, signedInAs, type } from './staff'
import { iso } from './world'

const BRANDS: Brand[] = [{ id: 'b1', name: '旗舰店', zone: 'Asia/Shanghai', archived_at: null, version: 1 }, { id: 'b2', name: '售后', zone: 'Asia/Shanghai', archived_at: null, version: 3 }]
const queue = (id: string, brand: string, name: string, more: Partial<Queue> = {}): Queue => ({ id, brand, name, waiting: 0, team: null, skill: null, level: 1, version: 1, ...more })
const entry = (kind: string, id: string, name: string): Setting => ({ id, kind, brand: null, name, fields: {}, position: 1, deleted: false, version: 1, updated_at: iso(0) })
const ENTRIES: Record<string, Setting[]> = { team: [entry('team', 't1', '晚班')], skill: [entry('skill', 's1', '英语')] }

beforeEach(async () => {
  await signedInAs('administrator')
  toasts.value = []
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  vi.spyOn(rest, 'brands').mockResolvedValue(BRANDS)
  vi.spyOn(rest, 'queues').mockResolvedValue([queue('q1', 'b1', '在线客服', { waiting: 2 }), queue('q2', 'b1', '英文', { team: 't1', skill: 's1', level: 3 }), queue('q3', 'b2', '在线客服')])
  vi.spyOn(settings, 'all').mockImplementation(async (kind) => ENTRIES[kind] ?? [])
})
afterEach(() => {
  shut()
  views.mine.reset()
  forgetDirectory()
  forgetSettings()
})
async function opened(): Promise<void> {
  show(BrandsPage)
  await eventually(() => expect(shown()).toContain('晚班、英语 3 级以上'))
}
const select = (label: string) => document.getElementById([...document.querySelectorAll('label')].find((one) => one.textContent?.includes(label))!.htmlFor) as HTMLSelectElement

it('shows each brand with its queues and whom they ask for', async () => {
  await opened()
  expect([...document.querySelectorAll('section h2')].map((one) => one.textContent)).toEqual(['旗舰店', '售后'])
  expect(shown()).toContain('2 人在排队')
  expect(shown()).toContain('所有同事')
})

it('makes a brand, and says what is taken', async () => {
  const add = vi.spyOn(organisation, 'addBrand').mockRejectedValueOnce(new ApiError('taken', 409, null)).mockResolvedValue({ id: 'b3', name: '海外店', zone: 'Europe/Berlin', archived_at: null, version: 1 })
  await opened()
  button('新建品牌').click()
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeTruthy())
  send()
  await eventually(() => expect(shown()).toContain('填 1 到 100 个字'))
  expect(add).not.toHaveBeenCalled()
  type(field('品牌名称'), ' 海外店 ')
  type(select('时区'), 'Europe/Berlin')
  send()
  await eventually(() => expect(shown()).toContain('已经有同名的了'))
  send()
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  expect(add).toHaveBeenLastCalledWith({ name: '海外店', zone: 'Europe/Berlin', queue: '在线客服', everybody: true })
  expect(brands.get('b3')?.name).toBe('海外店')
})

it('changes a queue with the version that was seen, and undoes it', async () => {
  const change = vi.spyOn(organisation, 'changeQueue').mockImplementation(async (id, body) => queue(id, 'b1', body.name!, { version: body.version! + 1 }))
  await opened()
  button('修改队列 英文').click()
  await eventually(() => expect(select('需要的技能').value).toBe('s1'))
  type(select('需要的技能'), '')
  send()
  await eventually(() => expect(change).toHaveBeenCalledExactlyOnceWith('q2', { name: '英文', team: 't1', skill: '', level: 1, version: 1 }))
  await eventually(() => expect(toasts.value.at(-1)?.action).toBeTruthy())
  toasts.value.at(-1)!.action!.run()
  await eventually(() => expect(change).toHaveBeenLastCalledWith('q2', { name: '英文', team: 't1', skill: 's1', level: 3, version: 2 }))
})

it('deletes a queue once asked, and says what stands in the way', async () => {
  const problem = { type: '/problems/invalid', title: '', status: 422, detail: '', instance: '', errors: [{ field: 'queue', code: 'in_use', detail: '' }] }
  vi.spyOn(organisation, 'closeQueue').mockRejectedValue(new ApiError('invalid', 422, problem as never))
  await opened()
  button('修改队列 英文').click()
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeTruthy())
  button('删除').click()
  await eventually(() => expect(document.querySelector('[role=alertdialog]')).toBeTruthy())
  button('确认删除').click()
  await eventually(() => expect(shown()).toContain('还有渠道账号通向这里'))
})

it('says what somebody is in single brands, of which team and how good at what', async () => {
  const gu = person('gu', '顾', { role: 'operator' }, { skills: [{ skill: 's1', level: 2 }] })
  vi.spyOn(staff, 'people').mockResolvedValue([gu])
  vi.spyOn(staff, 'invites').mockResolvedValue([])
  vi.spyOn(staff, 'browsersOf').mockResolvedValue([])
  const change = vi.spyOn(staff, 'changePerson').mockImplementation(async (_, body) => ({ ...gu, ...body }) as Person)
  show(PeoplePage)
  await eventually(() => expect(shown()).toContain('顾'))
  button('修改 顾').click()
  await eventually(() => expect(shown()).toContain('晚班'))
  type(select('在售后的角色'), 'agent')
  await eventually(() => expect(shown()).toContain('需要重新登录'))
  type(select('英语 的级别'), '4')
  await eventually(() => expect(select('英语 的级别').value).toBe('4'))
  const team = [...document.querySelectorAll('label')].find((one) => one.textContent === '晚班')!.querySelector('input')!
  team.click()
  await nextTick()
  send()
  await eventually(() => expect(change).toHaveBeenCalledExactlyOnceWith('gu', { roles: [{ brand: 'b2', role: 'agent' }], teams: ['t1'], skills: [{ skill: 's1', level: 4 }] }))
})
