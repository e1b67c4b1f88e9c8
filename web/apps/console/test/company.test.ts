// Colleagues at the same conversation: who replies is told where one writes, a reply given meanwhile leaves what was begun, also one's
// own from another device; the row of the list has a mark that moves nothing.
import { createApp, h, nextTick, shallowRef, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import CompanyHint from '@/features/mention/CompanyHint.vue'
import ConversationRow from '@/features/inbox/ConversationRow.vue'
import { rest } from '@/lib/session'
import { forgetPeople, putTyping, putViewing } from '@/live/people'
import { forgetRows, putRow } from '@/live/rows'
import { currentOutbox, sendMessage, startOutbox, stopOutbox } from '@/live/sending'
import { Thread } from '@/live/threads'
import { eventually, settled } from './eventually'
import { conversation, ME, message, signedIn } from './world'

let app: App
let host: HTMLElement
const writing = shallowRef(true)
const told = shallowRef(false)
let thread: Thread

const reply = (seq: number, by: string, name: string, client_id: string | null = null) => message(seq, { at: new Date().toISOString(), direction: 'out', client_id, author: { kind: 'agent', id: by, name } })
const types = (on: boolean, agent = 'lin') => putTyping({ t: 'typing', conversation: 'c', who: 'agent', agent, name: '小林', on, text: null })

async function open(): Promise<void> {
  thread = new Thread('c')
  const row = putRow(conversation('c', { owner: ME }))
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(CompanyHint, { row, thread, writing: writing.value, modelValue: told.value, 'onUpdate:modelValue': (on: boolean) => { told.value = on } }) })
  app.mount(host)
  await eventually(() => expect(thread.state.value).toBe('ready'))
  await settled()
}

beforeEach(async () => {
  await signedIn()
  writing.value = true
  told.value = false
  vi.spyOn(rest, 'messages').mockResolvedValue({ items: [message(1), reply(2, 'lin', '小林')], next: null, previous: null })
  await startOutbox(ME)
})
afterEach(() => {
  app.unmount()
  host.remove()
  stopOutbox()
  forgetPeople()
  forgetRows()
})

it('tells who replies, and nothing of oneself', async () => {
  await open()
  expect([host.textContent!.trim(), told.value], 'what was there before is no news').toEqual(['', false])
  types(true, ME)
  await nextTick()
  expect(host.textContent!.trim()).toBe('')
  types(true)
  await nextTick()
  expect([host.textContent!.trim(), told.value]).toEqual(['小林 正在回复', true])
  types(false)
  await nextTick()
  expect(told.value).toBe(false)
})

it('tells of a colleague’s reply while one writes, until what was begun is gone', async () => {
  await open()
  thread.put(reply(3, 'lin', '小林'))
  await eventually(() => expect(host.textContent!.trim()).toBe('小林 刚刚回复了'))
  writing.value = false
  await eventually(() => expect(told.value).toBe(false))
  thread.put(reply(4, 'lin', '小林'))
  await settled()
  expect(host.textContent!.trim(), 'who writes nothing sees it in the thread').toBe('')
})

it('calls nothing just said that comes late, after a gap', async () => {
  await open()
  thread.put({ ...reply(3, 'lin', '小林'), at: new Date(Date.now() - 60_000).toISOString() })
  await settled()
  expect([host.textContent!.trim(), told.value]).toEqual(['', false])
  thread.put(reply(4, 'lin', '小林'))
  await eventually(() => expect(host.textContent!.trim()).toBe('小林 刚刚回复了'))
})

it('knows its own reply from that of another device of the same person', async () => {
  await open()
  const id = sendMessage('c', 'reply', '好的', [], 2)
  await settled()
  const mine = reply(3, ME, '王芳', id)
  thread.put(mine)
  currentOutbox()!.seen(mine)
  await settled()
  expect(host.textContent!.trim()).toBe('')
  thread.put(reply(4, ME, '王芳', 'from-the-phone'))
  await eventually(() => expect(host.textContent!.trim()).toBe('你在另一台设备上刚刚回复了'))
  writing.value = false
  await settled()
  expect(told.value, 'the draft was sent there, and that is said').toBe(true)
})

it('marks a row while a colleague looks or replies, beside the picture', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: { render: () => null } }] })
  putRow(conversation('c', { owner: 'lin' }))
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(ConversationRow, { id: 'c', view: 'all', selected: false, compact: false }) }).use(router)
  app.mount(host)
  const marks = () => [...host.querySelectorAll('[title*=看], [title*=写]')].map((one) => one.getAttribute('title'))
  await settled()
  expect(marks()).toEqual([])
  putViewing({ t: 'viewing', conversation: 'c', agents: [{ id: ME, name: '王芳' }, { id: 'lin', name: '小林' }] })
  await eventually(() => expect(marks()).toEqual(['小林 也在看']))
  types(true)
  await eventually(() => expect(marks()).toEqual(['小林 正在写回复']))
  types(false)
  putViewing({ t: 'viewing', conversation: 'c', agents: [] })
  await eventually(() => expect(marks()).toEqual([]))
})
