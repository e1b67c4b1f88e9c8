// Lists read page by page: in peace, keeping what was loaded further down, still under busy hands.
import { beforeEach, afterEach, expect, it, vi } from 'vitest'
import { paged } from '@/features/places/paged'
import { useHold } from '@/features/places/hold'

interface One { id: string; text?: string }
const rows = (...ids: string[]): One[] => ids.map((id) => ({ id }))
const ids = (list: { items: { value: readonly One[] } }) => list.items.value.map((one) => one.id).join('')

beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }) })
afterEach(() => { vi.useRealTimers() })

/** Pages of two of whatever stands in `all` when asked. */
function house(all: One[], held?: () => boolean) {
  const state = { all, asked: 0 }
  const list = paged<One>(async (after) => {
    state.asked += 1
    const from = after ? state.all.findIndex((one) => one.id === after) + 1 : 0
    const items = state.all.slice(from, from + 2)
    return { items, next: from + 2 < state.all.length ? items.at(-1)!.id : null }
  }, held)
  return { state, list }
}

it('reads again at most once in two seconds, however many changes there are', async () => {
  const { state, list } = house(rows('a'))
  await list.load()
  for (let n = 0; n < 50; n += 1) list.soon()
  await vi.advanceTimersByTimeAsync(1_900)
  expect(state.asked).toBe(1)
  for (let n = 0; n < 50; n += 1) list.soon()
  await vi.advanceTimersByTimeAsync(200)
  expect(state.asked).toBe(2)
  list.soon()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(state.asked).toBe(2)
})

it('keeps the pages below when the first is read again', async () => {
  const { state, list } = house(rows('a', 'b', 'c', 'd', 'e', 'f'))
  await list.load()
  await list.more()
  expect(ids(list)).toBe('abcd')
  state.all = rows('n', 'a', 'b', 'c', 'd', 'e', 'f')
  await list.load()
  expect(ids(list)).toBe('nabcd')
  // The head of the queue was dealt with: what was second comes first, and the rest still follows.
  state.all = rows('b', 'c', 'd', 'e', 'f')
  await list.load()
  expect(ids(list)).toBe('bcd')
  await list.more()
  expect(ids(list)).toBe('bcdef')
  expect(list.next.value).toBeNull()
})

it('begins anew where nothing is left of what was shown, and ends where the list ends', async () => {
  const { state, list } = house(rows('a', 'b', 'c', 'd'))
  await list.load()
  await list.more()
  state.all = rows('x', 'y', 'z')
  await list.load()
  expect(ids(list)).toBe('xy')
  expect(list.next.value).toBe('y')
  state.all = rows('y')
  await list.load()
  expect(ids(list)).toBe('y')
})

it('does not bring back what was dealt with while an older answer was on its way', async () => {
  let answer!: (items: One[]) => void
  const asked = vi.fn(() => new Promise<{ items: One[]; next: null }>((resolve) => { answer = (items) => resolve({ items, next: null }) }))
  const list = paged<One>(asked)
  const first = list.load()
  answer(rows('a', 'b'))
  await first
  const second = list.load()
  list.drop('a')
  answer(rows('a', 'b'))
  await second
  expect(ids(list)).toBe('b')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toHaveBeenCalledTimes(3)
})

it('stands still under busy hands, and follows when they rest or leave', async () => {
  const hold = useHold()
  const { state, list } = house(rows('a'), hold.held)
  await list.load()
  hold.on.pointermove()
  state.all = rows('b', 'a')
  list.soon()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(ids(list)).toBe('a')
  hold.on.pointerleave()
  await vi.advanceTimersByTimeAsync(500)
  expect(ids(list)).toBe('ba')
  hold.on.focusin()
  state.all = rows('c', 'b', 'a')
  list.soon()
  await vi.advanceTimersByTimeAsync(9_000)
  expect(ids(list)).toBe('ba')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(ids(list)).toBe('cba')
})
