// A web chat account tells how it comes onto a page: after it was made, and in its card as long as it is active.
import { createApp, h, nextTick, type App, type Component } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { ChannelAccount, ChannelKind } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import AccountCard from '@/features/channels/AccountCard.vue'
import AccountDialog from '@/features/channels/AccountDialog.vue'
import { kinds } from '@/features/channels/kinds'
import { doors } from '@/lib/session'
import { brands } from '@/live/directory'
import { eventually } from './eventually'
import { signedIn } from './world'

const WEB = { kind: 'webchat', title: { 'zh-CN': '网页聊天', en: 'Web chat' }, hosted: true, guide: [], settings: [] } as unknown as ChannelKind
const ACCOUNT = { id: '0193-a1', kind: 'webchat', brand: 'b', name: '官网', state: 'active', settings: {}, webhook_path: null, health: null } as unknown as ChannelAccount
const LINE = `<script async src="${location.origin}/widget.js" data-account="0193-a1"></script>`
let app: App
function show(what: Component, props: object): void {
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(what, props) }) })
  app.use(createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: { render: () => null } }] }))
  app.mount(document.body.appendChild(document.createElement('div')))
}
const named = (label: string) => [...document.querySelectorAll<HTMLElement>('button')].find((one) => one.getAttribute('aria-label') === label || one.textContent!.trim() === label)!

beforeEach(async () => {
  await signedIn()
  brands.set('b', { id: 'b', name: '拾光' } as never)
  kinds.value = [WEB]
})
afterEach(() => {
  app.unmount()
  document.body.replaceChildren()
})

it('copies the line whole, tells the id and opens the chat beside', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue(undefined)
  show(AccountCard, { account: ACCOUNT })
  expect(document.querySelector('code')!.textContent).toBe(LINE)
  named('复制代码').click()
  named('复制账号编号').click()
  expect(write.mock.calls).toEqual([[LINE], ['0193-a1']])
  const link = document.querySelector<HTMLAnchorElement>('a[href="/chat/0193-a1"]')!
  expect([link.target, link.rel]).toEqual(['_blank', 'noopener'])
})

it('shows it for no other channel, nor for one that is off', () => {
  show(AccountCard, { account: { ...ACCOUNT, kind: 'wechat' } })
  expect(document.querySelector('code')).toBeNull()
  app.unmount()
  show(AccountCard, { account: { ...ACCOUNT, state: 'disabled' } })
  expect(document.querySelector('code')).toBeNull()
})

it('shows it when the account was made, and nothing to test at a provider there is not', async () => {
  vi.spyOn(doors, 'addAccount').mockResolvedValue(ACCOUNT)
  show(AccountDialog, { account: null })
  await eventually(() => expect(named('网页聊天')).toBeTruthy())
  named('网页聊天').click()
  await nextTick()
  const name = document.querySelector<HTMLInputElement>('[role=dialog] input')!
  name.value = '官网'
  name.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
  document.querySelector<HTMLElement>('[role=dialog] [type=submit]')!.click()
  await eventually(() => expect(document.querySelector('code')?.textContent).toBe(LINE))
  expect(named('检测')).toBeUndefined()
})
