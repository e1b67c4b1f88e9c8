// Deeds without a way back: out of sight at once, done after the time to think again, undone before it, back when refused.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { later, leaving } from '@/lib/later'
import { doors } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { dismissSuggestion } from '@/features/merge/merging'
import { signedIn } from './world'

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await signedIn()
  toasts.value = []
  leaving.clear()
})
afterEach(() => { vi.useRealTimers() })

it('asks the server only after five seconds', async () => {
  const asked = vi.spyOn(doors, 'dismissSuggestion').mockResolvedValue(undefined as never)
  dismissSuggestion('s')
  dismissSuggestion('s')
  expect(leaving.has('s')).toBe(true)
  expect(toasts.value.map((one) => one.action?.text)).toEqual(['撤销'])
  await vi.advanceTimersByTimeAsync(4_900)
  expect(asked).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  expect(asked).toHaveBeenCalledOnce()
  expect(leaving.has('s')).toBe(true)
})

it('does nothing when it was undone', async () => {
  const deed = vi.fn(async () => {})
  later('u', '已忽略', deed)
  toasts.value[0]!.action!.run()
  expect(leaving.has('u')).toBe(false)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(deed).not.toHaveBeenCalled()
})

it('brings back what the server refused', async () => {
  later('x', '已忽略', () => Promise.reject(new Error('no')))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(leaving.has('x')).toBe(false)
  expect(toasts.value.at(-1)?.kind).toBe('bad')
})

it('does it at once when the page is left', async () => {
  const deed = vi.fn(async () => {})
  later('p', '已忽略', deed)
  window.dispatchEvent(new Event('pagehide'))
  await vi.advanceTimersByTimeAsync(6_000)
  expect(deed).toHaveBeenCalledOnce()
})
