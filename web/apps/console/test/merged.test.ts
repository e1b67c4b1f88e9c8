// When a conversation of mine goes on in a colleague's: I am told who has it, and what I had begun to write goes along.
import { beforeEach, expect, it, vi } from 'vitest'
import { upload, type Attachment } from '@parlor/api'
import { rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { agents } from '@/live/directory'
import { draftOf, forgetDrafts, setDraft } from '@/live/drafts'
import { carryOn } from '@/live/live'
import { followMerge, tellMerged } from '@/live/merged'
import { forgetRows, putRow } from '@/live/rows'
import { addFiles, putBackFiles, takeUploads, uploads } from '@/live/uploads'
import { router } from '@/router'
import { eventually } from './eventually'
import { conversation, ME, signedIn } from './world'

vi.mock('@parlor/api', async (original) => ({ ...await original<object>(), upload: vi.fn() }))
const attachment = (id: string) => ({ id, name: `${id}.png`, type: 'image/png', size: 1, url: `/files/${id}`, width: 1, height: 1 }) as Attachment

beforeEach(async () => {
  await signedIn()
  forgetRows()
  forgetDrafts()
  toasts.value = []
  uploads.clear()
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
  carryOn(ended(), 'kept', putRow(conversation('lost', { owner: ME })))
  await eventually(() => expect(draftOf('kept', 'reply')).toBe('先写的\n还没写完'))
  expect(draftOf('lost', 'reply')).toBe('')
})

it('takes the files along, those under way too, behind what waits there', async () => {
  vi.spyOn(rest, 'conversation').mockResolvedValue(conversation('kept', { owner: ME }))
  const done: ((file: Attachment) => void)[] = []
  vi.mocked(upload).mockImplementation(() => new Promise((resolve) => { done.push(resolve) }))
  putBackFiles('kept', [attachment('有了')])
  putBackFiles('lost', [attachment('传完')])
  addFiles('lost', [new File(['x'], '在传.png', { type: 'image/png' })])
  carryOn(ended(), 'kept', putRow(conversation('lost', { owner: ME })))
  expect(uploads.has('lost')).toBe(false)
  done[0]!(attachment('在传'))
  await eventually(() => expect(uploads.get('kept')!.map((one) => one.attachment?.id)).toEqual(['有了', '传完', '在传']))
  expect(takeUploads('kept')).toHaveLength(3)
})

it('does not bother those who had nothing to do with it', async () => {
  const asked = vi.spyOn(rest, 'conversation')
  await tellMerged(ended(), putRow(conversation('lost', { owner: 'other' })), 'another')
  expect(asked).not.toHaveBeenCalled()
  expect(toasts.value).toEqual([])
})

it('goes along with whoever merged what is on the screen, and tells the others', async () => {
  const push = vi.spyOn(router, 'push').mockResolvedValue(undefined)
  vi.spyOn(rest, 'conversation').mockResolvedValue(conversation('kept', { number: 7, owner: 'other' }))
  const before = putRow(conversation('lost', { owner: ME }))
  followMerge('lost')
  await tellMerged(ended(), before, 'lost')
  expect(push.mock.calls).toEqual([['/inbox/all/kept']])
  expect(toasts.value).toEqual([])
  followMerge(null)
  await tellMerged(ended(), before, 'lost')
  expect(push).toHaveBeenCalledTimes(1)
  expect(toasts.value).toHaveLength(1)
})
