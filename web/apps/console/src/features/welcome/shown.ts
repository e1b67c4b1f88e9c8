// Whether the list to open with still stands in the rail, and whether one has just come from it to a form.
// What is done is told by the data alone; kept here is only that somebody put the list away, or that all of it was seen done.
import { shallowRef } from 'vue'
import { may } from '@/lib/rights'
import { useSession } from '@/lib/session'

const key = () => `parlor.welcome.${useSession().agent?.id ?? ''}`
const round = shallowRef(0)

function isAway(): boolean {
  try {
    return localStorage.getItem(key()) === 'away'
  } catch {
    return false
  }
}
/** In the rail for those who may change what is on the list, until it is put away. */
export const welcomeShown = (): boolean => round.value >= 0 && may('welcome') && !isAway()

export function putAway(away: boolean): void {
  try {
    if (away) localStorage.setItem(key(), 'away')
    else localStorage.removeItem(key())
  } catch { /* Then it stands there until the page is closed. */ }
  round.value += 1
}

/** On the way: a form was opened from the list, and leads back to it. */
export const underway = shallowRef(false)
