// A break: the empty list says why nothing comes, and one that the server set is told when it happens.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Agent } from '@parlor/api'
import EmptyView from '@/features/inbox/EmptyView.vue'
import { rest, useSession } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { putAgent } from '@/live/directory'
import { startNotices } from '@/live/notices'
import { eventually } from './eventually'
import { signedIn } from './world'

let app: App
let host: HTMLElement
const me = (fields: Partial<Agent>) => putAgent({ ...useSession().agent!, ...fields })

beforeEach(async () => {
  await signedIn()
  toasts.value = []
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(EmptyView, { view: 'mine', filtered: false }) })
  app.mount(host)
})
afterEach(() => {
  app.unmount()
  host.remove()
})

it('says why nothing comes, and leads on', async () => {
  const said = async (presence: Agent['presence'], presence_reason: string | null) => {
    me({ presence, presence_reason } as Partial<Agent>)
    await nextTick()
    return [host.querySelector('p')!.textContent, host.querySelector('button')?.textContent?.trim()]
  }
  expect(await said('break', 'no_answer')).toEqual(['有邀请没有接，已自动小休', '继续接待'])
  expect(await said('break', 'meal')).toEqual(['用餐中', '继续接待'])
  expect(await said('offline', null)).toEqual(['你还没有开始接待', '开始接待'])
  expect(await said('ready', null)).toEqual(['手上没有会话', undefined])
})

it('tells of a break that nobody asked for, once, with the way back', async () => {
  const set = vi.spyOn(rest, 'presence').mockResolvedValue({ ...useSession().agent! })
  startNotices()
  me({ presence: 'break', presence_reason: 'rest' })
  await nextTick()
  me({ presence: 'ready', presence_reason: null })
  await nextTick()
  expect(toasts.value).toEqual([])
  me({ presence: 'break', presence_reason: 'no_answer' })
  await eventually(() => expect(toasts.value.map((one) => [one.text, one.action?.text])).toEqual([['有邀请没有接，已自动小休', '继续接待']]))
  me({ load: 1 })
  await nextTick()
  expect(toasts.value).toHaveLength(1)
  toasts.value[0]!.action!.run()
  expect(set).toHaveBeenCalledWith('ready', undefined)
})
