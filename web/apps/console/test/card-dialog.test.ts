// Cards in replies: offered where the leg carries them, sent by the same outbox as every reply, refused at the field that is wrong.
import { createApp, h, nextTick, shallowRef, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Attachment, Card, ClientFrame, Leg, Message, Problem } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import Composer from '@/features/composer/Composer.vue'
import OutgoingBubble from '@/features/thread/OutgoingBubble.vue'
import ReceiptTrouble from '@/features/thread/ReceiptTrouble.vue'
import { doors, rest } from '@/lib/session'
import { cardDrafts, forgetCards } from '@/live/cards'
import { draftOf, forgetDrafts } from '@/live/drafts'
import { forgetLegs } from '@/live/legs'
import { line, offline } from '@/live/line'
import { forgetRows, putRow } from '@/live/rows'
import { currentOutbox, outgoing, refused, sendMessage, startOutbox, stopOutbox } from '@/live/sending'
import { Thread } from '@/live/threads'
import { uploads } from '@/live/uploads'
import { eventually } from './eventually'
import { conversation, iso, ME, message, signedIn } from './world'

const ALL = ['link', 'menu', 'applet', 'music', 'mpnews', 'mpnewsarticle', 'wxcard']
const LINK: Card = { kind: 'link', title: '说明', description: '', url: 'https://shop.example/a' }
let app: App
let host: HTMLElement
let frames: ClientFrame[]
/** One that the channel did not take. */
const failed = shallowRef<Message | null>(null)
const way = (fields: Partial<Leg> = {}): Leg => ({
  id: 'w', conversation: 'c', account: 'a', account_name: '拾光', channel: 'wechat', mode: 'live', open: true, address: '', joined_at: iso(0), default: true,
  window: null, text_limit: 2048, text_unit: 'bytes', media: [], cards: ALL, templates: false, ...fields,
})
const problem = (field: string, code = 'format'): Problem => ({ type: '/problems/invalid', title: '', status: 422, detail: '', errors: [{ field, code, message: '' }] }) as never

async function open(...legs: Leg[]): Promise<void> {
  vi.spyOn(doors, 'legs').mockResolvedValue({ items: legs, next: null })
  const thread = new Thread('c')
  const row = putRow(conversation('c'))
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => [...(outgoing.get('c') ?? []).map((entry) => h(OutgoingBubble, { key: entry.client_id, entry, first: false })), failed.value ? h(ReceiptTrouble, { message: failed.value, row }) : null, h(Composer, { row, thread, mine: true })] }) })
  app.mount(host)
  await eventually(() => { expect(thread.lastSeq).toBe(2); expect(host.querySelector('textarea')).toBeTruthy() })
}
const named = (label: string) => [...document.querySelectorAll<HTMLElement>('button')].find((one) => one.getAttribute('aria-label') === label || one.textContent!.trim() === label)
const dialog = () => document.querySelector<HTMLElement>('[role=dialog]')!
const field = (label: string) => document.getElementById([...dialog().querySelectorAll('label')].find((one) => one.textContent!.startsWith(label))!.htmlFor) as HTMLInputElement
async function write(input: HTMLInputElement, text: string): Promise<void> {
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
}
async function begin(kind?: string): Promise<void> {
  await eventually(() => expect(named('卡片')).toBeTruthy())
  named('卡片')!.click()
  await eventually(() => expect(dialog()).toBeTruthy())
  if (kind) [...dialog().querySelectorAll<HTMLElement>('[role=radio]')].find((one) => one.textContent!.trim() === kind)!.click()
  await nextTick()
}
async function send(): Promise<void> {
  dialog().querySelector<HTMLElement>('[type=submit]')!.click()
  await nextTick()
}
const sends = () => frames.flatMap((frame) => (frame.t === 'send' ? [frame] : []))
const sent = () => eventually(() => { expect(sends().length).toBeGreaterThan(0); return sends().at(-1)! })
const gone = () => eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())

beforeEach(async () => {
  await signedIn()
  frames = []
  forgetLegs()
  vi.spyOn(rest, 'messages').mockResolvedValue({ items: [message(1), message(2)], next: null, previous: null })
  vi.spyOn(rest, 'saveDraft').mockResolvedValue({ items: [] })
  vi.spyOn(line, 'send').mockImplementation((frame) => Boolean(frames.push(frame)))
  await startOutbox(ME)
})
afterEach(() => {
  app.unmount()
  document.body.replaceChildren()
  offline.value = false
  failed.value = null
  uploads.clear()
  stopOutbox()
  forgetCards()
  forgetDrafts()
  forgetRows()
})

it('is offered for a reply on a leg that carries cards, and only there', async () => {
  await open(way(), way({ id: 'b', channel: 'webchat', default: false, cards: [] }))
  await eventually(() => expect(named('卡片')).toBeTruthy())
  host.querySelectorAll<HTMLElement>('[role=tab]')[1]!.click()
  await nextTick()
  expect(named('卡片')).toBeUndefined()
})

