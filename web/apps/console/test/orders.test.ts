// Orders beside a conversation: what is shown while the tenant's system is slow or down, buttons that do a thing once, and amounts
// as people write them.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type OrderAct, type SeenOrder, type SeenOrders } from '@parlor/api'
import { orders } from '@/features/orders/client'
import { amountOf, amountText, moneyText } from '@/features/orders/money'
import OrderPanel from '@/features/orders/OrderPanel.vue'
import { eventText } from '@/features/thread/eventText'
import { setLocale } from '@/i18n'
import { customerChange } from '@/live/live'
import { forgetRows, putRow } from '@/live/rows'
import { eventually, settled } from './eventually'
import { button, field, send, show, shown, shut, signedInAs, type } from './staff'
import { conversation, iso, message } from './world'

const NASTY = '<img src=x onerror=alert(1)>'
const source = (more: Partial<NonNullable<SeenOrders['source']>> = {}) => ({ name: '商城', known: true, answered_at: iso(0), trouble: null, left_out: 0, due: false, ...more })

function order(number: string, more: Partial<SeenOrder> = {}): SeenOrder {
  return {
    number, state: '已发货', tone: 'good', placed_at: iso(0), total: { amount: 26_600, currency: 'CNY' }, items: [{ title: '花瓶', quantity: 2, price: 13_300, picture: null }], url: null,
    shipment: null, as_of: iso(0), acts: [], ...more,
    actions: more.actions ?? [
      { key: 'refund', label: { 'zh-CN': '退款', en: 'Refund' }, dangerous: true, amount: true, reason: false },
      { key: 'hurry', label: { 'zh-CN': '催发货', en: 'Hurry' }, dangerous: false, amount: false, reason: false },
    ],
  }
}
function act(state: OrderAct['state'], more: Partial<OrderAct> = {}): OrderAct {
  return {
    id: 'a1', number: 'SG1', action: 'refund', label: { 'zh-CN': '退款', en: 'Refund' }, amount: 2_000, currency: 'CNY', reason: null, agent: 'agent-me', agent_name: '王芳', state, message: null,
    begun_at: iso(0), changed_at: iso(0), ...more,
  }
}
const seen = (items: SeenOrder[], more: Partial<NonNullable<SeenOrders['source']>> = {}): SeenOrders => ({ items, source: source(more) })

beforeEach(async () => {
  await signedInAs('agent')
  putRow(conversation('c'))
})
afterEach(() => {
  shut()
  forgetRows()
  vi.restoreAllMocks()
})

it('shows what is known at once and asks behind it', async () => {
  let tell: (answer: SeenOrders) => void = () => {}
  const of = vi.spyOn(orders, 'of').mockImplementation((_id, ask) => (ask === 'never' ? Promise.resolve(seen([order('SG1')], { due: true })) : new Promise((done) => { tell = done })))
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(shown()).toContain('SG1'))
  await eventually(() => expect(shown()).toContain('正在询问商城'))
  tell(seen([order('SG2', { state: NASTY })]))
  await eventually(() => expect(shown()).toContain(NASTY))
  expect(document.querySelector('img')).toBeNull()
  expect(of.mock.calls.map(([, ask]) => ask)).toEqual(['never', 'due'])
  customerChange('somebody else')
  customerChange('customer-c')
  customerChange('somebody else')
  await eventually(() => expect(of).toHaveBeenLastCalledWith('c', 'never'))
})

it('keeps what it has when the system does not answer, and asks again when it is told to', async () => {
  const of = vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1')], { trouble: 'no_answer' }))
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(shown()).toContain('订单系统没有回应'))
  expect(shown()).toContain('SG1')
  of.mockResolvedValue(seen([order('SG1', { state: '已签收' })]))
  button('重试').click()
  await eventually(() => expect(shown()).toContain('已签收'))
  expect(of).toHaveBeenLastCalledWith('c', 'now')
})

it('says why there is nothing: nobody proved who it is, nothing was ordered, or it did not load', async () => {
  const of = vi.spyOn(orders, 'of').mockResolvedValue(seen([], { known: false, answered_at: null }))
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(shown()).toContain('还不知道这位客户是谁'))
  shut()
  of.mockResolvedValue({ items: [], source: null })
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(shown()).toContain('没有订单'))
  shut()
  of.mockRejectedValue(new ApiError('network', 0, null))
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(shown()).toContain('订单没有加载成功'))
})

