// Outbound messages that need somebody: the hopeless are left out of sending again, it can be stopped, and lists stay true.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Delivery, DeliveryState, Fault } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import DeliveriesPage from '@/features/places/DeliveriesPage.vue'
import { doors, rest, useSession } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { router } from '@/router'
import { eventually } from './eventually'
import { iso, signedIn } from './world'

let app: App
let host: HTMLElement
let kept: Delivery[]
const delivery = (id: string, state: DeliveryState, fault: Fault | null = null): Delivery => ({
  id, state, conversation: `c-${id}`, conversation_number: 1, customer: { id: 'x', name: `客户${id}` }, brand: 'b', account: 'a', channel: 'wechat', message: `m-${id}`, seq: 1, text: `text ${id}`, attempts: 3,
  fault, error: null, first_at: iso(0), next_at: null,
})
const lines = () => [...host.querySelectorAll('[role=tabpanel] li')]
const rows = () => lines().map((one) => /text (\S)/.exec(one.textContent!)![1])
const button = (text: string, within: ParentNode = host) => [...within.querySelectorAll('button')].find((one) => one.textContent!.includes(text))
const tab = (text: string) => [...host.querySelectorAll<HTMLElement>('[role=tab]')].find((one) => one.textContent!.includes(text))!

beforeEach(async () => {
  await signedIn()
  const session = useSession()
  session.session = { ...session.session!, agent: { ...session.agent!, role: 'administrator' } }
  toasts.value = []
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  vi.spyOn(doors, 'deliveries').mockImplementation(async (state) => ({ items: kept.filter((one) => one.state === state), next: state === 'queued' ? 'more' : null }))
  host = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  app.unmount()
  host.remove()
})
async function open(...all: Delivery[]): Promise<void> {
  kept = all
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(DeliveriesPage) }) })
  app.use(router)
  app.mount(host)
  await eventually(() => expect(rows().length).toBeGreaterThan(0))
}

it('sends again after a question, one by one, and leaves out what would fail again', async () => {
  await open(delivery('a', 'dead', 'provider'), delivery('b', 'dead', 'window'), delivery('c', 'dead', 'content'), delivery('d', 'dead', 'account'))
  const replay = vi.spyOn(doors, 'replay').mockImplementation(async (id) => { kept = kept.filter((one) => one.id !== id); return {} as never })
  button('重发这 2 条')!.click()
  await nextTick()
  expect(replay).not.toHaveBeenCalled()
  expect(host.textContent).toContain('另有 2 条')
  button('确认重发')!.click()
  await eventually(() => expect(toasts.value.map((one) => one.text)).toEqual(['已重发 2 条']))
  expect(replay.mock.calls.map(([id]) => id)).toEqual(['a', 'd'])
  expect(rows()).toEqual(['b', 'c'])
  expect(button('重发这')).toBeUndefined()
  const [line] = lines()
  expect(button('重发', line)).toBeUndefined()
  expect([...line!.querySelectorAll('a')].at(-1)!.getAttribute('href')).toBe('/inbox/all/c-b')
})

it('stops when told to', async () => {
  await open(delivery('a', 'dead', 'provider'), delivery('b', 'dead', 'provider'))
  let go!: () => void
  const replay = vi.spyOn(doors, 'replay').mockImplementation(() => new Promise((resolve) => { go = () => resolve({} as never) }))
  button('重发这 2 条')!.click()
  await nextTick()
  button('确认重发')!.click()
  await nextTick()
  button('停止')!.click()
  go()
  await eventually(() => expect(toasts.value.map((one) => one.text)).toEqual(['已停止，重发了 1 条']))
  expect(replay).toHaveBeenCalledOnce()
})

it('takes a settled one out of its own list, whatever tab is shown by then', async () => {
  await open(delivery('a', 'in_doubt'), delivery('b', 'dead', 'provider'))
  let go!: () => void
  vi.spyOn(doors, 'settleDelivery').mockImplementation(() => new Promise((resolve) => { go = () => resolve({} as never) }))
  button('已送达')!.click()
  tab('失败').click()
  await nextTick()
  expect(rows()).toEqual(['b'])
  go()
  await eventually(() => expect(tab('存疑').textContent).toBe('存疑'))
  expect(rows()).toEqual(['b'])
})

it('does not claim to count what it has not seen', async () => {
  await open(delivery('a', 'in_doubt'), delivery('q', 'queued'))
  expect(tab('排队中').textContent).toBe('排队中1+')
  expect(tab('存疑').textContent).toBe('存疑1')
})
