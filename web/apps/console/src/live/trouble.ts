// How many outbound messages need somebody: given up or in doubt. Only those who may look after them ask.
import { shallowRef } from 'vue'
import { doors } from '@/lib/session'
import { may } from '@/lib/rights'

/** Null while unknown. */
export const trouble = shallowRef<number | null>(null)

let due: ReturnType<typeof setTimeout> | null = null

/** At most once in two seconds, however many events come. */
export function refreshTrouble(): void {
  if (!may('deliveries')) return
  due ??= setTimeout(() => { due = null; void count() }, trouble.value === null ? 0 : 2000)
}

async function count(): Promise<void> {
  try {
    const pages = await Promise.all([doors.deliveries('dead', null, 100), doors.deliveries('in_doubt', null, 100)])
    trouble.value = pages.reduce((sum, page) => sum + page.items.length, 0)
  } catch {
    // The next event asks again.
  }
}

export function forgetTrouble(): void {
  if (due) clearTimeout(due)
  due = null
  trouble.value = null
}
