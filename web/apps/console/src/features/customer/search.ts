// Finds customers on the server while somebody writes: by name, phone, e-mail or address.
import { onUnmounted, shallowRef, watch } from 'vue'
import type { Customer } from '@parlor/api'
import { doors } from '@/lib/session'
import { errorText } from '@/lib/toast'
import { identityName } from './identity'

/** After the last key, in ms. */
const PAUSE = 250
/** Fewest characters that the server looks for. */
const LEAST = 2

/** `found` is null while there is too little to look for, and until the first answer. */
export function useCustomerSearch(wanted: () => string) {
  const found = shallowRef<readonly Customer[] | null>(null)
  const failed = shallowRef('')
  const busy = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let round = 0

  async function search(text: string, mine: number): Promise<void> {
    try {
      const { items } = await doors.findCustomers(text)
      if (mine === round) found.value = items
    } catch (error) {
      if (mine === round) failed.value = errorText(error)
    } finally {
      if (mine === round) busy.value = false
    }
  }
  watch(() => wanted().trim(), (text) => {
    clearTimeout(timer)
    // Whatever is still on its way answers an older question.
    const mine = ++round
    failed.value = ''
    busy.value = [...text].length >= LEAST
    if (busy.value) timer = setTimeout(() => void search(text, mine), PAUSE)
    else found.value = null
  })
  onUnmounted(() => clearTimeout(timer))
  return { found, failed, busy }
}

/** What tells two customers of one name apart; numbers and addresses come masked. */
export function customerDetail(person: Customer): string {
  const others = person.identities.filter((one) => !['phone', 'email', 'visitor'].includes(one.kind))
  return [person.phone, person.email, ...others.map((one) => `${identityName(one.kind)} ${one.value}`)].filter(Boolean).slice(0, 3).join(' · ')
}