it('is not offered where the leg carries none', async () => {
  await open(way({ cards: [] }))
  await eventually(() => expect(doors.legs).toHaveBeenCalled())
  await nextTick()
  expect(named('卡片')).toBeUndefined()
})

it('offers the kinds that the leg carries', async () => {
  await open(way({ channel: 'miniprogram', cards: ['link', 'page'] }))
  await begin('小程序')
  expect([...dialog().querySelectorAll('[role=radio]')].map((one) => one.textContent!.trim())).toEqual(['链接卡片', '小程序'])
  expect([...dialog().querySelectorAll('label')].map((one) => one.textContent)).toEqual(['标题必填', '页面路径必填'])
})

it('sends a link as a reply of its own and closes when it is taken', async () => {
  await open(way())
  await begin()
  await write(field('标题'), ' 说明 ')
  await write(field('链接'), 'https://shop.example/a')
  await send()
  const frame = await sent()
  expect(frame).toMatchObject({ conversation: 'c', kind: 'reply', text: '', attachments: [], seen_seq: 2, leg: 'w', card: LINK })
  expect(dialog()).toBeTruthy()
  currentOutbox()!.acknowledged(frame.client_id, message(3, { direction: 'out', client_id: frame.client_id, card: LINK }))
  await gone()
  expect(cardDrafts.size).toBe(0)
})

it('numbers the answers of a menu itself and leaves out empty ones', async () => {
  await open(way())
  await begin('选择菜单')
  await write(field('开头'), '要退还是换')
  const lines = () => [...dialog().querySelectorAll<HTMLInputElement>('ol input')]
  await write(lines()[1]!, '退货')
  lines()[1]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  await eventually(() => expect(document.activeElement).toBe(lines()[2]))
  await write(lines()[2]!, '换货')
  expect([...dialog().querySelectorAll('[inert] li')].map((one) => one.textContent)).toEqual(['退货', '换货'])
  await send()
  expect((await sent()).card).toEqual({ kind: 'menu', head: '要退还是换', items: [{ id: '1', text: '退货' }, { id: '2', text: '换货' }], tail: '' })
})

it('has at most ten answers', async () => {
  await open(way())
  await begin('选择菜单')
  for (let n = 2; n < 10; n += 1) {
    named('添加选项')!.click()
    await nextTick()
  }
  expect(dialog().querySelectorAll('ol input')).toHaveLength(10)
  expect(named('添加选项')).toBeUndefined()
})

it('sends an article by the id that was chosen', async () => {
  await open(way())
  await begin('图文素材')
  named('已发布文章')!.click()
  await nextTick()
  await write(field('编号'), 'A-9')
  await write(field('标题'), '双十一')
  await send()
  expect((await sent()).card).toEqual({ kind: 'material', of: 'mpnewsarticle', id: 'A-9', title: '双十一' })
})

it('says what is wrong before the server is asked', async () => {
  await open(way())
  await begin()
  await write(field('链接'), 'shop.example')
  await write(field('说明'), '字'.repeat(513))
  await send()
  const said = (label: string) => document.getElementById(field(label).getAttribute('aria-describedby')!.split(' ')[0]!)!.textContent
  await eventually(() => expect(document.activeElement).toBe(field('标题')))
  expect([said('标题'), said('说明'), said('链接')]).toEqual(['不能为空', '最多 512 字', '要以 https:// 或 http:// 开头'])
  expect(sends()).toEqual([])
})

it('says a refusal at its field, and nothing refused is left in the thread', async () => {
  await open(way())
  await begin()
  await write(field('标题'), '说明')
  await write(field('链接'), 'https://shop.example/a')
  await send()
  refused((await sent()).client_id, problem('card.url'))
  await eventually(() => expect(document.activeElement).toBe(field('链接')))
  expect(dialog().textContent).toContain('格式不对')
  await eventually(() => expect(outgoing.has('c')).toBe(false))
})

it('leaves what is not about the card to the thread', async () => {
  await open(way())
  await begin()
  await write(field('标题'), '说明')
  await write(field('链接'), 'https://shop.example/a')
  await send()
  refused((await sent()).client_id, { type: '/problems/newer_message', title: '', status: 409, detail: '' })
  await gone()
  await eventually(() => expect(host.querySelector('[role=alert]')?.textContent).toContain('有了新消息'))
  expect(host.querySelector('article')!.textContent).toContain('shop.example')
})

it('waits in the thread when the line is down', async () => {
  await open(way())
  offline.value = true
  await begin()
  await write(field('标题'), '说明')
  await write(field('链接'), 'https://shop.example/a')
  await send()
  await gone()
  await eventually(() => expect(outgoing.get('c')?.map((entry) => entry.card)).toEqual([LINK]))
})

