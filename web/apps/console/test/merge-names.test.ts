// Customers without a name: called in merges as the lists call them, by a number, else by an address.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MergePreview } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import MergeDialog from '@/features/merge/MergeDialog.vue'
import { merging } from '@/features/merge/merging'
import { doors } from '@/lib/session'
import { forgetRows, putRow } from '@/live/rows'
import { forgetVisitors, personName } from '@/live/visitors'
import { eventually } from './eventually'
import { conversation, iso, signedIn } from './world'

let app: App | null = null
const nobody = (id: string) => ({ id, name: null })
const preview = (fields: Partial<MergePreview>) => ({ winner: nobody('w'), loser: nobody('l'), identities: [], conversations: [], warnings: [], ...fields }) as MergePreview

async function dialog(answer: MergePreview): Promise<string> {
  vi.spyOn(doors, 'mergePreview').mockResolvedValue(answer)
  merging.value = { customer: 'w', other: 'l', suggestion: null }
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(MergeDialog) }) })
  app.mount(document.body.appendChild(document.createElement('div')))
  return eventually(() => {
    const text = document.querySelector('[role=dialog]')?.textContent ?? ''
    expect(text).toContain('保留')
    return text
  })
}

beforeEach(async () => {
  await signedIn()
  forgetRows()
  forgetVisitors()
})
afterEach(() => {
  app?.unmount()
  app = null
  merging.value = null
  document.body.replaceChildren()
})

it('takes the number of the open conversation, else of the latest, and keeps it when a merge took that away', () => {
  putRow(conversation('late', { number: 3, customer: nobody('x'), place: 'closed', opened_at: iso(9) }))
  putRow(conversation('early', { number: 1, customer: nobody('x'), place: 'closed', opened_at: iso(1) }))
  expect(personName(nobody('x'))).toBe('访客 3')
  putRow(conversation('open', { number: 2, customer: nobody('x'), opened_at: iso(5) }))
  expect(personName(nobody('x'))).toBe('访客 2')
  putRow(conversation('open', { number: 2, customer: nobody('y'), place: 'closed', merged_into: 'z', version: 2 }))
  expect(personName(nobody('x'))).toBe('访客 2')
  expect(personName({ ...nobody('q'), open: 8 })).toBe('访客 8')
  expect(personName({ id: 'x', name: '李建国' })).toBe('李建国')
})

it('tells both apart by the conversations that go together', async () => {
  const text = await dialog(preview({ conversations: [{ brand: 'b', number: 2, into: 1, owner: null }] }))
  expect(text).toContain('保留访客 1')
  expect(text).toContain('并入访客 2')
  expect(text).toContain('将一起归到 访客 1 的身份')
  expect(text).not.toContain('未命名')
})

it('names who has no number by a masked address', async () => {
  const text = await dialog(preview({ winner: { id: 'w', name: '李建国' }, identities: [{ id: 'i', kind: 'phone', value: '138****1234', class: 'personal', verified: false, first_seen_at: iso(0) } as never] }))
  expect(text).toContain('未命名客户 · 138****1234')
})
