// Side panels: tabs that are only there where they are needed, a frame that takes messages from its own page alone, words that go into
// the composer and are never sent; and secrets in settings.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { ApiError, type Panel } from '@parlor/api'
import { orders } from '@/features/orders/client'
import ContextPane from '@/features/orders/ContextPane.vue'
import { openFrame, type Frame } from '@/features/orders/panelFrame'
import { contextTab, lastTabs } from '@/features/orders/tab'
import SecretField from '@/features/settings/fields/SecretField.vue'
import { faultsIn, fieldsOf, valuesOf } from '@/features/settings/form'
import { customers } from '@/lib/customers'
import { doors, rest } from '@/lib/session'
import { lineState } from '@/live/line'
import { forgetRows, putRow } from '@/live/rows'
import { eventually, settled } from './eventually'
import { entry, field as formField, kind } from './settings-world'
import { button, show, shown, shut, signedInAs } from './staff'
import { conversation, iso } from './world'

function panel(id: string, name: string): Panel {
  return {
    id, title: { 'zh-CN': name, en: name }, url: `https://crm.example/panel?signature=${id}`, origin: 'https://crm.example', expires_at: iso(300),
    context: { conversation: 'c', customer: 'customer-c', external_id: '42', agent: 'agent-me', brand: 'b' },
  }
}

let frame: Frame | null = null
beforeEach(async () => {
  await signedInAs('agent')
  contextTab.value = 'customer'
  lastTabs.clear()
  putRow(conversation('c'))
  vi.spyOn(rest, 'customer').mockRejectedValue(new Error('not asked about here'))
  vi.spyOn(rest, 'customerConversations').mockRejectedValue(new Error('not asked about here'))
  vi.spyOn(doors, 'suggestions').mockResolvedValue({ items: [], next: null })
  vi.spyOn(customers, 'files').mockResolvedValue({ items: [], next: null })
})
afterEach(() => {
  frame?.close()
  frame = null
  shut()
  forgetRows()
  vi.restoreAllMocks()
})

it('is the customer alone where there is nothing else, and tabs where there is', async () => {
  const panels = vi.spyOn(orders, 'panels').mockResolvedValue({ items: [], orders: false })
  show(ContextPane, { id: 'c' })
  await eventually(() => expect(panels).toHaveBeenCalled())
  await nextTick()
  expect(document.querySelector('[role=tablist]')).toBeNull()
  shut()
  panels.mockResolvedValue({ items: [panel('p1', '会员')], orders: true })
  show(ContextPane, { id: 'c' })
  await eventually(() => expect([...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)).toEqual(['客户', '订单', '会员']))
  expect(document.querySelector('iframe'), 'nothing is opened before somebody looks').toBeNull()
  button('会员', '[role=tab]').click()
  await eventually(() => expect(document.querySelector('iframe')?.getAttribute('src')).toBe('/panel/p1'))
  expect(shown()).toContain('在新标签页打开')
  button('客户', '[role=tab]').click()
  await nextTick()
  expect(document.querySelector('iframe'), 'it stays as it is').not.toBeNull()
})

it('asks for its panels again once the line is back, and for new addresses before they are over', async () => {
  const panels = vi.spyOn(orders, 'panels').mockRejectedValueOnce(new ApiError('network', 0, null))
    .mockResolvedValueOnce({ items: [{ ...panel('p1', '会员'), expires_at: new Date(Date.now() + 20_000).toISOString() }], orders: true })
    .mockResolvedValue({ items: [{ ...panel('p1', '会员'), expires_at: new Date(Date.now() + 300_000).toISOString() }], orders: true })
  const answered = () => Promise.allSettled(panels.mock.results.map((one) => one.value as Promise<unknown>))
  lineState.value = 'waiting'
  show(ContextPane, { id: 'c' })
  await eventually(() => expect(panels).toHaveBeenCalledTimes(1))
  await answered()
  await settled()
  lineState.value = 'online'
  await eventually(() => expect(button('会员', '[role=tab]')).toBeDefined())
  expect(panels).toHaveBeenCalledTimes(2)
  document.dispatchEvent(new Event('visibilitychange'))
  await eventually(() => expect(panels).toHaveBeenCalledTimes(3))
  await answered()
  await settled()
  document.dispatchEvent(new Event('visibilitychange'))
  await settled()
  expect(panels, 'what is good for long is not asked for').toHaveBeenCalledTimes(3)
  shut()
  putRow(conversation('d'))
  panels.mockReturnValue(new Promise(() => {}))
  show(ContextPane, { id: 'd' })
  expect(button('会员', '[role=tab]'), 'the tabs stay from conversation to conversation').toBeDefined()
  button('会员', '[role=tab]').click()
  await settled()
  expect(document.querySelector('iframe'), 'but no address of another one').toBeNull()
})

