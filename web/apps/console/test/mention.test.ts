// Naming colleagues in a note: chosen by keyboard or pointer, not while an input method composes; the note carries their ids, and
// keeps them over a reload; names are marked in it and nothing in them is interpreted.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Mentionable } from '@parlor/api/mentions'
import { TooltipProvider } from '@parlor/ui'
import Composer from '@/features/composer/Composer.vue'
import { atWord } from '@/features/composer/quick'
import { mentions } from '@/features/mention/client'
import { forgetCircles, loadCircle, matching, namedIn, pick } from '@/features/mention/naming'
import MessageText from '@/features/thread/MessageText.vue'
import OutgoingBubble from '@/features/thread/OutgoingBubble.vue'
import { doors, rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { forgetDrafts } from '@/live/drafts'
import { forgetLegs } from '@/live/legs'
import { forgetRows, putRow } from '@/live/rows'
import { currentOutbox, outgoing, refused, startOutbox, stopOutbox } from '@/live/sending'
import { Thread } from '@/live/threads'
import { eventually, settled } from './eventually'
import { conversation, ME, message, signedIn } from './world'

const person = (id: string, name: string): Mentionable => ({ kind: 'agent', id, name, presence: 'ready', people: null })
const ALL: Mentionable[] = [person('lin', '小林'), person('lw', 'Li Wei'), person('lwp', 'Li Weiping'), person('z1', '张伟'), person('z2', '张伟'), { kind: 'team', id: 'night', name: '夜班', presence: null, people: 3 }]

let app: App | null = null
let host: HTMLElement

async function open(mine = false): Promise<HTMLTextAreaElement> {
  const thread = new Thread('c')
  const row = putRow(conversation('c', { owner: mine ? ME : 'other' }))
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(Composer, { row, thread, mine }) }) })
  app.mount(host)
  await settled()
  return host.querySelector('textarea')!
}
async function type(area: HTMLTextAreaElement, text: string): Promise<void> {
  area.value = text
  area.setSelectionRange(text.length, text.length)
  area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await nextTick()
}
const press = (area: HTMLTextAreaElement, key: string, init: KeyboardEventInit = {}) => area.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
const options = () => [...host.querySelectorAll('[role=option]')].map((one) => one.querySelector('bdi')!.textContent)
const offered = (...names: string[]) => eventually(() => expect(options()).toEqual(names))
const notes = () => (outgoing.get('c') ?? []).map(({ text, mentions: named }) => ({ text, ids: named?.map((one) => one.id) }))

beforeEach(async () => {
  await signedIn()
  vi.spyOn(rest, 'messages').mockResolvedValue({ items: [message(1)], next: null, previous: null })
  vi.spyOn(doors, 'legs').mockResolvedValue({ items: [], next: null })
  vi.spyOn(rest, 'saveDraft').mockResolvedValue({ items: [] })
  vi.spyOn(mentions, 'mentionable').mockResolvedValue(ALL)
  forgetLegs()
  await startOutbox(ME)
})
afterEach(() => {
  app?.unmount()
  app = null
  host.remove()
  stopOutbox()
  localStorage.clear()
  forgetCircles()
  forgetDrafts()
  forgetRows()
})

it('names a colleague by keyboard, and the note carries who', async () => {
  const area = await open()
  await type(area, '麻烦@')
  await offered('小林', 'Li Wei', 'Li Weiping', '张伟', '张伟', '夜班')
  await type(area, '麻烦@li ')
  await offered('Li Wei', 'Li Weiping')
  press(area, 'ArrowDown')
  await eventually(() => expect(document.getElementById(area.getAttribute('aria-activedescendant')!)?.textContent).toContain('Li Weiping'))
  press(area, 'Enter')
  await eventually(() => expect(area.value).toBe('麻烦@Li Weiping '))
  await eventually(() => expect(options()).toEqual([]))
  await type(area, '麻烦@Li Weiping 看一下')
  press(area, 'Enter')
  await eventually(() => expect(notes()).toEqual([{ text: '麻烦@Li Weiping 看一下', ids: ['lwp'] }]))
  await eventually(() => expect(area.value).toBe(''))
})

it('leaves keys to an input method that composes', async () => {
  const area = await open()
  await type(area, '@')
  await offered('小林', 'Li Wei', 'Li Weiping', '张伟', '张伟', '夜班')
  press(area, 'Enter', { isComposing: true })
  press(area, 'ArrowDown', { keyCode: 229 } as KeyboardEventInit)
  await settled()
  expect(area.value).toBe('@')
  expect(notes()).toEqual([])
  await type(area, '@林')
  await offered('小林')
  press(area, 'Tab')
  await eventually(() => expect(area.value).toBe('@小林 '))
})

it('closes with Escape, and stands in nobody’s way who writes an address', async () => {
  const area = await open()
  await type(area, '@小')
  await offered('小林')
  press(area, 'Escape')
  await offered()
  press(area, 'Enter')
  await eventually(() => expect(notes()).toEqual([{ text: '@小', ids: undefined }]))
  expect([atWord('li@shop', 7), atWord('看@', 2)?.text, atWord('@a\nb', 4)]).toEqual([null, '', null])
})

it('offers nobody in a reply', async () => {
  const area = await open(true)
  await type(area, '@小林')
  await settled()
  expect(options()).toEqual([])
  press(area, 'Enter')
  await eventually(() => expect(notes()).toEqual([{ text: '@小林', ids: undefined }]))
})

