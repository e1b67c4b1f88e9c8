// Who waits longest in a view. Its lists are in order of waiting, so that can only be the head.
import { computed, type ComputedRef } from 'vue'
import { now } from '@/lib/clock'
import { waitLevel, waitText, type WaitLevel } from '@/lib/format'
import { customerName } from '@/live/names'
import { rowRef } from '@/live/rows'
import type { ListName } from '@/live/views'

export interface Longest { id: string; name: string; text: string; level: WaitLevel }

/** Null where nobody waits, and in views that are not about waiting. */
export function longestWait(view: () => ListName, ids: () => readonly string[]): ComputedRef<Longest | null> {
  return computed(() => {
    const id = ids()[0]
    const row = id ? rowRef(id).value : null
    if (!row?.waiting_since || view() === 'closed' || view() === 'pending') return null
    const ms = now.value - Date.parse(row.waiting_since)
    return { id: row.id, name: customerName(row), text: waitText(ms), level: waitLevel(ms) }
  })
}
