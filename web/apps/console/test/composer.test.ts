// The composer: Enter never sends while composing; reply and note keep apart; only the owner replies.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Attachment, Leg } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import Composer from '@/features/composer/Composer.vue'
import { usePreferences } from '@/lib/preferences'
import { doors, rest } from '@/lib/session'
import { draftOf, forgetDrafts, setDraft } from '@/live/drafts'
import { putBackFiles, removeUpload, uploads } from '@/live/uploads'
import { forgetLegs } from '@/live/legs'
import { forgetRows, putRow } from '@/live/rows'
import { outgoing, startOutbox, stopOutbox } from '@/live/sending'
import { Thread } from '@/live/threads'
import { eventually, settled } from './eventually'
import { conversation, iso, ME, message, signedIn } from './world'

let app: App
let host: HTMLElement

async function open(mine: boolean): Promise<HTMLTextAreaElement> {
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
  area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await nextTick()
}
const press = (area: HTMLTextAreaElement, init: KeyboardEventInit) => area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }))
const sent = async () => {
  await settled()
  return (outgoing.get('c') ?? []).map(({ kind, text, seen_seq }) => ({ kind, text, seen_seq }))
}

beforeEach(async () => {
  await signedIn()
  vi.spyOn(rest, 'messages').mockResolvedValue({ items: [message(1), message(2)], next: null, previous: null })
  forgetLegs()
  vi.spyOn(doors, 'legs').mockResolvedValue({ items: [], next: null })
  vi.spyOn(rest, 'saveDraft').mockResolvedValue({ items: [] })
  await startOutbox(ME)
})
afterEach(() => {
  app.unmount()
  host.remove()
  stopOutbox()
  localStorage.clear()
  forgetDrafts()
  forgetRows()
  uploads.clear()
})

it('sends with Enter and says what had been seen', async () => {
  const area = await open(true)
  await type(area, '您好')
  press(area, {})
  expect(await sent()).toEqual([{ kind: 'reply', text: '您好', seen_seq: 2 }])
  expect(draftOf('c', 'reply')).toBe('')
})

it('does not send while an input method composes, however the browser tells it', async () => {
  const area = await open(true)
  await type(area, 'nihao')
  press(area, { isComposing: true })
  press(area, { keyCode: 229 } as KeyboardEventInit)
  expect(await sent()).toEqual([])
  expect(area.value).toBe('nihao')
})

it('breaks the line with Shift-Enter, and with Enter when Ctrl-Enter was chosen to send', async () => {
  const area = await open(true)
  await type(area, 'a')
  press(area, { shiftKey: true })
  usePreferences().values.sendKey = 'mod'
  press(area, {})
  expect(await sent()).toEqual([])
  press(area, { ctrlKey: true })
  expect(await sent()).toHaveLength(1)
})

it('keeps two drafts and sends a note as a note, without the collision check', async () => {
  const area = await open(true)
  await type(area, '给客户')
  host.querySelectorAll<HTMLElement>('[role=tab]')[1]!.click()
  await nextTick()
  expect(area.value).toBe('')
  await type(area, '给同事')
  press(area, {})
  expect(await sent()).toEqual([{ kind: 'note', text: '给同事', seen_seq: undefined }])
  await nextTick()
  expect(host.querySelector('textarea')!.value).toBe('给客户')
})

it('lets those who do not own the conversation only leave notes', async () => {
  setDraft('c', 'reply', '旧的回复')
  const area = await open(false)
  expect(host.querySelector('[role=tab]')).toBeNull()
  await type(area, '旁观')
  press(area, {})
  expect(await sent()).toEqual([{ kind: 'note', text: '旁观', seen_seq: undefined }])
  expect(draftOf('c', 'reply')).toBe('旧的回复')
})

const way = (fields: Partial<Leg>): Leg => ({
  id: 'w', conversation: 'c', account: 'a', account_name: '拾光', channel: 'wechat', mode: 'live', open: true, address: '', joined_at: iso(0), default: true,
  window: null, text_limit: 10, text_unit: 'bytes', media: [], cards: [], templates: true, ...fields,
})
const withLegs = async (...legs: Leg[]) => {
  forgetLegs()
  vi.spyOn(doors, 'legs').mockResolvedValue({ items: legs, next: null })
  return open(true)
}
const ways = async () => {
  await settled()
  return (outgoing.get('c') ?? []).map(({ leg, template }) => ({ leg, template }))
}

