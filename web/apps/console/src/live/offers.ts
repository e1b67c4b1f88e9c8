// The conversations offered to me, soonest to run out first. Kept by row changes; an offer's end is seen by the clock.
import { shallowRef } from 'vue'
import { useSession } from '@/lib/session'
import { onRow, type Row } from './rows'

export const myOffers = shallowRef<readonly Row[]>([])

onRow((row, before) => {
  const me = useSession().agent?.id
  if (row.offer?.agent !== me && before?.offer?.agent !== me) return
  const others = myOffers.value.filter((entry) => entry.id !== row.id)
  const all = row.offer?.agent === me && row.place === 'queue' ? [...others, row] : others
  myOffers.value = all.sort((a, b) => a.offer!.until.localeCompare(b.offer!.until))
})

export function forgetOffers(): void {
  myOffers.value = []
}
