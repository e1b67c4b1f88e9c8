// Words that a side panel puts beside the conversation: into the reply's draft alone, without moving who writes something else.
import { createApp, h, nextTick, shallowReactive, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Conversation, Panel } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import Composer from '@/features/composer/Composer.vue'
import { composerMode } from '@/features/composer/focus'
import SidePanel from '@/features/orders/SidePanel.vue'
import type { Hears } from '@/features/orders/panelFrame'
import { doors, rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { draftOf, forgetDrafts, setDraft } from '@/live/drafts'
import { forgetRows, putRow } from '@/live/rows'
import { startOutbox, stopOutbox } from '@/live/sending'
import { Thread } from '@/live/threads'
import { eventually, settled } from './eventually'
import { conversation, iso, ME, message, signedIn } from './world'

let hears: Hears | null = null
// No page is loaded in a frame here: what the page says is said by hand.
vi.mock('@/features/orders/panelFrame', () => ({ isRoom: () => true, openFrame: (_outer: unknown, _panel: unknown, _name: unknown, given: Hears) => ((hears = given), { tell() {}, close() {} }) }))

const panel: Panel = {
  id: 'p', title: { 'zh-CN': '会员', en: 'Members' }, url: 'https://crm.example/', origin: 'https://crm.example', expires_at: iso(300),
  context: { conversation: 'c', customer: 'customer-c', external_id: '42', agent: ME, brand: 'b' },
}
const props = shallowReactive({ panel, conversation: 'c', visible: true, renew: async () => {} })
let app: App
let host: HTMLElement

async function open(fields: Partial<Conversation> = {}): Promise<HTMLTextAreaElement> {
  const row = putRow(conversation('c', { owner: ME, ...fields }))
  const thread = new Thread('c')
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => [h('input'), h(Composer, { row, thread, mine: row.owner === ME }), h(SidePanel, { ...props })] }) })
  app.mount(host)
  await settled()
  host.querySelector('iframe')!.dispatchEvent(new Event('load'))
  await eventually(() => hears!.loaded())
  return host.querySelector('textarea')!
}
const says = async (text: string) => {
  hears!.insert(text)
  await settled()
}
const told = () => toasts.value.map((one) => one.text)

beforeEach(async () => {
  await signedIn()
  props.visible = true
  hears = null
  toasts.value = []
  vi.spyOn(rest, 'messages').mockResolvedValue({ items: [message(1)], next: null, previous: null })
  vi.spyOn(rest, 'saveDraft').mockResolvedValue({ items: [] })
  vi.spyOn(doors, 'legs').mockResolvedValue({ items: [], next: null })
  await startOutbox(ME)
})
afterEach(() => {
  app.unmount()
  host.remove()
  stopOutbox()
  localStorage.clear()
  forgetDrafts()
  forgetRows()
})

it('puts words behind the reply and the caret with them', async () => {
  const area = await open()
  setDraft('c', 'reply', '您好')
  await says('会员价 20 元')
  await eventually(() => expect(area.value).toBe('您好 会员价 20 元'))
  expect(document.activeElement).toBe(area)
  expect(told()).toEqual(['已放进输入框，看过再发'])
})

it('leaves whoever writes a note where they are', async () => {
  const area = await open()
  host.querySelectorAll<HTMLElement>('[role=tab]')[1]!.click()
  await nextTick()
  setDraft('c', 'note', '别告诉客户')
  await says('会员价 20 元')
  expect(composerMode.value).toBe('note')
  expect([area.value, draftOf('c', 'note'), draftOf('c', 'reply')]).toEqual(['别告诉客户', '别告诉客户', '会员价 20 元'])
  expect(told()).toEqual(['已放进回复草稿'])
})

it('waits for an input method, and loses neither text', async () => {
  const area = await open()
  setDraft('c', 'reply', '我')
  await nextTick()
  area.focus()
  area.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
  area.value = '我ni'
  area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await says('会员价 20 元')
  expect(draftOf('c', 'reply')).toBe('我')
  area.value = '我你'
  area.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
  area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await eventually(() => expect(area.value).toBe('我你 会员价 20 元'))
})

it('takes the caret from no other field', async () => {
  await open()
  const other = host.querySelector('input')!
  other.focus()
  await says('会员价 20 元')
  expect(document.activeElement).toBe(other)
  expect(draftOf('c', 'reply')).toBe('会员价 20 元')
})

it('takes nothing from a panel that is not shown, and says so to whoever may not reply', async () => {
  props.visible = false
  await open()
  await says('会员价 20 元')
  expect([draftOf('c', 'reply'), told()]).toEqual(['', []])
  app.unmount()
  host.remove()
  forgetRows()
  props.visible = true
  await open({ owner: 'another' })
  await says('会员价 20 元')
  expect(draftOf('c', 'reply')).toBe('')
  expect(told()).toEqual(['由你接待时，才能放进输入框'])
})
