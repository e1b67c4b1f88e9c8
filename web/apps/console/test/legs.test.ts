// Legs: which one a reply goes out on, how long it is open, what it counts and carries.
import { beforeEach, expect, it, vi } from 'vitest'
import type { Leg } from '@parlor/api'
import { doors } from '@/lib/session'
import { setServerTime } from '@/lib/clock'
import { refusal, windowText } from '@/features/composer/way'
import { chooseLeg, forgetLegs, heardOn, loadLegs, refusesFile, reloadLegs, replyLeg, takesReplies, textLength, windowLook } from '@/live/legs'
import { iso, message, signedIn, T0 } from './world'

const leg = (id: string, fields: Partial<Leg> = {}): Leg => ({
  id, conversation: 'c', account: `account-${id}`, account_name: id, channel: id === 'w' ? 'wechat' : 'webchat', mode: 'live', open: true, address: '', joined_at: iso(0), default: false,
  window: null, text_limit: 10_000, text_unit: 'characters', media: [{ prefix: '', most: 1000 }], templates: false, ...fields,
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
  reloadLegs('c')
  expect(asked).toHaveBeenCalledTimes(2)
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
