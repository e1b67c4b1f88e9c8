// Customers: a record that two edit at once, attributes by their types, a masked number that is never saved as stars; the list,
// the page with its timeline by day and kind, and the gallery.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type Customer, type SentFile, type Setting, type TimelineEntry } from '@parlor/api'
import { attributeText, valueOf } from '@/features/customer/attributes'
import { saveField } from '@/features/customer/saving'
import CustomerPage from '@/features/customers/CustomerPage.vue'
import CustomersPage from '@/features/customers/CustomersPage.vue'
import RecordFields from '@/features/customers/RecordFields.vue'
import { lightbox } from '@/features/thread/lightbox'
import { customers } from '@/lib/customers'
import { doors, rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { forgetDirectory } from '@/live/directory'
import { forgetSettings, settings } from '@/live/settings'
import { views } from '@/live/views'
import { router } from '@/router'
import { eventually, settled } from './eventually'
import { button, show, shown, shut, signedInAs } from './staff'
import { iso } from './world'

const NASTY = '<img src=x onerror=alert(1)>'

function customer(fields: Partial<Customer> = {}): Customer {
  return {
    id: 'li', name: '李建国', phone: '138****1234', email: null, remark: null, locale: 'zh-CN', created_at: iso(0), identities: [], attributes: {}, page: null,
    conversations_count: 2, tags: ['退换货'], company: null, merges: [], version: 3, ...fields,
  }
}
function definition(key: string, type: string, choices?: string[]): Setting {
  return { id: `d-${key}`, kind: 'attribute', brand: null, name: `${key} 名`, fields: { key, type, ...(choices ? { choices } : {}) }, position: 1, deleted: false, version: 1, updated_at: iso(0) }
}
const page = <T>(items: T[], next: string | null = null) => ({ items, next })
const conflict = () => new ApiError('conflict', 409, null)

beforeEach(async () => {
  await signedInAs('agent')
  toasts.value = []
  lightbox.value = null
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  vi.spyOn(settings, 'all').mockResolvedValue([definition('level', 'choice', ['金卡', '银卡']), definition('points', 'number'), definition('vip', 'flag'), definition('taste', 'text')])
})
afterEach(() => {
  shut()
  views.mine.reset()
  forgetDirectory()
  forgetSettings()
  vi.restoreAllMocks()
})

it('writes over what a colleague changed elsewhere, and asks where it was the same field', async () => {
  const seen = customer()
  const put = vi.fn()
  const ask = vi.spyOn(rest, 'ask')
  // The remark moved on, the name did not: the name is written with the version as it is now.
  ask.mockRejectedValueOnce(conflict()).mockResolvedValueOnce(customer({ remark: '老客户', version: 5 })).mockResolvedValueOnce(customer({ name: '李先生', remark: '老客户', version: 6 }))
  expect(await saveField(seen, { name: '李先生' }, put)).toBe(true)
  expect(ask.mock.calls.map(([method, , options]) => [method, (options?.body as { version?: number })?.version])).toEqual([['PATCH', 3], ['GET', undefined], ['PATCH', 5]])
  expect(put).toHaveBeenLastCalledWith(expect.objectContaining({ name: '李先生', remark: '老客户' }))

  ask.mockReset().mockRejectedValueOnce(conflict()).mockResolvedValueOnce(customer({ name: NASTY, version: 7 }))
  expect(await saveField(seen, { name: '李先生' }, put)).toBe(true)
  expect(put).toHaveBeenLastCalledWith(expect.objectContaining({ name: NASTY }))
  expect(toasts.value.at(-1)!.text).toBe(`姓名刚被同事改成“${NASTY}”，没有覆盖`)
  ask.mockResolvedValueOnce(customer({ name: '李先生', version: 8 }))
  toasts.value.at(-1)!.action!.run()
  await eventually(() => expect(ask).toHaveBeenLastCalledWith('PATCH', '/customers/li', { body: { name: '李先生', version: 7 } }))
})

it('says which field is wrong and how it should be', async () => {
  const refuses = (field: string, code: string) => new ApiError('invalid', 422, { type: '/problems/invalid', title: '', status: 422, detail: '', instance: '', errors: [{ field, code, detail: '' }] })
  const ask = vi.spyOn(rest, 'ask')
  ask.mockRejectedValueOnce(refuses('phone', 'format'))
  expect(await saveField(customer(), { phone: 'x' }, () => {})).toBe(false)
  expect(toasts.value.at(-1)!.text).toBe('电话：要像 138 0013 8000 或 +86 10 6234 5678 这样')
  ask.mockRejectedValueOnce(refuses('phone', 'masked'))
  expect(await saveField(customer(), { phone: '138****1234' }, () => {})).toBe(false)
  expect(toasts.value.at(-1)!.text).toContain('带星号的是隐藏后的内容')
})

it('reads what is typed by the type of the attribute', () => {
  expect(['12', '1,200', '−3', '1.5', '12a', ''].map((text) => valueOf('number', text))).toEqual([12, 1200, -3, undefined, undefined, null])
  expect([valueOf('flag', 'true'), valueOf('flag', 'false'), valueOf('day', '2026-10-01'), valueOf('text', ' 茶 ')]).toEqual([true, false, '2026-10-01', '茶'])
  expect([attributeText('points', 12000), attributeText('vip', false), attributeText('taste', NASTY)]).toEqual(['12,000', '否', NASTY])
})

it('has the right control for each attribute, and begins a masked number from nothing', async () => {
  const change = vi.spyOn(customers, 'change').mockImplementation(async (seen) => seen)
  show(RecordFields, { customer: customer({ attributes: { level: '铁卡', points: 1200, taste: NASTY } }) })
  const level = await eventually(() => {
    const found = document.querySelector<HTMLSelectElement>('select[aria-label="level 名"]')
    expect(found).toBeTruthy()
    return found!
  })
  expect([...level.options].map((option) => option.text)).toEqual(['清空', '金卡', '银卡', '铁卡'])
  level.value = '金卡'
  level.dispatchEvent(new Event('change', { bubbles: true }))
  await eventually(() => expect(change).toHaveBeenLastCalledWith(expect.anything(), { attributes: { level: '金卡' } }))
  expect(shown()).toContain('1,200')
  expect(shown()).toContain(NASTY)
  expect(document.querySelector('img')).toBeNull()
  button('电话 138****1234').click()
  await settled()
  const field = document.querySelector<HTMLInputElement>('input[aria-label="电话"]')!
  expect([field.value, field.placeholder]).toEqual(['', '写新的，留空则不变'])
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  await settled()
  expect(change).toHaveBeenCalledOnce()
  expect(shown()).toContain('138****1234')
})

it('shows an auditor the record without a field to write into', async () => {
  show(RecordFields, { customer: customer({ attributes: { taste: '茶' } }), readonly: true })
  await eventually(() => expect(shown()).toContain('茶'))
  expect(document.querySelectorAll('input, select, textarea')).toHaveLength(0)
})

it('lists everybody, and whoever is looked for', async () => {
  const list = vi.spyOn(customers, 'list').mockResolvedValueOnce(page([customer()], 'more')).mockResolvedValueOnce(page([customer({ id: 'lin', name: '林夏' })]))
  vi.spyOn(doors, 'findCustomers').mockResolvedValue(page([customer({ id: 'x', name: NASTY, tags: [] })]))
  show(CustomersPage)
  await eventually(() => expect(shown()).toContain('李建国'))
  button('加载更多').click()
  await eventually(() => expect(shown()).toContain('林夏'))
  expect(list).toHaveBeenLastCalledWith('more')
  const field = document.querySelector<HTMLInputElement>('input[type=search]')!
  field.value = 'img'
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await eventually(() => expect([...document.querySelectorAll('main ul a')].map((one) => one.getAttribute('href'))).toEqual(['/customers/x']))
  expect(shown()).toContain(NASTY)
})

const talk = (n: number, fields: object = {}): TimelineEntry => ({
  id: `t${n}`, at: iso(n * 90_000), kind: 'conversation',
  conversation: {
    id: `c${n}`, number: n, brand: 'b1', place: 'closed', agent: { id: 'a', name: '江月' }, disposition: null, channels: ['wechat'], tags: [], last_message: null, closed_at: iso(n * 90_000 + 600), merged_into: null, notes: 2, ...fields,
  },
})

it('tells what happened by day, narrowed to a kind, and leads to the conversation', async () => {
  vi.spyOn(customers, 'one').mockResolvedValue(customer())
  const ask = vi.spyOn(customers, 'timeline').mockImplementation(async (_, kinds) => page<TimelineEntry>(kinds.length
    ? []
    : [{ id: 'm', at: iso(200_000), kind: 'split', winner: { id: 'li', name: '李建国' }, loser: { id: 'z', name: null }, evidence: 'phone', by: null }, { id: 'm', at: iso(190_000), kind: 'merge', winner: { id: 'li', name: '李建国' }, loser: { id: 'z', name: NASTY }, evidence: 'agent', by: { id: 'a', name: '江月' } }, talk(1)]))
  await router.push('/customers/li')
  show(CustomerPage)
  await eventually(() => expect(shown()).toContain('另一位客户 与 李建国 重新分开'))
  expect(shown()).toContain(`${NASTY} 并入 李建国`)
  expect(document.querySelector('img')).toBeNull()
  const link = document.querySelector<HTMLAnchorElement>('a[title="打开会话 #1"]')!
  expect(link.getAttribute('href')).toBe('/inbox/closed/c1')
  expect(link.textContent).toContain('旗舰店 · 江月 接待 · 已结束 · 持续 10 分钟 · 2 条备注')
  expect([...document.querySelectorAll('[role=group] button')].map((one) => one.textContent)).toEqual(['全部', '会话', '合并', '拆分', '邀请'])
  button('邀请').click()
  await eventually(() => expect(shown()).toContain('没有这类记录'))
  expect(ask).toHaveBeenLastCalledWith('li', ['invite'], null)
})

it('says so when there is no such customer, and offers to try again when it could not be asked', async () => {
  const one = vi.spyOn(customers, 'one').mockRejectedValueOnce(new ApiError('network', 0, null)).mockRejectedValueOnce(new ApiError('not_found', 404, null))
  await router.push('/customers/nobody')
  show(CustomerPage)
  await eventually(() => expect(document.querySelector('[role=alert]')).toBeTruthy())
  button('重试').click()
  await eventually(() => expect(shown()).toContain('没有这位客户'))
  expect(one).toHaveBeenCalledTimes(2)
})

const sent = (id: string, kind: SentFile['kind'], name: string): SentFile => ({
  kind, message: `m-${id}`, conversation: 'c', seq: 7, direction: 'in', author: 'customer', author_name: '李建国', at: iso(0),
  attachment: { id, name, type: kind === 'image' ? 'image/png' : 'text/plain', size: 12, url: `/files/${id}`, width: null, height: null },
})

it('opens pictures large, and leads from each file to its message', async () => {
  vi.spyOn(customers, 'one').mockResolvedValue(customer())
  const ask = vi.spyOn(customers, 'files').mockResolvedValue(page([sent('a', 'image', '裂痕.png'), sent('b', 'file', NASTY)]))
  await router.push('/customers/li?tab=files')
  show(CustomerPage)
  await eventually(() => expect(shown()).toContain(NASTY))
  expect([...document.querySelectorAll('a[aria-label^="在会话中查看"]')].map((one) => one.getAttribute('href'))).toEqual(['/inbox/all/c?m=7&c=c', '/inbox/all/c?m=7&c=c'])
  expect(document.querySelector('a[download]')!.getAttribute('download')).toBe(NASTY)
  button('查看图片 裂痕.png').click()
  await eventually(() => expect(lightbox.value?.id).toBe('a'))
  lightbox.value = null
  button('语音').click()
  await eventually(() => expect(ask).toHaveBeenLastCalledWith({ customer: 'li' }, 'voice', null))
})

