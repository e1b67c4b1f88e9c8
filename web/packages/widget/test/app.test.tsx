// @vitest-environment happy-dom
// The panel with a client played by the test: what a visitor sees and presses.
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OutboxItem, View, VisitorClient, VisitorMessage } from '@parlor/sdk'
import type { Host } from '../src/app/host'
import { loadForm } from '../src/app/form/load'
import { formTexts } from '../src/app/form/texts'
import { App, type Facts } from '../src/app/ui/App'
import { texts } from '../src/app/texts'
import type { Config, Question, ToHost } from '../src/bridge'

const t = texts['zh-CN']
const f = formTexts['zh-CN']
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
const said = (id: string, part: object) => ({ id, conversation: 'c', conversation_number: 1, seq: 1, from: 'system', name: null, kind: 'event', text: '', attachments: [], form: null, event: null, client_id: null, receipt: null, at: '2026-11-21T08:00:00Z', ...part }) as VisitorMessage
const button = (name: string) => [...box.querySelectorAll('button')].find((one) => one.textContent === name || one.getAttribute('aria-label') === name)!
const press = (name: string) => act(() => button(name).click())
const type = (field: HTMLInputElement | HTMLTextAreaElement, text: string) =>
  act(() => {
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
const field = (name: string) => box.querySelector<HTMLInputElement>(`[name=${name}]`)!

beforeAll(async () => void (await loadForm()))
beforeEach(() => {
  document.body.innerHTML = ''
  sessionStorage.clear()
  box = document.body.appendChild(document.createElement('div'))
  sent = []
  told = []
  notices = []
  open = true
  vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} })
  view = { downSince: null, welcomed: true, gone: false, state: state('none', true), messages: [], outbox: [], progress: new Map(), typing: null, older: 'none', unread: 0 }
})

afterEach(() => render(null, box))

