// Customers for the palette: of the conversations at hand those whose name or number fits, then whom the server finds.
import { computed, type ComputedRef } from 'vue'
import type { Customer } from '@parlor/api'
import { t } from '@/i18n'
import { rest } from '@/lib/session'
import { toastError } from '@/lib/toast'
import { customerName } from '@/live/names'
import { allRows, type Row } from '@/live/rows'
import { personName } from '@/live/visitors'
import { router } from '@/router'
import { customerDetail, useCustomerSearch } from '../customer/search'

/** Most that are listed of the conversations at hand. */
const MOST = 8

export interface Found { id: string; icon: 'chat' | 'user'; text: string; detail: string; run(): void }

const open = (place: string, id: string) => void router.push(`/inbox/${place === 'closed' ? 'closed' : 'all'}/${id}`)

function atHand(needle: string): Row[] {
  const fits = (row: Row) => !row.merged_into && [customerName(row), `#${row.number}`].some((part) => part.toLowerCase().includes(needle))
  // Of one customer the open conversation, else the latest.
  const best = new Map<string, Row>()
  const later = (row: Row, other: Row) => ((row.place === 'closed') === (other.place === 'closed') ? row.opened_at > other.opened_at : row.place !== 'closed')
  for (const row of allRows()) {
    const other = best.get(row.customer.id)
    if (fits(row) && (!other || later(row, other))) best.set(row.customer.id, row)
  }
  return [...best.values()].slice(0, MOST)
}

/** Leads to the customer's open conversation, else to the latest, else to their own page. */
export async function openCustomer(id: string): Promise<void> {
  try {
    const { items } = await rest.customerConversations(id)
    const kept = items.filter((one) => !one.merged_into).sort((a, b) => b.opened_at.localeCompare(a.opened_at))
    const one = kept.find((conversation) => conversation.place !== 'closed') ?? kept[0]
    if (one) open(one.place, one.id)
    else void router.push(`/customers/${id}`)
  } catch (error) {
    toastError(error)
  }
}

/** `needle`: what is written, trimmed and in lower case. */
export function usePeople(needle: () => string): { people: ComputedRef<Found[]>; busy: ComputedRef<boolean>; failed: ComputedRef<string> } {
  const search = useCustomerSearch(needle)
  const people = computed((): Found[] => {
    if (!needle()) return []
    const rows = atHand(needle())
    const known = new Set(rows.map((row) => row.customer.id))
    const others = (search.found.value ?? []).filter((person: Customer) => !known.has(person.id))
    return [
      ...rows.map((row): Found => ({ id: row.id, icon: 'chat', text: customerName(row), detail: `#${row.number} · ${t(`placeName.${row.place}`)}`, run: () => open(row.place, row.id) })),
      ...others.map((person): Found => ({ id: person.id, icon: 'user', text: personName(person), detail: customerDetail(person), run: () => void openCustomer(person.id) })),
    ]
  })
  return { people, busy: computed(() => search.busy.value), failed: computed(() => search.failed.value) }
}
