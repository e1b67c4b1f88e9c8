// Which part beside a conversation is open: it stays while one goes from conversation to conversation, and for the next day.
import { shallowRef, watch } from 'vue'
import type { Panels } from '@parlor/api'

const PLACE = 'parlor.context'
function kept(): string {
  try {
    return localStorage.getItem(PLACE) ?? 'customer'
  } catch {
    return 'customer'
  }
}

/** `customer`, `orders`, or the id of a panel. */
export const contextTab = shallowRef(kept())
watch(contextTab, (tab) => {
  try {
    localStorage.setItem(PLACE, tab)
  } catch {
    // A browser that keeps nothing: it is the customer again next time.
  }
})

/** Which tabs there were last, by brand. */
export const lastTabs = new Map<string, Panels>()