it('counts as one reply of the window', async () => {
  await open(way({ window: { kind: 'message', expires_at: new Date(Date.now() + 7_200_000).toISOString(), remaining: 1 } }))
  await begin()
  expect(dialog().querySelector('[role=alert]')).toBeNull()
  expect(dialog().querySelector<HTMLButtonElement>('[type=submit]')!.disabled).toBe(false)
})

it('cannot be sent when the window has closed', async () => {
  await open(way({ window: { kind: 'message', expires_at: new Date(Date.now() - 3_600_000).toISOString(), remaining: 1 } }))
  await begin()
  expect(dialog().querySelector('[role=alert]')!.textContent).toContain('回复窗口已关闭')
  expect(dialog().querySelector<HTMLButtonElement>('[type=submit]')!.disabled).toBe(true)
})

it('keeps what was begun when it is left by a slip, and forgets it when cancelled', async () => {
  await open(way())
  await begin()
  await write(field('标题'), '半张')
  dialog().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
  await gone()
  await begin()
  expect(field('标题').value).toBe('半张')
  named('取消')!.click()
  await gone()
  await begin()
  expect(field('标题').value).toBe('')
})

it('opens a refused card again with its fields and what was wrong', async () => {
  await open(way())
  await eventually(() => expect(named('卡片')).toBeTruthy())
  const id = sendMessage('c', 'reply', '', [], 2, { leg: 'w', card: LINK })
  await sent()
  refused(id, problem('card.title', 'too_long'))
  await eventually(() => expect(named('放回编辑')).toBeTruthy())
  expect(host.querySelector('[role=alert]')!.textContent).toContain('卡片有内容不符合要求')
  named('放回编辑')!.click()
  await eventually(() => expect(dialog()).toBeTruthy())
  expect(field('标题').value).toBe('说明')
  expect(dialog().textContent).toContain('太长')
  await eventually(() => expect(outgoing.has('c')).toBe(false))
})

it('offers a refused card only to legs that carry it', async () => {
  await open(way(), way({ id: 'b', channel: 'webchat', default: false, cards: [] }), way({ id: 'm', channel: 'miniprogram', default: false, cards: ['link'] }))
  const id = sendMessage('c', 'reply', '', [], 2, { leg: 'w', card: LINK })
  await sent()
  refused(id, { type: '/problems/window_closed', title: '', status: 409, detail: '' })
  await eventually(() => expect(host.querySelector('[role=alert]')).toBeTruthy())
  expect([...host.querySelectorAll('[role=alert] button')].map((one) => one.textContent!.trim())).toEqual(['改用小程序', '放回编辑'])
})

it('lets a refused card go that no way carries any more', async () => {
  await open(way({ cards: [] }))
  await eventually(() => expect(doors.legs).toHaveBeenCalled())
  const id = sendMessage('c', 'reply', '', [], 2, { leg: 'w', card: LINK })
  await sent()
  refused(id, problem('card', 'unable'))
  await eventually(() => expect(named('删除')).toBeTruthy())
  expect(named('放回编辑')).toBeUndefined()
  named('删除')!.click()
  await eventually(() => expect(outgoing.has('c')).toBe(false))
})

it('puts a card that the channel did not take back into its dialog', async () => {
  await open(way())
  await eventually(() => expect(named('卡片')).toBeTruthy())
  failed.value = message(3, { direction: 'out', kind: 'link', text: '', card: LINK, receipt: 'failed', failed: { fault: 'content', why: '45008' } })
  await eventually(() => expect(named('放回编辑')).toBeTruthy())
  named('放回编辑')!.click()
  await eventually(() => expect(dialog()).toBeTruthy())
  expect(field('链接').value).toBe('https://shop.example/a')
})

it('puts the files of one\'s own words back beside them, once', async () => {
  await open(way())
  const file: Attachment = { id: 'f', name: '裂痕.jpg', type: 'image/jpeg', size: 9, url: '/files/f', width: 1, height: 1 }
  failed.value = message(3, { direction: 'out', author: { kind: 'agent', id: ME, name: '林' }, text: '看图', attachments: [file], receipt: 'failed', failed: { fault: 'content', why: '45008' } })
  const again = await eventually(() => { const found = named('放回编辑'); expect(found).toBeTruthy(); return found! })
  again.click()
  again.click()
  expect(uploads.get('c')?.map((one) => one.attachment?.id)).toEqual(['f'])
  expect(draftOf('c', 'reply')).toContain('看图')
})

it('puts no file back that a colleague had uploaded: it could not be attached', async () => {
  await open(way())
  const file: Attachment = { id: 'f', name: '裂痕.jpg', type: 'image/jpeg', size: 9, url: '/files/f', width: 1, height: 1 }
  failed.value = message(3, { direction: 'out', author: { kind: 'agent', id: 'other', name: '王' }, text: '看图', attachments: [file], receipt: 'failed', failed: { fault: 'content', why: '45008' } })
  const again = await eventually(() => { const found = named('放回编辑'); expect(found).toBeTruthy(); return found! })
  again.click()
  expect(uploads.has('c')).toBe(false)
})