it('asks for the amount in place, and a press that is sent again is the same press', async () => {
  const done = act('done', { message: '已原路退回' })
  const of = vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1')]))
  const press = vi.spyOn(orders, 'act').mockRejectedValueOnce(new ApiError('network', 0, null)).mockResolvedValue(done)
  show(OrderPanel, { id: 'c' })
  await eventually(() => button('退款')!.click())
  await eventually(() => expect(field('金额').value).toBe('266.00'))
  type(field('金额'), '300')
  send()
  await eventually(() => expect(shown()).toContain('填 0.01 到 266.00'))
  expect(press).not.toHaveBeenCalled()
  type(field('金额'), '２０．００')
  await eventually(() => expect(shown()).toContain('确认退款 ¥20.00'))
  send()
  await eventually(() => expect(shown()).toContain('不知道有没有送达'))
  expect(button('取消'), 'only the same press may follow').toBeUndefined()
  of.mockResolvedValue(seen([order('SG1', { acts: [done] })]))
  send()
  await eventually(() => expect(shown()).toContain('已原路退回'))
  const [first, second] = press.mock.calls.map(([, , , said]) => said)
  expect(first).toEqual({ clientId: expect.any(String), amount: 2_000, reason: null })
  expect(second).toEqual(first)
})

it('does at once what asks for nothing, and shows a refusal in their words', async () => {
  vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1')]))
  vi.spyOn(orders, 'act').mockResolvedValue(act('refused', { action: 'hurry', message: NASTY, amount: null }))
  show(OrderPanel, { id: 'c' })
  await eventually(() => button('催发货')!.click())
  await eventually(() => expect(shown()).toContain('被拒绝'))
  expect(shown()).toContain(NASTY)
})

it('offers no second press while nobody knows of the first, also after one looked elsewhere', async () => {
  vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1')]))
  const press = vi.spyOn(orders, 'act').mockRejectedValueOnce(new ApiError('network', 0, null)).mockResolvedValue(act('done', { action: 'hurry' }))
  show(OrderPanel, { id: 'c' })
  await eventually(() => button('催发货')!.click())
  await eventually(() => expect(shown()).toContain('不知道有没有送达'))
  expect([button('催发货'), button('退款')]).toEqual([undefined, undefined])
  shut()
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(shown()).toContain('不知道有没有送达'))
  expect(button('催发货')).toBeUndefined()
  button('再试一次').click()
  await eventually(() => expect(button('催发货')).toBeDefined())
  expect(press).toHaveBeenCalledTimes(2)
  expect(press.mock.calls[1]).toEqual(press.mock.calls[0])
})

it('shows a press that is under way to whoever comes back, and its outcome', async () => {
  let tell: (act: OrderAct) => void = () => {}
  vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1')]))
  const press = vi.spyOn(orders, 'act').mockImplementation(() => new Promise((done) => { tell = done }))
  show(OrderPanel, { id: 'c' })
  await eventually(() => button('催发货')!.click())
  shut()
  show(OrderPanel, { id: 'c' })
  await eventually(() => button('催发货')!.click())
  expect(press).toHaveBeenCalledTimes(1)
  tell(act('refused', { action: 'hurry', message: '已经发出' }))
  await eventually(() => expect(shown()).toContain('已经发出'))
})

it('reads the list again when the same is under way already', async () => {
  const of = vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1')]))
  vi.spyOn(orders, 'act').mockRejectedValue(new ApiError('conflict', 409, null))
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(button('催发货')).toBeDefined())
  of.mockResolvedValue(seen([order('SG1', { acts: [act('in_progress', { action: 'hurry' })] })]))
  button('催发货').click()
  await eventually(() => expect(shown()).toContain('对方已受理'))
})

