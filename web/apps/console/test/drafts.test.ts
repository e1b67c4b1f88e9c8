// Drafts: kept per mode, saved after a pause, never undone by an answer that was asked for earlier.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Draft } from '@parlor/api'
import { rest } from '@/lib/session'
import { draftOf, forgetDrafts, keepDrafts, loadDrafts, setDraft, takeUpDrafts } from '@/live/drafts'
import { iso, ME, signedIn } from './world'

const draft = (text: string): Draft => ({ mode: 'reply', text, updated_at: iso(0) })
beforeEach(async () => { await signedIn(); vi.useFakeTimers() })
afterEach(() => { forgetDrafts(); vi.useRealTimers() })

it('saves once, within half a second after the last key', async () => {
  const save = vi.spyOn(rest, 'saveDraft').mockResolvedValue({ items: [] })
  for (const text of ['n', 'ni', 'nin']) { setDraft('c', 'reply', text); vi.advanceTimersByTime(200) }
  setDraft('c', 'note', 'x')
  await vi.advanceTimersByTimeAsync(500)
  expect(save.mock.calls).toEqual([['c', 'reply', 'nin'], ['c', 'note', 'x']])
})

it('says it again after a failure, with what is written by then', async () => {
  const save = vi.spyOn(rest, 'saveDraft').mockRejectedValueOnce(new Error('offline')).mockResolvedValue({ items: [] })
  setDraft('c', 'reply', 'a')
  await vi.advanceTimersByTimeAsync(400)
  setDraft('c', 'reply', 'ab')
  await vi.advanceTimersByTimeAsync(5000)
  expect(save.mock.lastCall).toEqual(['c', 'reply', 'ab'])
})

it('takes what another device wrote, but never over what was typed here meanwhile', async () => {
  vi.spyOn(rest, 'saveDraft').mockResolvedValue({ items: [] })
  let answer: (value: { items: Draft[] }) => void = () => {}
  vi.spyOn(rest, 'drafts').mockImplementation(() => new Promise((resolve) => { answer = resolve }))
  const first = loadDrafts('c')
  answer({ items: [draft('from the phone')] })
  await first
  expect(draftOf('c', 'reply')).toBe('from the phone')
  const second = loadDrafts('c', true)
  setDraft('c', 'reply', 'from the phone, continued')
  await vi.advanceTimersByTimeAsync(400)
  answer({ items: [draft('from the phone')] })
  await second
  expect(draftOf('c', 'reply')).toBe('from the phone, continued')
})

it('keeps what the server has not taken when the session ends, for the agent who wrote it, and says it then', async () => {
  const save = vi.spyOn(rest, 'saveDraft').mockRejectedValue(new Error('signed out'))
  setDraft('c', 'reply', '写了一半')
  await vi.advanceTimersByTimeAsync(400)
  setDraft('d', 'note', '刚写的')
  keepDrafts(ME)
  forgetDrafts()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(save.mock.calls).toEqual([['c', 'reply', '写了一半']])
  takeUpDrafts('other')
  expect(draftOf('c', 'reply')).toBe('')
  takeUpDrafts(ME)
  expect([draftOf('c', 'reply'), draftOf('d', 'note')]).toEqual(['写了一半', '刚写的'])
  save.mockResolvedValue({ items: [] })
  await vi.advanceTimersByTimeAsync(400)
  expect(save.mock.calls.slice(1)).toEqual([['c', 'reply', '写了一半'], ['d', 'note', '刚写的']])
  forgetDrafts()
  takeUpDrafts(ME)
  expect(draftOf('c', 'reply')).toBe('')
})

it('does not wipe a draft on the server when the session ended while it was saved', async () => {
  let refuse: (error: Error) => void = () => {}
  const save = vi.spyOn(rest, 'saveDraft').mockImplementation(() => new Promise((_, reject) => { refuse = reject }))
  setDraft('c', 'reply', '写了一半')
  await vi.advanceTimersByTimeAsync(400)
  forgetDrafts()
  refuse(new Error('signed out'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(save).toHaveBeenCalledTimes(1)
})
