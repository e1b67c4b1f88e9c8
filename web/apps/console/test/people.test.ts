// Customers in the palette: at hand and from the server, each once; a choice leads to what is open, else to the latest.
import { createApp, h, nextTick, shallowRef, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Customer } from '@parlor/api'
import { openCustomer, usePeople, type Found } from '@/features/palette/people'
import { doors, rest } from '@/lib/session'
import { forgetRows, putRow } from '@/live/rows'
import { router } from '@/router'
import { conversation, iso, signedIn } from './world'

let app: App
const needle = shallowRef('')
let found: () => readonly Found[]
const person = (id: string, name: string) => ({ id, name, phone: '138****1234', email: null, identities: [] }) as unknown as Customer

beforeEach(async () => {
  vi.useFakeTimers()
  await signedIn()
  needle.value = ''
  app = createApp({
    setup: () => {
      const { people } = usePeople(() => needle.value)
      found = () => people.value
      return () => h('p')
    },
  })
  app.mount(document.createElement('div'))
})
afterEach(() => {
  app.unmount()
  forgetRows()
  vi.useRealTimers()
})

it('asks the server from two characters on, once the keys rest', async () => {
  const asked = vi.spyOn(doors, 'findCustomers').mockResolvedValue({ items: [person('customer-li', '李建国'), person('x', '李小龙')], next: null })
  putRow(conversation('li', { customer: { id: 'customer-li', name: '李建国' }, place: 'closed' }))
  for (const text of ['李', '李j', '李']) {
    needle.value = text
    await nextTick()
  }
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).not.toHaveBeenCalled()
  expect(found().map((one) => one.text)).toEqual(['李建国'])
  needle.value = '李建'
  await nextTick()
  await vi.advanceTimersByTimeAsync(250)
  expect(asked).toHaveBeenCalledExactlyOnceWith('李建')
  expect(found().map((one) => one.id)).toEqual(['li', 'x'])
})

it('opens the open conversation, else the latest', async () => {
  const push = vi.spyOn(router, 'push').mockResolvedValue(undefined)
  const old = conversation('old', { opened_at: iso(1) })
  const late = conversation('late', { opened_at: iso(9), place: 'closed' })
  vi.spyOn(rest, 'customerConversations').mockResolvedValueOnce({ items: [late, old], next: null }).mockResolvedValueOnce({ items: [{ ...old, place: 'closed' }, late], next: null })
  await openCustomer('x')
  await openCustomer('x')
  expect(push.mock.calls.map(([to]) => to)).toEqual(['/inbox/all/old', '/inbox/closed/late'])
})