it('reads what is known after the answer that is under way, and throws neither away', async () => {
  let tell: (answer: SeenOrders) => void = () => {}
  const of = vi.spyOn(orders, 'of').mockResolvedValueOnce(seen([order('SG1')], { due: true })).mockImplementationOnce(() => new Promise((done) => { tell = done }))
    .mockResolvedValue(seen([order('SG1', { state: '已签收' })]))
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(of).toHaveBeenCalledTimes(2))
  customerChange('customer-c')
  await settled()
  expect(of, 'not before the answer').toHaveBeenCalledTimes(2)
  tell(seen([order('SG1', { state: '运输中' })]))
  await eventually(() => expect(shown()).toContain('已签收'))
  expect(of.mock.calls.map(([, ask]) => ask)).toEqual(['never', 'due', 'never'])
})

it('says that it was not brought up to date beside what it has, and reads everything again after a gap', async () => {
  const of = vi.spyOn(orders, 'of').mockResolvedValueOnce(seen([order('SG1')])).mockRejectedValueOnce(new ApiError('network', 0, null)).mockResolvedValue(seen([order('SG2')]))
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(shown()).toContain('SG1'))
  customerChange('')
  await eventually(() => expect(shown()).toContain('没有更新成功'))
  expect(shown()).toContain('SG1')
  customerChange('')
  await eventually(() => expect(shown()).toContain('SG2'))
  expect(shown()).not.toContain('没有更新成功')
  expect(of).toHaveBeenCalledTimes(3)
})

it('leaves its form open to an input method that takes its choice back', async () => {
  vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1')]))
  show(OrderPanel, { id: 'c' })
  await eventually(() => button('退款')!.click())
  const key = (init: KeyboardEventInit) => field('金额').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, ...init }))
  await eventually(() => key({ isComposing: true }))
  key({ keyCode: 229 } as KeyboardEventInit)
  await settled()
  expect(field('金额')).not.toBeNull()
  key({})
  await eventually(() => expect(document.querySelector('form')).toBeNull())
})

it('never offers a second time what has no outcome, but asks about it', async () => {
  vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1', { acts: [act('unknown')] })]))
  const check = vi.spyOn(orders, 'check').mockResolvedValueOnce(act('unknown')).mockResolvedValue(act('done'))
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(shown()).toContain('结果不明'))
  expect(button('退款')).toBeUndefined()
  button('查询结果').click()
  await eventually(() => expect(shown()).toContain('还没有结果'))
  vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1', { acts: [act('done')] })]))
  button('查询结果').click()
  await eventually(() => expect(shown()).toContain('已完成'))
  await eventually(() => expect(button('退款')).toBeDefined())
  expect(check).toHaveBeenCalledTimes(2)
})

it('shows no buttons to whoever does not have the conversation', async () => {
  putRow(conversation('c', { owner: 'another', version: 2 }))
  vi.spyOn(orders, 'of').mockResolvedValue(seen([order('SG1')]))
  show(OrderPanel, { id: 'c' })
  await eventually(() => expect(shown()).toContain('由你接待时，才能操作订单'))
  expect(button('退款')).toBeUndefined()
})

it('reads amounts as they are written, and writes them as they are read', async () => {
  expect([amountOf('20', 'CNY'), amountOf('¥1,234.5', 'CNY'), amountOf('0.07', 'CNY'), amountOf('２０', 'CNY'), amountOf('20', 'JPY')]).toEqual([2_000, 123_450, 7, 2_000, 20])
  for (const text of ['', '-1', '1.234', '1e3', 'abc', '1.2.3', '9'.repeat(13)]) expect(amountOf(text, 'CNY'), text).toBeNull()
  expect(amountOf('1.5', 'JPY')).toBeNull()
  expect([amountText(2_000, 'CNY'), amountText(20, 'JPY')]).toEqual(['20.00', '20'])
  expect(moneyText(2_000, 'CNY')).toBe('¥20.00')
  const event = { kind: 'order.acted' as const, number: 'SG1', label: { 'zh-CN': '退款', en: 'Refund' }, amount: 2_000, currency: 'CNY', by_name: '王芳' }
  const pill = message(1, { direction: 'event', kind: 'event', event })
  expect(eventText(pill)).toBe('王芳 退款 ¥20.00，订单 SG1')
  expect(eventText(message(1, { direction: 'event', kind: 'event', event: { ...event, amount: null, currency: null } }))).toBe('王芳 退款，订单 SG1')
  await setLocale('en')
  expect(eventText(pill)).toContain('Refund')
  await setLocale('zh-CN')
  await settled()
})
