// The thread's header: the name keeps its first twelve marks; buttons give way first, then what channels are called.
import { expect, it } from 'vitest'
import { roomFor } from '@/features/thread/room'

const EN = ['Invite', 'Pending', 'Transfer', 'Close']
const ZH = ['邀请', '挂起', '转接', '结束会话']

it('shows icons where English words would crush a name at 1280 px beside the open panel', () => {
  expect(roomFor(584, 'Visitor 20984413', ['Web'], EN)).toBe('icons')
  expect(roomFor(900, 'Visitor 20984413', ['Web'], EN)).toBe('full')
})

it('keeps the words while a short name leaves room', () => {
  expect(roomFor(584, '李建国', ['网页'], ZH)).toBe('full')
})

it('takes the words of the channels last', () => {
  expect(roomFor(420, 'Visitor 20984413', ['Web', 'WeChat', 'Mini program'], EN)).toBe('least')
})
