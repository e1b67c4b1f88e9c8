// A reply refused for its words: which ones is said, and what may be sent all the same goes out once more as looked at.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ClientFrame } from '@parlor/api'
import OutgoingBubble from '@/features/thread/OutgoingBubble.vue'
import { draftOf, forgetDrafts } from '@/live/drafts'
import { line } from '@/live/line'
import { outgoing, refused, sendMessage, startOutbox, stopOutbox } from '@/live/sending'
import { settled } from './eventually'
import { ME, signedIn } from './world'

let app: App
let host: HTMLElement
let frames: ClientFrame[]
const buttons = () => [...host.querySelectorAll<HTMLElement>('[role=alert] button')]
const problem = (code: string, detail: string) => ({ type: `/problems/${code}`, title: '', status: 409, detail })

beforeEach(async () => {
  await signedIn()
  frames = []
  vi.spyOn(line, 'send').mockImplementation((frame) => Boolean(frames.push(frame)))
  await startOutbox(ME)
  sendMessage('c', 'reply', '我们是最好的', [], 4)
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
const refuse = async (code: string, detail: string) => {
  refused(outgoing.get('c')![0]!.client_id, problem(code, detail))
  await settled()
}

it('names the words to look at twice, and sends them as looked at', async () => {
  await refuse('sensitive', 'it has words to look at twice: 最好, 第一; send it with `looked: true` if it is meant so')
  expect(host.querySelector('[role=alert]')!.textContent).toContain('“最好”、“第一”')
  expect(buttons().map((one) => one.textContent?.trim())).toEqual(['仍然发送', '放回编辑'])
  buttons()[0]!.click()
  await settled()
  expect(frames).toMatchObject([{ t: 'send', text: '我们是最好的', looked: true, seen_seq: 4 }])
})

it('leaves only the way back to the composer where they may not be sent', async () => {
  await refuse('sensitive_blocked', 'it has words that may not be sent: 加我微信')
  expect(host.querySelector('[role=alert]')!.textContent).toContain('不能发送的词：“加我微信”')
  expect(buttons().map((one) => one.textContent?.trim())).toEqual(['放回编辑'])
  buttons()[0]!.click()
  await settled()
  expect(draftOf('c', 'reply')).toBe('我们是最好的')
  expect(frames).toEqual([])
})