it('waits for the circle before a note goes, so that nobody is left out who was pasted', async () => {
  let come: (all: Mentionable[]) => void = () => {}
  vi.mocked(mentions.mentionable).mockReturnValue(new Promise((done) => { come = done }))
  const area = await open()
  await type(area, '@小林 看')
  press(area, 'Enter')
  press(area, 'Enter')
  await settled()
  expect([notes(), area.value], 'it stays until it is known').toEqual([[], '@小林 看'])
  come(ALL)
  await eventually(() => expect(notes()).toEqual([{ text: '@小林 看', ids: ['lin'] }]))
  await eventually(() => expect(area.value).toBe(''))
})

it('keeps the note where nobody knows who may be named, says so while one writes, and saves it without when asked', async () => {
  vi.mocked(mentions.mentionable).mockRejectedValue(new Error('no line'))
  const area = await open()
  await type(area, '@小')
  await eventually(() => expect(host.textContent).toContain('同事名单没有加载成功'))
  await type(area, '@小林')
  await settled()
  expect(host.textContent, 'a further letter does not hide it').toContain('同事名单没有加载成功')
  toasts.value = []
  press(area, 'Enter')
  await eventually(() => expect(toasts.value.map((one) => one.action?.text)).toEqual(['保存但不提及']))
  expect([notes(), area.value]).toEqual([[], '@小林'])
  toasts.value[0]!.action!.run()
  await eventually(() => expect(notes()).toEqual([{ text: '@小林', ids: undefined }]))
  await eventually(() => expect(area.value).toBe(''))
})

it('asks nobody who is meant by an address', async () => {
  vi.mocked(mentions.mentionable).mockRejectedValue(new Error('no line'))
  const area = await open()
  await type(area, '发到 li@shop.example')
  press(area, 'Enter')
  await eventually(() => expect(notes()).toEqual([{ text: '发到 li@shop.example', ids: undefined }]))
})

it('leaves a name that was chosen alone, also where another begins with it', async () => {
  vi.mocked(mentions.mentionable).mockResolvedValue([person('wp', 'Li Wei Peng'), person('lw', 'Li Wei')])
  const area = await open()
  await type(area, '@li wei')
  await offered('Li Wei', 'Li Wei Peng')
  press(area, 'Enter')
  await eventually(() => expect(area.value).toBe('@Li Wei '))
  await settled()
  expect(options()).toEqual([])
  press(area, 'Enter')
  await eventually(() => expect(notes()).toEqual([{ text: '@Li Wei', ids: ['lw'] }]))
})

it('means who was chosen where two have one name, and nobody where nobody was', async () => {
  host = document.body.appendChild(document.createElement('div'))
  await loadCircle('c')
  expect(namedIn('c', '@张伟 @夜班').map((one) => one.id)).toEqual(['night'])
  pick('c', ALL[4]!)
  forgetCircles()
  expect(namedIn('c', '@张伟 看').map((one) => one.id), 'also before the list is read again').toEqual(['z2'])
  await loadCircle('c')
  expect(namedIn('c', '@Li Weiping 和@小林，@小林').map((one) => one.id)).toEqual(['lwp', 'lin'])
  expect(namedIn('c', '不提了')).toEqual([])
  expect(matching(ALL, '班').map((one) => one.id)).toEqual(['night'])
})

it('keeps whom it names over a reload, and sends without them once they may not be named', async () => {
  const area = await open()
  await type(area, '@小林 @Li Wei 看')
  await eventually(() => expect(mentions.mentionable).toHaveBeenCalled())
  await settled()
  press(area, 'Enter')
  await eventually(() => expect(notes()[0]?.ids).toEqual(['lin', 'lw']))
  const [entry] = outgoing.get('c')!
  refused(entry!.client_id, { type: '/problems/invalid', title: '', status: 422, detail: '', errors: [{ field: 'mentions.lin', code: 'unable', detail: '' }] })
  await settled()
  app!.unmount()
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(OutgoingBubble, { entry: outgoing.get('c')![0]!, first: true }) }) })
  app.mount(host)
  await eventually(() => expect(host.querySelector('[role=alert]')?.textContent).toContain('小林 看不到这个会话或已离职'))
  host.querySelector<HTMLElement>('[role=alert] button')!.click()
  await eventually(() => expect(outgoing.get('c')!.map((one) => [one.state, one.mentions?.map((named) => named.id)])).toEqual([['waiting', ['lw']]]))
  expect(currentOutbox()!.size).toBe(1)
})

it('marks no name inside a longer one that nobody meant', async () => {
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(MessageText, { text: '@Li Weiping 和@Li Wei看，@A+B', mentions: [{ kind: 'agent', id: 'lw', name: 'Li Wei' }, { kind: 'team', id: 'ab', name: 'A+B' }] }) })
  app.mount(host)
  await settled()
  expect([...host.querySelectorAll('bdi')].map((one) => one.textContent)).toEqual(['@Li Wei', '@A+B'])
  expect(host.textContent).toBe('@Li Weiping 和@Li Wei看，@A+B')
})

it('marks names in a note and interprets nothing in them', async () => {
  const naughty = '<img src=x onerror=alert(1)>'
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(MessageText, { text: `@${naughty} 和 @Li Weiping，见 https://shop.example/@小林`, mentions: [{ kind: 'agent', id: 'x', name: naughty }, { kind: 'agent', id: 'lw', name: 'Li Wei' }, { kind: 'agent', id: 'lwp', name: 'Li Weiping' }, { kind: 'agent', id: ME, name: '小林' }] }) })
  app.mount(host)
  await settled()
  expect(host.querySelector('img')).toBeNull()
  expect([...host.querySelectorAll('bdi')].map((one) => one.textContent).sort()).toEqual([`@${naughty}`, '@Li Wei', '@Li Weiping', '@小林'].sort())
  expect(host.querySelector('a')?.textContent, 'an address stays one').toBe('https://shop.example/@小林')
})
