// Replies that the customer's words came before: one question for all of them, one answer sends them in order.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Attachment, ClientFrame } from '@parlor/api'
import { takeUploads } from '@/live/uploads'
import OutgoingBubble from '@/features/thread/OutgoingBubble.vue'
import { draftOf, forgetDrafts } from '@/live/drafts'
import { line } from '@/live/line'
import { outgoing, refused, sendMessage, startOutbox, stopOutbox } from '@/live/sending'
import { settled } from './eventually'
import { ME, signedIn } from './world'

const file: Attachment = { id: 'f', name: '裂痕.jpg', type: 'image/jpeg', size: 81234, url: '/files/f', width: 800, height: 600 }
let app: App
let host: HTMLElement
let frames: ClientFrame[]
const buttons = () => [...host.querySelectorAll<HTMLElement>('[role=alert] button')]

beforeEach(async () => {
  await signedIn()
  frames = []
  vi.spyOn(line, 'send').mockImplementation((frame) => Boolean(frames.push(frame)))
  await startOutbox(ME)
  for (const text of ['回一', '回二', '回三']) sendMessage('c', 'reply', text, text === '回二' ? [file] : [], 4)
  await settled()
  for (const entry of outgoing.get('c')!) refused(entry.client_id, { type: '/problems/newer_message', title: '', status: 409, detail: '' })
  await settled()
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h('div', (outgoing.get('c') ?? []).map((entry) => h(OutgoingBubble, { key: entry.client_id, entry, first: false }))) })
  app.mount(host)
  frames = []
})
afterEach(() => {
  app.unmount()
  host.remove()
  stopOutbox()
  forgetDrafts()
})

it('asks once, below the last', () => {
  expect(host.querySelectorAll('[role=alert]').length).toBe(1)
  expect(buttons().map((button) => button.textContent?.trim())).toEqual(['仍然发送 3 条', '放回编辑'])
})

it('sends all in the order they were written, without asking again', async () => {
  buttons()[0]!.click()
  await settled()
  expect(frames.map((frame) => frame.t === 'send' && [frame.text, frame.seen_seq])).toEqual([['回一', undefined], ['回二', undefined], ['回三', undefined]])
  expect(host.querySelector('[role=alert]')).toBeNull()
})

it('puts all of them back into the composer, files too', async () => {
  buttons()[1]!.click()
  await settled()
  expect(draftOf('c', 'reply')).toBe('回一\n回二\n回三')
  expect(takeUploads('c')).toEqual([file])
  expect(outgoing.has('c')).toBe(false)
})