describe('panel', () => {
  it('always offers a person, and greets', () => {
    show()
    expect(box.textContent).toContain('你好')
    for (const place of ['none', 'robot', 'queue', 'agent', 'pending', 'closed'] as const) {
      show({ state: { place, ahead: 3, agent: place === 'agent' ? { name: '王芳' } : null, online: true } })
      expect(button(t.handoff)).toBeTruthy()
    }
    show({ state: { place: 'queue', ahead: 3, agent: null, online: true } })
    expect(box.textContent).toContain(t.ahead(3))
  })

  it('sends what was written, but not more than the limit', () => {
    show()
    const area = box.querySelector('textarea')!
    type(area, '12345678901')
    press(t.send)
    expect(sent).toEqual([])
    expect(box.querySelector('[role=alert]')!.textContent).toBe(t.over(1))
    type(area, '有货吗')
    press(t.send)
    expect(sent).toEqual([['有货吗', []]])
    expect(area.value).toBe('')
  })

  it('lays texts out from the side where their script begins', () => {
    show({ state: state('agent', true, '周亦舟'), messages: [said('a', { from: 'agent', kind: 'text', text: 'مرحبا' })] })
    expect(box.querySelector<HTMLElement>('.text')?.dir).toBe('auto')
    expect(box.querySelector('textarea')?.dir).toBe('auto')
  })

  it('closes by Escape and by button', () => {
    show()
    act(() => void window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })))
    press(t.close)
    expect(told).toEqual([{ t: 'close' }, { t: 'close' }])
  })

  it('shows the form when nobody is there, keeps it when it is refused, and clears it when it is taken', () => {
    show({ state: { place: 'none', ahead: null, agent: null, online: false } })
    press(f.submit)
    expect(sent).toEqual([])
    expect(box.textContent).toContain(f.needed)
    type(field('contact'), '13800001234')
    type(field('text'), '杯子裂了')
    press(f.submit)
    const form = { name: null, phone: '13800001234', email: null }
    expect(sent).toEqual([['杯子裂了', [], form]])

    const failed = { type: '/problems/invalid', title: '', status: 422 }
    show({ outbox: view.outbox.map((item) => ({ ...item, failed })) })
    expect(box.textContent).toContain(f.refused)
    expect(field('text').value).toBe('杯子裂了')
    expect(view.outbox).toEqual([])

    press(f.submit)
    expect(sent.length).toBe(2)
    show({ outbox: [] })
    expect(box.querySelector('.card')).toBeNull()
  })

  it('asks what the brand asks, and sends the answers by their keys', () => {
    const ask = (key: string, type: Question['type'], required: boolean, choices: string[] = []) => ({ key, title: key === 'phone' ? '' : key.toUpperCase(), type, required, choices })
    const form = [ask('phone', 'text', true), ask('size', 'choice', true, ['S', 'M']), ask('pieces', 'number', false), ask('member', 'flag', false)]
    show({ state: state('none', false) }, { ...config, form })
    expect(field('name')).toBeNull()
    press(f.submit)
    expect([...box.querySelectorAll('.field .bad')].map((one) => one.textContent)).toEqual([f.needed, f.choose, f.needed])
    type(field('phone'), '13800001234')
    type(box.querySelector<HTMLInputElement>('[name="a:pieces"]')!, 'zwei')
    act(() => {
      const size = box.querySelector<HTMLSelectElement>('[name="a:size"]')!
      size.value = 'M'
      size.dispatchEvent(new Event('change', { bubbles: true }))
    })
    type(field('text'), '两只')
    press(f.submit)
    expect(box.textContent).toContain(f.badNumber)
    type(box.querySelector<HTMLInputElement>('[name="a:pieces"]')!, '2')
    press(f.submit)
    expect(sent).toEqual([['两只', [], { name: null, phone: '13800001234', email: null, attributes: { size: 'M', pieces: 2, member: false } }]])
  })

  it('keeps every answer over a reload and over just writing, and forgets them once they are sent', () => {
    show({ state: state('none', false) })
    type(field('contact'), '１３８００００１２３４')
    type(field('text'), '裂了')
    press(f.justWrite)
    expect(box.querySelector('textarea')!.value).toBe('裂了')
    press(t.leaveMessage)
    expect([field('contact').value, field('text').value]).toEqual(['１３８００００１２３４', '裂了'])
    render(null, box)
    show()
    expect([field('contact').value, field('text').value], 'after a reload').toEqual(['１３８００００１２３４', '裂了'])
    press(f.submit)
    expect(sent, 'full-width figures are figures').toEqual([['裂了', [], { name: null, phone: '13800001234', email: null }]])
    show({ outbox: [] })
    render(null, box)
    show()
    expect([field('contact').value, field('text').value]).toEqual(['', ''])
  })

  it('says once that nobody is there, and offers the form by a word until it is filled in', () => {
    show({ state: state('queue', false), messages: [said('a', { event: { kind: 'conversation.queued' } }), said('b', { event: { kind: 'nobody.available' } })] })
    expect([...box.querySelectorAll('.pill')].map((pill) => pill.textContent)).toEqual([t.eventNobody])
    expect(box.querySelector('.head')!.textContent).toContain(t.away)
    press(t.leaveMessage)
    expect(box.querySelector('.card')).not.toBeNull()
    press(f.justWrite)
    show({ messages: [said('c', { from: 'me', kind: 'form', text: '裂了', form: { name: null, phone: '13800001234', email: null } })] })
    expect(button(t.leaveMessage)).toBeUndefined()
  })

  it('asks for a person, or says who is there already', () => {
    show()
    press(t.handoff)
    show({ state: { place: 'agent', ahead: null, agent: { name: '王芳' }, online: true } })
    press(t.handoff)
    expect(sent).toEqual([['handoff']])
    expect(notices.at(-1)).toBe(t.serving('王芳'))
    show({ state: state('closed', false) })
    press(t.handoff)
    expect(sent).toEqual([['handoff']])
    expect(box.querySelector('.card')).not.toBeNull()
  })

  it('says that nobody is there to take over, and leads into the form, also when it is open already', () => {
    show({ state: state('none', false) })
    button(t.handoff).focus()
    press(t.handoff)
    show()
    expect(notices).toEqual([t.nobodyLeave])
    expect(box.querySelector('[aria-live]')!.textContent).toBe(t.nobodyLeave)
    expect(document.activeElement).toBe(field('name'))
    field('text').focus()
    press(t.handoff)
    expect(document.activeElement).toBe(field('text'))
    // Somebody comes, and nothing was typed yet.
    show({ state: state('none', true) })
    show()
    expect(box.querySelector('.card')).toBeNull()
    expect(notices.at(-1)).toBe('')
  })

  it('stays as it is after a close: the composer, the focus, and no notice that is over', () => {
    const closed = [said('a', { event: { kind: 'conversation.closed' } })]
    show({ state: state('agent', true, '江月') })
    press(t.handoff)
    show()
    expect(box.querySelector('.notice')!.textContent).toBe(t.serving('江月'))
    button(t.handoff).focus()
    show({ state: state('closed', false), messages: closed })
    show()
    expect(box.querySelector('.notice')).toBeNull()
    expect(box.querySelector('.card')).toBeNull()
    expect(box.querySelector('textarea')!.placeholder).toBe(t.writeAway)
    expect(document.activeElement).toBe(button(t.handoff))
    expect(box.querySelector('.pill')!.textContent).toBe(t.eventClosedAway)
    show({ state: state('closed', true) })
    expect(box.querySelector('.pill')!.textContent).toBe(t.eventClosedOpen)
    show({ state: state('agent', true, '江月') })
    expect(box.querySelector('.pill')!.textContent).toBe(t.eventClosed)
  })

  it('does not put the form in the place of a composer that is in use, nor take away a form that is', () => {
    show()
    show({ state: state('none', false) })
    expect(box.querySelector('.card')).toBeNull()
    open = false
    show()
    open = true
    show()
    type(field('contact'), '138')
    show({ state: state('none', true) })
    expect(field('contact').value).toBe('138')
  })

  it('shows somebody who serves as there, although nobody takes new conversations', () => {
    show({ state: state('agent', false, '江月') })
    expect(box.querySelector('.dot')!.className).toBe('dot on')
    expect(button(t.leaveMessage)).toBeUndefined()
    expect(box.querySelector('textarea')!.placeholder).toBe(t.write)
    show({ state: state('queue', false) })
    expect(box.querySelector('.dot')!.className).toBe('dot')
    expect(button(t.leaveMessage)).toBeTruthy()
  })

  it('tells a network that is gone from a server that does not answer', () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
    show({ downSince: 1 })
    expect(box.querySelector('.bar')!.textContent).toBe(t.lost)
    online.mockReturnValue(false)
    act(() => void window.dispatchEvent(new Event('offline')))
    expect(box.querySelector('.bar')!.textContent).toBe(t.offline)
    online.mockRestore()
  })

  it('says that the page is out of date when the server does not know its account, and reloads it', () => {
    show({ downSince: 1, gone: true })
    expect(box.querySelector('.bar')!.textContent).toContain(t.gone)
    press(t.reload)
    expect(told).toEqual([{ t: 'reload' }])
  })
})
