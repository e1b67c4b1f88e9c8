// What calls an agent back: however much happens it is one summons, more urgent ones at once, none of what is in sight, none in quiet hours.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Event } from '@parlor/api'
import { usePreferences } from '@/lib/preferences'
import { focused } from '@/lib/screen'
import { toasts } from '@/lib/toast'
import * as tones from '@/lib/tones'
import { current } from '@/live/live'
import { announce, forgetNotices, lookForWaits, settleNotices } from '@/live/notices'
import { forgetRows, putRow } from '@/live/rows'
import { isQuiet, paintTab, wordsOf } from '@/live/summons'
import { eventually } from './eventually'
import { conversation, iso, ME, message, signedIn, T0 } from './world'

const played = () => vi.mocked(tones.play).mock.calls.map(([tone]) => tone)
const happens = (event: Partial<Event> & Pick<Event, 'kind'>) => announce({ seq: 1, at: iso(1), agent: null, customer: null, message_seq: null, conversation: null, message: null, ...event }, null)
const says = (id: string) => happens({ kind: 'message.received', conversation: putRow(conversation(id)), message: message(1, { conversation: id, text: '在吗' }) })
const offers = (id: string) => happens({ kind: 'conversation.offered', conversation: putRow(conversation(id, { owner: null, place: 'queue', offer: { agent: ME, until: iso(20) } })) })

class Desktop {
  static permission = 'granted'
  static shown: Desktop[] = []
  onclick: (() => void) | null = null
  constructor(readonly title: string, readonly options: NotificationOptions) { Desktop.shown.push(this) }
  close() {}
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: T0 })
  await signedIn()
  usePreferences().values.locale = 'zh-CN'
  vi.spyOn(tones, 'play').mockImplementation(() => {})
  vi.stubGlobal('Notification', Desktop)
  Desktop.shown = []
  focused.value = false
  current.value = null
})
afterEach(() => {
  forgetNotices()
  forgetRows()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('makes one summons of fifty events in a second, and counts conversations in the title', async () => {
  usePreferences().values.desktop = true
  for (let n = 0; n < 50; n += 1) {
    says(`c${n % 7}`)
    settleNotices()
    await vi.advanceTimersByTimeAsync(20)
  }
  expect(played()).toEqual(['drop'])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(played()).toEqual(['drop', 'drop'])
  expect(document.title).toBe('(8) 会客厅')
  expect(document.querySelector('link[rel=icon]')?.getAttribute('href') ?? 'data:image/svg+xml').toContain('data:image/svg+xml')
  expect(Desktop.shown.map((one) => one.title)).toEqual(['c0', '7 个会话有新动静'])
  focused.value = true
  forgetNotices()
  paintTab()
  expect(document.title).toBe('会客厅')
})

it('lets an offer through at once, though a message was told a moment ago', () => {
  says('a')
  settleNotices()
  offers('b')
  settleNotices()
  expect(played()).toEqual(['drop', 'chord'])
})

it('says nothing of what is in sight, and in another conversation only by its tone', () => {
  usePreferences().values.desktop = true
  focused.value = true
  current.value = 'a'
  says('a')
  settleNotices()
  expect(played()).toEqual([])
  says('b')
  settleNotices()
  expect(played()).toEqual(['drop'])
  expect(Desktop.shown).toEqual([])
})

it('is called by a note that names me, and leads to it', async () => {
  usePreferences().values.tones.mention = 'pulse'
  const named = (agent: string) => happens({ kind: 'note.mentioned', agent, conversation: putRow(conversation('a', { owner: 'li' })), message: message(2, { direction: 'note', text: '@王芳 帮忙看一下', author: { kind: 'agent', id: 'li', name: '李娜' } }) })
  named('li')
  settleNotices()
  expect(played()).toEqual([])
  named(ME)
  settleNotices()
  expect(played()).toEqual(['pulse'])
  const due = { kind: 'mention' as const, conversation: 'a', text: '@王芳', from: '李娜', path: '/inbox/all/a?m=2&c=a' }
  expect(wordsOf(due, [due])).toMatchObject({ title: '李娜 在 a 的备注里提到你', path: '/inbox/all/a?m=2&c=a' })
  vi.useRealTimers()
  await eventually(() => expect(toasts.value.at(-1)?.text).toBe('李娜 在 a 的备注里提到你'))
})

it('tells of a long wait once, and of none that was long before', () => {
  putRow(conversation('fresh', { waiting_since: iso(0) }))
  putRow(conversation('old', { waiting_since: iso(-600) }))
  putRow(conversation('other', { waiting_since: iso(0), owner: 'li' }))
  lookForWaits(T0 + 179_000)
  expect(played()).toEqual([])
  lookForWaits(T0 + 181_000)
  lookForWaits(T0 + 186_000)
  expect(played()).toEqual(['wood'])
})

it('is quiet in quiet hours, also past midnight, and still counts', () => {
  const at = (time: string) => new Date(`2026-11-21T${time}:00`)
  expect(['21:59', '22:00', '03:00', '08:00'].map((time) => isQuiet(at(time), true, '22:00', '08:00'))).toEqual([false, true, true, false])
  expect([isQuiet(at('13:00'), true, '12:00', '14:00'), isQuiet(at('14:00'), true, '12:00', '14:00'), isQuiet(at('13:00'), false, '12:00', '14:00')]).toEqual([true, false, false])
  const { values } = usePreferences()
  Object.assign(values, { quiet: true, quietFrom: '00:00', quietUntil: '23:59' })
  says('a')
  settleNotices()
  expect(played()).toEqual([])
  expect(document.title).toBe('(1) 会客厅')
})

it('leads from a notification to its conversation', () => {
  offers('b')
  const due = { kind: 'offer' as const, conversation: 'b', text: '在吗' }
  expect(wordsOf(due, [due])).toMatchObject({ title: 'b 等待接待', body: '在吗', path: '/inbox/queue/b' })
})
