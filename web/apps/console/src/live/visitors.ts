// The number that a customer without a name goes by: that of the open conversation, else of the latest, as the lists call them.
// Kept also when a merge took the conversation away, so that what was joined can still be told apart.
import { t } from '@/i18n'
import { onRow, type Row } from './rows'

interface Seen { conversation: string; number: number; open: boolean; at: string }
const seen = new Map<string, Seen>()

const better = (one: Seen, other: Seen) => (one.open === other.open ? one.at >= other.at : one.open)

function note(row: Row): void {
  if (row.customer.name || row.merged_into) return
  const one = { conversation: row.id, number: row.number, open: row.place !== 'closed', at: row.opened_at }
  const known = seen.get(row.customer.id)
  if (!known || known.conversation === row.id || better(one, known)) seen.set(row.customer.id, one)
}
onRow(note)

export interface Person { id: string; name: string | null; open?: number | null }

/** Whoever has no name is called as in the lists, by the number of a conversation: `open`, one that is at hand, or `number`. Who
 *  has none of these, by what else is known (`address`, masked). */
export function personName(person: Person, known: { number?: number | null; address?: string | null } = {}): string {
  if (person.name) return person.name
  const number = person.open ?? seen.get(person.id)?.number ?? known.number
  if (number != null) return t('people.visitor', { number })
  return [t('merge.unnamed'), known.address].filter(Boolean).join(' · ')
}

export function forgetVisitors(): void {
  seen.clear()
}
