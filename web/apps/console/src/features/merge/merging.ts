// Joining two customers and parting them again: what is being looked at, and the deeds with their undo.
import type { MergeRecord, Suggestion } from '@parlor/api'
import { t } from '@/i18n'
import { later } from '@/lib/later'
import { doors } from '@/lib/session'
import { toast, toastError } from '@/lib/toast'
import { changes, current } from '@/live/live'
import { followMerge } from '@/live/merged'
import { personName } from '@/live/visitors'
import { merging, type MergeWish } from './wish'

export { merging, type MergeWish }

/** Long enough to see the result and think again. */
const UNDO_MS = 10_000

export function reviewSuggestion(suggestion: Suggestion, customer?: string): void {
  const [first, second] = suggestion.customers
  const other = customer === second?.id ? first : second
  if (first && second) merging.value = { customer: customer ?? first.id, other: other!.id, suggestion: suggestion.id }
}

/** Answers whether it was done. */
export async function merge(wish: MergeWish): Promise<boolean> {
  if (!wish.other) return false
  followMerge(current.value)
  try {
    const done = wish.suggestion ? await doors.acceptSuggestion(wish.suggestion) : await doors.merge(wish.customer, wish.other)
    changes.merges += 1
    changes.suggestions += 1
    toast(t('merge.done', { name: personName(done.winner) }), { ms: UNDO_MS, action: { text: t('common.undo'), run: () => void undo(done) } })
    return true
  } catch (error) {
    followMerge(null)
    toastError(error)
    return false
  }
}

export async function undo(record: MergeRecord): Promise<MergeRecord | null> {
  try {
    const undone = await doors.undoMerge(record.id)
    changes.merges += 1
    toast(t('merge.undone'), { ms: 3000 })
    return undone
  } catch (error) {
    toastError(error)
    return null
  }
}

/** Nobody can take it back at the server: it goes when the time to undo is over. */
export function dismissSuggestion(id: string): void {
  later(id, t('suggest.dismissed'), async () => {
    await doors.dismissSuggestion(id)
    changes.suggestions += 1
  })
}
