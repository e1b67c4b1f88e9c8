// Legs: which one a reply goes out on, how long it is open, what it counts and carries.
import { beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type Leg } from '@parlor/api'
import { doors } from '@/lib/session'
import { setServerTime } from '@/lib/clock'
import { refusal, windowText } from '@/features/composer/way'
import { chooseLeg, forgetLegs, heardOn, legsOf, loadLegs, refusesFile, reloadLegs, repliesOf, replyLeg, rereadLegs, takesReplies, textLength, windowLook } from '@/live/legs'
import { settled } from './eventually'
import { iso, message, signedIn, T0 } from './world'

const leg = (id: string, fields: Partial<Leg> = {}): Leg => ({
  id, conversation: 'c', account: `account-${id}`, account_name: id, channel: id === 'w' ? 'wechat' : 'webchat', mode: 'live', open: true, address: '', joined_at: iso(0), default: false,
  window: null, text_limit: 10_000, text_unit: 'characters', media: [{ prefix: '', most: 1000 }], cards: [], templates: false, ...fields,
})
const legs = (...items: Leg[]) => vi.spyOn(doors, 'legs').mockResolvedValue({ items, next: null })

beforeEach(async () => {
  await signedIn()
  forgetLegs()
  setServerTime(T0)
})

it('replies where the customer was last, or where the agent chose, until the customer speaks elsewhere', async () => {
  legs(leg('b', { default: true }), leg('w'), leg('gone', { open: false }))
  await loadLegs('c')
  expect(replyLeg('c')?.id).toBe('b')
  chooseLeg('c', 'w')
  expect(replyLeg('c')?.id).toBe('w')
  heardOn(message(5, { leg: 'w' }))
  expect(replyLeg('c')?.id).toBe('w')
  heardOn(message(6, { leg: 'b' }))
  expect(replyLeg('c')?.id).toBe('b')
  chooseLeg('c', 'gone')
  expect(replyLeg('c')?.id).toBe('b')
})

it('reads legs once, and again only for conversations that were looked at', async () => {
  const asked = legs(leg('b'))
  reloadLegs('c')
  expect(asked).not.toHaveBeenCalled()
  await loadLegs('c')
  await loadLegs('c')
  expect(asked).toHaveBeenCalledTimes(1)
  for (let n = 0; n < 5; n += 1) reloadLegs('c')
  await settled()
  expect(asked).toHaveBeenCalledTimes(2)
})

it('replies where the customer speaks now, without being told by the server', async () => {
  const asked = legs(leg('b', { default: true }), leg('w'))
  await loadLegs('c')
  heardOn(message(5, { leg: 'w' }))
  expect(replyLeg('c')?.id).toBe('w')
  expect(legsOf('c').value.map((one) => one.default)).toEqual([false, true])
  await settled()
  expect(asked).toHaveBeenCalledTimes(1)
})

it('reads again what their words may have opened: a window, or a leg not known yet', async () => {
  const asked = legs(leg('b', { default: true }), leg('w', { window: { kind: 'message', expires_at: iso(60), remaining: 1 } }))
  await loadLegs('c')
  heardOn(message(5, { leg: 'w' }))
  await settled()
  expect(asked).toHaveBeenCalledTimes(2)
  heardOn(message(6, { leg: 'new' }))
  await settled()
  expect(asked).toHaveBeenCalledTimes(3)
})

it('lets no older answer win over a newer one, nor over what was said since', async () => {
  const answers: ((items: Leg[]) => void)[] = []
  vi.spyOn(doors, 'legs').mockImplementation(() => new Promise((resolve) => { answers.push((items) => resolve({ items, next: null })) }))
  const first = loadLegs('c')
  const second = loadLegs('c', true)
  answers[1]!([leg('w', { default: true })])
  await second
  answers[0]!([leg('b', { default: true })])
  await first
  expect(replyLeg('c')?.id).toBe('w')
  const third = loadLegs('c', true)
  heardOn(message(7, { leg: 'w' }))
  await settled()
  expect(answers).toHaveLength(4)
  answers[2]!([leg('b', { default: true }), leg('w')])
  await third
  expect(replyLeg('c')?.id).toBe('w')
})

