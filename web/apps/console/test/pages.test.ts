// Pages beside the inbox: what is offered is seen and taken there too, and no key does what is not there.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TooltipProvider } from '@parlor/ui'
import { ACTIONS } from '@/features/palette/actions'
import { listenForKeys } from '@/features/palette/keys'
import ReviewPage from '@/features/places/ReviewPage.vue'
import { doors, rest, useSession } from '@/lib/session'
import { current } from '@/live/live'
import { forgetLoad } from '@/live/load'
import { forgetOffers } from '@/live/offers'
import { forgetRows, putRow } from '@/live/rows'
import { views } from '@/live/views'
import { router } from '@/router'
import { eventually } from './eventually'
import { conversation, ME, signedIn } from './world'

let app: App
const offered = (id: string, name: string) => conversation(id, { owner: null, place: 'queue', customer: { id: `c-${id}`, name }, offer: { agent: ME, until: new Date(Date.now() + 19_000).toISOString() } })
let host: HTMLElement

beforeEach(async () => {
  await signedIn()
  const session = useSession()
  session.session = { ...session.session!, agent: { ...session.agent!, role: 'supervisor' } }
  vi.spyOn(rest, 'session').mockResolvedValue(session.session)
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [offered('old', '黄晓彤')], next: null })
  vi.spyOn(doors, 'suggestions').mockResolvedValue({ items: [], next: null })
  vi.spyOn(doors, 'merges').mockResolvedValue({ items: [], next: null })
  await router.push('/review')
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ setup: () => { listenForKeys(); return () => h(TooltipProvider, null, { default: () => h(ReviewPage) }) } })
  app.use(router)
  app.mount(host)
})
afterEach(() => {
  app.unmount()
  views.mine.reset()
  host.remove()
  forgetOffers()
  forgetLoad()
  forgetRows()
})

it('shows what was offered before and since, and takes it by its key', async () => {
  const accept = vi.spyOn(rest, 'accept').mockResolvedValue(conversation('a', { version: 2 }))
  await eventually(() => expect(host.textContent).toContain('黄晓彤'))
  putRow(conversation('old', { owner: 'other', version: 2 }))
  putRow(offered('a', '李建国'))
  await eventually(() => expect(host.textContent).toContain('李建国'))
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
  expect(accept).toHaveBeenCalledWith('a')
  await eventually(() => expect(router.currentRoute.value.path).toBe('/inbox/mine/a'))
})

it('lists no filter where there is no list to filter', () => {
  const filter = ACTIONS.find((action) => action.id === 'filter')!
  expect(filter.when!()).toBe(false)
  const field = document.body.appendChild(Object.assign(document.createElement('input'), { id: 'inbox-filter' }))
  expect(filter.when!()).toBe(true)
  filter.run()
  expect(document.activeElement).toBe(field)
  field.remove()
})

it('does not offer to reopen what goes on in another conversation, but to open that one', async () => {
  putRow(conversation('lost', { place: 'closed', merged_into: 'kept' }))
  putRow(conversation('gone', { place: 'closed' }))
  const offers = (id: string) => {
    current.value = id
    return ACTIONS.filter((action) => ['reopen', 'survivor'].includes(action.id) && action.when!()).map((action) => action.id)
  }
  expect(offers('gone')).toEqual(['reopen'])
  expect(offers('lost')).toEqual(['survivor'])
  ACTIONS.find((action) => action.id === 'survivor')!.run()
  await eventually(() => expect(router.currentRoute.value.path).toBe('/inbox/all/kept'))
  current.value = null
})

it('keeps the tab in the address', async () => {
  await router.push('/review?tab=merges')
  const open = () => host.querySelector('[role=tab][aria-selected=true]')?.textContent
  await eventually(() => expect(open()).toContain('最近合并'))
  host.querySelector<HTMLElement>('[role=tab][aria-selected=false]')!.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/review'))
  await eventually(() => expect(open()).toContain('待确认'))
  host.querySelector('[role=tablist]')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
  await eventually(() => expect(open()).toContain('最近合并'))
  expect(document.activeElement?.textContent).toContain('最近合并')
})
