// One press on an order's button, from the first question to its outcome. A press keeps its id until its outcome is known, so that
// sending it again is never doing it again.
import { computed, shallowRef } from 'vue'
import { ApiError, type OrderAct, type OrderAction, type SeenOrder } from '@parlor/api'
import { errorText } from '@/lib/toast'
import { orders } from './client'
import { amountOf, amountText, digitsOf, moneyText } from './money'
import { inBoth, o } from './words'

const REASON = 200

export function useActing(order: () => SeenOrder, conversation: () => string, acted: (act: OrderAct) => void) {
  /** What is being asked for; null: nothing. */
  const action = shallowRef<OrderAction | null>(null)
  const amount = shallowRef('')
  const reason = shallowRef('')
  const faults = shallowRef<{ amount?: string; reason?: string }>({})
  const busy = shallowRef(false)
  const failed = shallowRef('')
  /** Nobody knows whether it arrived: only the same press may follow. */
  const lost = shallowRef(false)
  let press = ''

  const currency = computed(() => order().total?.currency ?? 'CNY')
  const most = computed(() => order().total?.amount ?? 10 ** 12)
  const parsed = computed(() => (action.value?.amount ? amountOf(amount.value, currency.value) : null))

  function begin(wanted: OrderAction): void {
    if (busy.value) return
    action.value = wanted
    amount.value = wanted.amount && order().total ? amountText(order().total!.amount, currency.value) : ''
    reason.value = ''
    faults.value = {}
    failed.value = ''
    lost.value = false
    press = crypto.randomUUID()
    if (!wanted.dangerous && !wanted.amount && !wanted.reason) void send()
  }
  function leave(): void {
    if (!busy.value && !lost.value) action.value = null
  }

  function wrong(): boolean {
    const found: { amount?: string; reason?: string } = {}
    const range = { most: amountText(most.value, currency.value) }
    if (action.value?.amount && (parsed.value === null || parsed.value < 1 || parsed.value > most.value)) found.amount = o(digitsOf(currency.value) ? 'amountWrong' : 'amountWrongWhole', range)
    if (action.value?.reason && !reason.value.trim()) found.reason = o('reasonWrong')
    else if ([...reason.value].length > REASON) found.reason = o('reasonLong')
    faults.value = found
    return Object.keys(found).length > 0
  }

  async function send(): Promise<void> {
    const wanted = action.value
    if (!wanted || busy.value || wrong()) return
    busy.value = true
    failed.value = ''
    try {
      const act = await orders.act(conversation(), order().number, wanted.key, { clientId: press, amount: parsed.value, reason: reason.value.trim() || null })
      lost.value = false
      action.value = null
      acted(act)
    } catch (error) {
      refuse(error)
    } finally {
      busy.value = false
    }
  }

  function refuse(error: unknown): void {
    const code = error instanceof ApiError ? error.code : ''
    // No answer that we understand, or one of a proxy between: it may have arrived.
    lost.value = !(error instanceof ApiError) || error.code === 'network' || error.status >= 500
    failed.value = lost.value ? o('lost') : code === 'conflict' ? o('conflict') : errorText(error)
  }

  const title = computed(() => {
    const wanted = action.value
    if (!wanted) return ''
    const label = inBoth(wanted.label)
    const sure = parsed.value !== null && parsed.value > 0 && parsed.value <= most.value
    return sure ? o('confirmAmount', { label, amount: moneyText(parsed.value!, currency.value) }) : o('confirm', { label })
  })
  return { action, amount, reason, faults, busy, failed, lost, currency, title, begin, leave, send }
}