it('asks again after a failure, and goes on following what changes', async () => {
  vi.useFakeTimers()
  try {
    const asked = legs(leg('b', { default: true }))
    asked.mockRejectedValueOnce(new ApiError('network', 0, null))
    await loadLegs('c')
    expect(replyLeg('c')).toBeNull()
    await vi.advanceTimersByTimeAsync(5000)
    expect(replyLeg('c')?.id).toBe('b')
    asked.mockRejectedValueOnce(new ApiError('internal', 500, null)).mockResolvedValueOnce({ items: [leg('w', { default: true })], next: null })
    await loadLegs('c', true)
    expect(replyLeg('c')?.id).toBe('b')
    await vi.advanceTimersByTimeAsync(5000)
    expect(replyLeg('c')?.id).toBe('w')
    expect(asked).toHaveBeenCalledTimes(4)
    asked.mockRejectedValueOnce(new ApiError('forbidden', 403, null))
    await loadLegs('c', true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveBeenCalledTimes(5)
  } finally {
    vi.useRealTimers()
  }
})

it('after a resync reads the one on the screen, and the others when they are opened next', async () => {
  const asked = legs(leg('b', { default: true }))
  await loadLegs('c')
  await loadLegs('d')
  rereadLegs('c')
  await settled()
  expect(asked.mock.calls).toEqual([['c'], ['d'], ['c']])
  await loadLegs('d')
  expect(asked).toHaveBeenLastCalledWith('d')
  expect(asked).toHaveBeenCalledTimes(4)
})

it('knows when a window closes, by time and by count, and when that is soon', () => {
  const look = (seconds: number, remaining: number | null) => windowLook({ kind: 'message', expires_at: iso(seconds), remaining }, T0)
  expect(windowLook(null, T0)).toBeNull()
  expect(look(7200, 4)).toMatchObject({ open: true, soon: false })
  expect(look(7200, 1)).toMatchObject({ open: true, soon: true })
  expect(look(3599, null)).toMatchObject({ open: true, soon: true })
  expect(look(7200, 0)).toMatchObject({ open: false, soon: false })
  expect(look(-1, 4)).toMatchObject({ open: false })
  expect(takesReplies(leg('w', { window: { kind: 'message', expires_at: iso(-1), remaining: null } }), T0)).toBe(false)
})

it('says the window in words', () => {
  const open = leg('w', { window: { kind: 'message', expires_at: iso(47 * 3600 + 12 * 60), remaining: 4 } })
  expect(windowText(open, T0)).toBe('还可回复 47 时 12 分 · 剩 4 条')
  expect(windowText(leg('b'), T0)).toBe('')
})

it('counts a text as its channel does', () => {
  expect(textLength({ text_unit: 'bytes' }, '你好a')).toBe(7)
  expect(textLength({ text_unit: 'characters' }, '你好🙂')).toBe(3)
  expect(textLength(null, '你好')).toBe(2)
})

it('counts a message as the replies that its text and its files are', () => {
  expect([repliesOf('你好', 2), repliesOf('  ', 2), repliesOf('你好', 0)]).toEqual([3, 2, 1])
})

it('refuses what a leg cannot carry, with the reason and the way that can', () => {
  const narrow = leg('w', { media: [{ prefix: 'image/', most: 500 }] })
  expect(refusesFile(narrow, { type: 'image/png', size: 400 })).toBeNull()
  expect(refusesFile(narrow, { type: 'image/png', size: 501 })).toEqual({ most: 500 })
  expect(refusesFile(narrow, { type: 'application/pdf', size: 1 })).toEqual({ most: null })
  const paper = { name: '合同.pdf', type: 'application/pdf', size: 900 }
  expect(refusal(paper, narrow, [narrow, leg('b')])).toBe('微信不能发送 合同.pdf。 可以改用网页。')
  expect(refusal({ ...paper, size: 2000 }, narrow, [narrow, leg('b')])).toBe('微信不能发送 合同.pdf。')
  expect(refusal(paper, leg('b'), [narrow])).toBeNull()
})
