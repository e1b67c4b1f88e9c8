// The card of an offer: never more seconds than it lasts, two at a time, and not ready before it can be read.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import OfferCard from '@/features/inbox/OfferCard.vue'
import { setServerTime } from '@/lib/clock'
import { rest } from '@/lib/session'
import { forgetOffers } from '@/live/offers'
import { forgetRows, putRow } from '@/live/rows'
import { conversation, iso, ME, signedIn, T0 } from './world'

let app: App
let host: HTMLElement
const offer = (id: string, seconds: number) => putRow(conversation(id, { owner: null, place: 'queue', waiting_since: iso(-60), offer: { agent: ME, until: iso(seconds) } }))
const buttons = () => [...host.querySelectorAll('button')]
const timers = () => [...host.querySelectorAll('[role=timer]')].map((timer) => timer.textContent)

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: T0 })
  await signedIn()
  setServerTime(T0)
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(OfferCard, { overThread: false, width: 296 }) })
  app.mount(host)
})
afterEach(() => {
  app.unmount()
  host.remove()
  forgetOffers()
  forgetRows()
  vi.useRealTimers()
})

it('begins with twenty seconds at most, though the clocks differ', async () => {
  offer('a', 20.7)
  await nextTick()
  expect(timers()).toEqual(['20'])
})

it('shows two and counts the others, soonest to run out first', async () => {
  for (const [id, seconds] of [['丙', 19], ['甲', 11], ['丁', 20], ['乙', 15]] as const) offer(id, seconds)
  await nextTick()
  expect(timers()).toEqual(['11', '15'])
  expect(host.textContent).toContain('还有 2 个邀请')
})

it('looks not ready until the guard is over, and guards again what moves up', async () => {
  const accept = vi.spyOn(rest, 'accept').mockResolvedValue(conversation('a', { version: 2 }))
  offer('a', 18)
  offer('b', 19)
  await nextTick()
  expect(buttons().map((button) => button.disabled)).toEqual([true, true, true])
  await vi.advanceTimersByTimeAsync(450)
  expect(buttons().map((button) => button.disabled)).toEqual([false, false, false])
  buttons()[2]!.click()
  expect(accept).toHaveBeenCalledWith('b')
  putRow(conversation('a', { owner: 'other', version: 3 }))
  await nextTick()
  expect(buttons().map((button) => button.disabled)).toEqual([true, true])
})
