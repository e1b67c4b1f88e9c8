// One press on an order's button, from the first question to its outcome. A press keeps its id until its outcome is known, so that
// sending it again is never doing it again; it outlives the part of the page that shows it.
import { computed, shallowReactive, shallowRef, watch } from 'vue'
import { ApiError, type OrderAct, type OrderAction, type Press as Said, type SeenOrder } from '@parlor/api'
import { useSession } from '@/lib/session'
import { errorText } from '@/lib/toast'
import { orders } from './client'
import { amountOf, amountText, digitsOf, moneyText } from './money'
import { inBoth, o } from './words'

const REASON = 200

interface Press {
  readonly clientId: string
  readonly action: OrderAction
  amount: string
  reason: string
  busy: boolean
  failed: string
  /** Nobody knows whether it arrived: only the same press may follow. */
  lost: boolean
  /** What went out: the same press is the same words. */
  said: Said | null
  outcome: OrderAct | null
}
/** Presses without an outcome, by who, conversation, number and action. */
const open = shallowReactive(new Map<string, Press>())
const place = (conversation: string, order: SeenOrder) => `${useSession().agent?.id}/${conversation}/${order.number}/`

/** `acted`: what came of it. `again`: what is known of the order is not how things stand. */
export function useActing(order: () => SeenOrder, conversation: () => string, acted: (act: OrderAct) => void, again: () => void) {
  const left = () => [...open].find(([key]) => key.startsWith(place(conversation(), order())))?.[1] ?? null
  const press = shallowRef<Press | null>(left())
  const faults = shallowRef<{ amount?: string; reason?: string }>({})
  // Another order in the same place has presses of its own.
  watch(() => place(conversation(), order()), () => { press.value = left() })

  /** What is being asked for; null: nothing. */
  const action = computed(() => press.value?.action ?? null)
  const amount = computed({ get: () => press.value?.amount ?? '', set: (value) => { if (press.value) press.value.amount = value } })
  const reason = computed({ get: () => press.value?.reason ?? '', set: (value) => { if (press.value) press.value.reason = value } })
  const busy = computed(() => press.value?.busy ?? false)
  const lost = computed(() => press.value?.lost ?? false)
  const failed = computed(() => press.value?.failed ?? '')
  const currency = computed(() => order().total?.currency ?? 'CNY')
  const most = computed(() => order().total?.amount ?? 10 ** 12)
  const parsed = computed(() => (action.value?.amount ? amountOf(amount.value, currency.value) : null))

  function begin(wanted: OrderAction): void {
    if (busy.value || lost.value) return
    faults.value = {}
    press.value = shallowReactive<Press>({
      clientId: crypto.randomUUID(), action: wanted, amount: wanted.amount && order().total ? amountText(order().total!.amount, currency.value) : '',
      reason: '', busy: false, failed: '', lost: false, said: null, outcome: null,
    })
    if (!asks(wanted)) void send()
  }
  function leave(): void {
    if (!busy.value && !lost.value) press.value = null
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
    const mine = press.value
    // What may have arrived goes out as it was, also where the order has changed since.
    if (!mine || mine.busy || (!mine.lost && wrong())) return
    const key = place(conversation(), order()) + mine.action.key
    open.set(key, mine)
    mine.busy = true
    mine.failed = ''
    try {
      mine.said ??= { clientId: mine.clientId, amount: mine.action.amount ? amountOf(mine.amount, currency.value) : null, reason: mine.reason.trim() || null }
      mine.outcome = await orders.act(conversation(), order().number, mine.action.key, mine.said)
      mine.lost = false
    } catch (error) {
      refuse(mine, error)
    } finally {
      mine.busy = false
      if (!mine.lost) open.delete(key)
    }
  }
  // Whoever looks at it when the outcome comes hears of it, also where somebody else had sent it.
  watch(() => press.value?.outcome, (act) => {
    if (!act) return
    press.value = null
    acted(act)
  }, { flush: 'sync' })

  function refuse(mine: Press, error: unknown): void {
    const code = error instanceof ApiError ? error.code : ''
    // No answer that we understand, or one of a proxy between: it may have arrived.
    mine.lost = !(error instanceof ApiError) || error.code === 'network' || error.status >= 500
    if (!mine.lost) mine.said = null
    mine.failed = mine.lost ? o('lost') : code === 'conflict' ? o('conflict') : errorText(error)
    if (code === 'conflict') again()
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

/** Whether it asks something before it is done. */
export const asks = (action: OrderAction): boolean => !!(action.dangerous || action.amount || action.reason)