it('sends on the leg that it names, and not more than that takes', async () => {
  const area = await withLegs(way({}))
  await type(area, '你好啊呀')
  press(area, {})
  expect(await ways()).toEqual([])
  await type(area, '你好啊')
  press(area, {})
  expect(await ways()).toEqual([{ leg: 'w', template: undefined }])
})

it('holds back when the window is closed, and sends as a template or another way when asked', async () => {
  const shut = { window: { kind: 'message', expires_at: new Date(Date.now() - 3_600_000).toISOString(), remaining: null } }
  const area = await withLegs(way(shut), way({ id: 'b', channel: 'webchat', default: false }))
  await type(area, '在吗')
  press(area, {})
  expect(await ways()).toEqual([])
  const button = (text: string) => [...host.querySelectorAll('button')].find((one) => one.textContent?.includes(text))!
  await eventually(() => expect(button('发送模板')).toBeTruthy())
  button('发送模板')!.click()
  await nextTick()
  press(area, {})
  expect(await ways()).toEqual([{ leg: 'w', template: true }])
  await type(area, '再问')
  await eventually(() => expect(button('改用网页')).toBeTruthy())
  button('改用网页')!.click()
  await nextTick()
  press(area, {})
  expect((await ways()).at(-1)).toEqual({ leg: 'b', template: undefined })
})

const picture = (id: string) => ({ id, name: `${id}.png`, type: 'image/png', size: 9, width: 1, height: 1, url: `/files/${id}` }) as Attachment
const carries = { media: [{ prefix: 'image/', most: 1000 }] }

it('takes no files with a template, and says why', async () => {
  const area = await withLegs(way({ ...carries, window: { kind: 'message', expires_at: new Date(Date.now() - 3_600_000).toISOString(), remaining: null } }))
  putBackFiles('c', [picture('f')])
  await type(area, '在吗')
  const template = await eventually(() => [...host.querySelectorAll('button')].find((one) => one.textContent?.includes('发送模板'))!)
  template.click()
  await nextTick()
  expect(host.querySelector('[role=alert]')?.textContent).toContain('模板不能带文件')
  press(area, {})
  expect(await ways()).toEqual([])
  removeUpload('c', uploads.get('c')![0]!.id)
  await nextTick()
  press(area, {})
  expect(await ways()).toEqual([{ leg: 'w', template: true }])
})

it('counts the text and each file against what is left of the window, before anything is sent', async () => {
  const area = await withLegs(way({ ...carries, window: { kind: 'message', expires_at: new Date(Date.now() + 7_200_000).toISOString(), remaining: 2 } }))
  putBackFiles('c', [picture('f'), picture('g')])
  await type(area, '看图')
  expect(host.querySelector('[role=alert]')?.textContent).toContain('这次算 3 条回复，只剩 2 条')
  press(area, {})
  expect(await ways()).toEqual([])
  await type(area, '')
  expect(host.querySelector('[role=alert]')).toBeNull()
  press(area, {})
  expect(await ways()).toEqual([{ leg: 'w', template: undefined }])
})

it('does not send more files at once than a message takes, however they came together', async () => {
  const area = await open(true)
  putBackFiles('c', Array.from({ length: 11 }, (_, n) => picture(`p${n}`)))
  await type(area, '都在这里')
  expect(host.querySelector('[role=alert]')?.textContent).toBe('一次最多 10 个附件')
  press(area, {})
  expect(await sent()).toEqual([])
})

it('gives the caret back to the text when a file came, so that Enter sends', async () => {
  const area = await open(true)
  area.blur()
  putBackFiles('c', [{ id: 'f', name: 'a.png', type: 'image/png', size: 9, width: 1, height: 1, url: '/files/f', thumbnail: null } as never])
  await nextTick()
  await nextTick()
  expect(document.activeElement).toBe(area)
  press(area, {})
  expect(await sent()).toHaveLength(1)
})

it('does not leave a file out that could not be uploaded', async () => {
  const area = await open(true)
  uploads.set('c', [{ id: 1, file: new File(['x'], '裂痕.jpg'), part: 0, attachment: null, error: '断了', stop: new AbortController() }])
  await type(area, '看图')
  expect(host.querySelector('[role=alert]')?.textContent).toBe('裂痕.jpg 没有传上去，请重试或移除')
  press(area, {})
  expect(await sent()).toEqual([])
  removeUpload('c', 1)
  await nextTick()
  press(area, {})
  expect(await sent()).toHaveLength(1)
})

it('is written in from the side where the script begins', async () => {
  expect((await open(true)).dir).toBe('auto')
})
