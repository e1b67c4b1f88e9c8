// When a conversation of mine goes on in a colleague's: I am told who has it, and what I had begun to write goes along.
import { beforeEach, expect, it, vi } from 'vitest'
import { rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { agents } from '@/live/directory'
import { draftOf, forgetDrafts, setDraft } from '@/live/drafts'
import { tellMerged } from '@/live/merged'
import { forgetRows, putRow } from '@/live/rows'
import { eventually } from './eventually'
import { conversation, ME, signedIn } from './world'

beforeEach(async () => {
  await signedIn()
  forgetRows()
  forgetDrafts()
  toasts.value = []
  vi.spyOn(rest, 'drafts').mockResolvedValue({ items: [] })
  vi.spyOn(rest, 'saveDraft').mockResolvedValue({ items: [] })
  agents.set('other', { id: 'other', name: '周亦舟' } as never)
})
const ended = (owner: string | null = null) => conversation('lost', { place: 'closed', owner, merged_into: 'kept', version: 2 })

it('names who has it now and leads there', async () => {
  vi.spyOn(rest, 'conversation').mockResolvedValue(conversation('kept', { number: 7, owner: 'other' }))
  const before = putRow(conversation('lost', { owner: ME }))
  await tellMerged(ended(), before, null)
  expect(toasts.value.map((one) => [one.text, one.action?.text])).toEqual([['与 #7 是同一位客户，现由 周亦舟 接待', '打开']])
})

it('takes the drafts along', async () => {
  vi.spyOn(rest, 'conversation').mockResolvedValue(conversation('kept', { owner: ME }))
  setDraft('lost', 'reply', '还没写完')
  setDraft('kept', 'reply', '先写的')
  await tellMerged(ended(), putRow(conversation('lost', { owner: ME })), null)
  await eventually(() => expect(draftOf('kept', 'reply')).toBe('先写的\n还没写完'))
  expect(draftOf('lost', 'reply')).toBe('')
})

it('does not bother those who had nothing to do with it', async () => {
  const asked = vi.spyOn(rest, 'conversation')
  await tellMerged(ended(), putRow(conversation('lost', { owner: 'other' })), 'another')
  expect(asked).not.toHaveBeenCalled()
  expect(toasts.value).toEqual([])
})