function opened() {
  // No page is loaded in a frame here: the room is a document of its own.
  const room = document.implementation.createHTMLDocument('Panel')
  const outer = { contentDocument: room, contentWindow: new EventTarget() } as unknown as HTMLIFrameElement
  const heard = { loaded: vi.fn(), insert: vi.fn() }
  frame = openFrame(outer, panel('p1', '会员'), '会员', heard)
  const inner = room.querySelector('iframe')!
  // Without a window of its own it would be nobody, like every message that comes from nowhere.
  Object.defineProperty(inner, 'contentWindow', { value: { postMessage: vi.fn() } })
  const says = (data: unknown, origin = 'https://crm.example', source: unknown = inner.contentWindow) => {
    const event = new MessageEvent('message', { data })
    Object.defineProperties(event, { origin: { value: origin }, source: { value: source } })
    window.dispatchEvent(event)
  }
  return { inner, heard, says }
}

it('takes words from its own page alone, and only so many', () => {
  const { inner, heard, says } = opened()
  expect(inner.getAttribute('sandbox')!.split(' ').sort()).toEqual(['allow-forms', 'allow-popups', 'allow-popups-to-escape-sandbox', 'allow-same-origin', 'allow-scripts'])
  expect(inner.getAttribute('referrerpolicy')).toBe('no-referrer')
  says({ type: 'parlor.insert', text: 'x' }, 'https://evil.example')
  says({ type: 'parlor.insert', text: 'x' }, 'https://crm.example', null)
  says({ type: 'parlor.insert', text: 'x' }, 'https://crm.example', window)
  expect(heard.insert).not.toHaveBeenCalled()
  says({ type: 'parlor.insert', text: '您好' })
  expect(heard.insert).toHaveBeenCalledExactlyOnceWith('您好')
  for (const wrong of [null, 'x', 7, {}, { type: 'parlor.insert' }, { type: 'parlor.insert', text: 7 }, { type: 'parlor.insert', text: ' ' }, { type: 'parlor.send', text: 'x' }, { type: 'parlor.insert', text: 'x'.repeat(10_001) }]) says(wrong)
  expect(heard.insert).toHaveBeenCalledTimes(1)
})

it('is not flooded, and grows as its page asks, within bounds', () => {
  const { inner, heard, says } = opened()
  says({ type: 'parlor.height', height: 900 })
  expect(inner.style.minHeight).toContain('900px')
  says({ type: 'parlor.height', height: 1e9 })
  expect(inner.style.minHeight).toContain('8000px')
  for (let n = 0; n < 20; n += 1) says({ type: 'parlor.insert', text: `${n}` })
  expect(heard.insert.mock.calls.length).toBeLessThan(6)
})

it('keeps a secret that is not written anew, and never shows one', async () => {
  const source = kind('order_source', '订单系统', [formField('url', 'url', { required: true }), formField('secret', 'secret', { required: true }), formField('brands', 'brands')])
  const kept = valuesOf(source, entry('order_source', 's', { url: 'https://shop.example', secret: true, brands: ['b1'] }))
  expect(kept.secret).toBe(true)
  expect(fieldsOf(source, kept)).toEqual({ url: 'https://shop.example', secret: true, brands: ['b1'] })
  expect(faultsIn(source, 'x', kept)).toEqual({})
  expect(Object.keys(faultsIn(source, 'x', { ...kept, secret: '' }))).toEqual(['secret'])
  expect(faultsIn(source, 'x', { ...kept, secret: 'hunter2' }).secret).toContain('whsec_')
  const said: unknown[] = []
  show(SecretField, { label: '签名密钥', hint: '', error: null, required: true, modelValue: '', 'onUpdate:modelValue': (value: unknown) => said.push(value) })
  button('生成').click()
  expect(faultsIn(source, 'x', { ...kept, secret: said[0] as string })).toEqual({})
})
