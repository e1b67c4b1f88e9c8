// Ending a conversation: at once when everything is said, else what is missing is asked in place: an answer or why none is
// needed, and what it was about. Then on to the next one.
import { shallowRef } from 'vue'
import { phone } from '@/lib/screen'
import { useSession } from '@/lib/session'
import { close, type Ending } from '@/live/deeds'
import { rowOf } from '@/live/rows'
import { asksDisposition, dispositionsOf, needSettings, readSettings } from '@/live/settings'
import { listOf, type ListName } from '@/live/views'
import { router } from '@/router'
import { walking } from '../composer/focus'

/** The conversation whose end is being asked about, what is asked, and what was said already. */
export const asking = shallowRef<{ id: string; what: 'unanswered' | 'disposition'; ending: Ending; required: boolean } | null>(null)

export async function askClose(id: string, view: ListName, ending: Ending = {}): Promise<void> {
  const ids = listOf(view).shown.value
  const index = ids.indexOf(id)
  // On to the next conversation in one's own hands, downwards first.
  const own = (other: string) => rowOf(other)?.owner === useSession().agent?.id
  const next = [...ids.slice(index + 1), ...ids.slice(0, Math.max(0, index)).reverse()].find(own) ?? null
  if (ending.disposition === undefined && (await missing(id, ending))) return
  const result = await close(id, ending)
  if (result === 'unanswered') asking.value = { id, what: 'unanswered', ending, required: true }
  if (result === 'needs_disposition') await askDisposition(id, ending)
  if (result !== 'done') return
  asking.value = null
  const path = router.currentRoute.value.params.id
  walking.value = true
  if (path === id) void router.push(next && index >= 0 && !phone.value ? `/inbox/${view}/${next}` : `/inbox/${view}`)
}

/** Where the brand has dispositions: asks for one; but first for the answer that the customer waits for. */
async function missing(id: string, ending: Ending): Promise<boolean> {
  // Without the lists the server still says what it wants.
  await Promise.allSettled([needSettings('disposition'), needSettings('reception')])
  const row = rowOf(id)
  if (!row) return false
  const required = asksDisposition(row.brand)
  if (!required && !dispositionsOf(row.brand).length) return false
  const unanswered = !!row.waiting_since && ending.reason === undefined
  asking.value = { id, what: unanswered ? 'unanswered' : 'disposition', ending, required }
  return true
}

/** The server wants one that we did not know it wants. */
async function askDisposition(id: string, ending: Ending): Promise<void> {
  await Promise.allSettled([readSettings('disposition'), readSettings('reception')])
  asking.value = { id, what: 'disposition', ending: { ...ending, disposition: undefined }, required: true }
}
