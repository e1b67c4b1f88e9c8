// @vitest-environment happy-dom
// The message form comes late or not at all: one can write meanwhile, and what was begun stays.
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { OutboxItem, View, VisitorClient } from '@parlor/sdk'
import type { Host } from '../src/app/host'
import { ContactFormCard } from '../src/app/form/Form'
import { App, type Facts } from '../src/app/ui/App'
import { texts } from '../src/app/texts'
import type { Config, ToHost } from '../src/bridge'

const t = texts['zh-CN']
const config: Config = {
  account: 'acc', brand: { name: '拾光' }, color: '#1d5fbf', position: 'right', launcher: { 'zh-CN': '', en: '' },
  greeting: { 'zh-CN': '你好', en: 'Hello' }, online: true, file_limit: 100, text_limit: 10,
}
const facts: Facts = { config, locale: 'zh-CN', theme: 'light', open: true, insets: { top: 0, bottom: 0 }, notice: '', announce: '', framed: true }
let view: View
let sent: unknown[][]
let told: ToHost[]
let notices: string[]
let box: HTMLDivElement
const client = {
  view: () => view,
  send: (...given: [string, unknown?, OutboxItem['form']?]) => {
    const client_id = `id${sent.push(given)}`
    view = { ...view, outbox: [...view.outbox, { client_id, kind: 'send', text: given[0], form: given[2] ?? null, files: [], at: 1, failed: null }] }
    return client_id
  },
  handoff: () => (sent.push(['handoff']), 'h'),
  discard: (id: string) => (view = { ...view, outbox: view.outbox.filter((one) => one.client_id !== id) }),
  type: () => undefined,
  markRead: () => undefined,
  older: () => undefined,
} as unknown as VisitorClient
const host: Host = { framed: true, tell: (message) => told.push(message) }
let open: boolean
const show = (part: Partial<View> = {}, asks: Config = config) => {
  view = { ...view, ...part }
  act(() => render(<App facts={{ ...facts, config: asks, open, notice: notices.at(-1) ?? '' }} client={client} host={host} notice={(text) => notices.push(text)} />, box))
}
const state = (place: View['state']['place'], online: boolean, name?: string): View['state'] => ({ place, ahead: null, agent: name ? { name } : null, online })
const button = (name: string) => [...box.querySelectorAll('button')].find((one) => one.textContent === name || one.getAttribute('aria-label') === name)!
const press = (name: string) => act(() => button(name).click())
const type = (field: HTMLInputElement | HTMLTextAreaElement, text: string) =>
  act(() => {
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
const field = (name: string) => box.querySelector<HTMLInputElement>(`[name=${name}]`)!

let card: typeof ContactFormCard | null = null
let failed: () => void
// The way of the form here is played by hand.
vi.mock('../src/app/form/load', () => ({ useForm: (_likely: boolean, needed: boolean, given: () => void) => (needed && (failed = given), card) }))

beforeEach(() => {
  document.body.innerHTML = ''
  sessionStorage.clear()
  box = document.body.appendChild(document.createElement('div'))
  sent = []
  card = null
  told = []
  notices = []
  open = true
  vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} })
  view = { downSince: null, welcomed: true, gone: false, state: state('none', true), messages: [], outbox: [], progress: new Map(), typing: null, older: 'none', unread: 0 }
})

afterEach(() => render(null, box))

const away = { state: state('none', false) }
const area = () => box.querySelector<HTMLTextAreaElement>('.compose textarea')!

it('lets one write until the form has come, and leaves alone what was begun', () => {
  show(away)
  expect(area()).not.toBeNull()
  type(area(), '杯子裂了')
  area().focus()
  card = ContactFormCard
  show()
  expect([area().value, document.activeElement]).toEqual(['杯子裂了', area()])
  press(t.leaveMessage)
  expect(field('text').value, 'one draft').toBe('杯子裂了')
})

it('gives way to the form where nothing was begun', () => {
  show(away)
  card = ContactFormCard
  show()
  expect(area()).toBeNull()
  expect(field('contact')).not.toBeNull()
})

it('goes on without the form that does not come, and tells whoever asked for it', () => {
  show(away)
  act(() => failed())
  show()
  expect([area() === null, notices]).toEqual([false, []])
  press(t.leaveMessage)
  act(() => failed())
  show()
  expect(area()).not.toBeNull()
  expect(notices.at(-1)).toBe(t.noForm)
})
