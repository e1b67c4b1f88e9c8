// Our own controls: a busy button takes no press, choices in menus say which is chosen, the code search says that it looks.
import { createApp, h, nextTick, shallowRef, type App, type Component } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Leg } from '@parlor/api'
import { Button, IconButton, Menu, MenuItem, TooltipProvider } from '@parlor/ui'
import LegSwitch from '@/features/composer/LegSwitch.vue'
import CustomerSearch from '@/features/merge/CustomerSearch.vue'
import { doors } from '@/lib/session'
import { eventually } from './eventually'
import { signedIn } from './world'

let app: App
let host: HTMLElement
function show(render: () => ReturnType<typeof h>): void {
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(TooltipProvider as Component, null, { default: render }) })
  app.mount(host)
}
beforeEach(signedIn)
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
})

it('takes one press while it works, and its form is not sent twice', async () => {
  const busy = shallowRef(false)
  const pressed = vi.fn(() => { busy.value = true })
  const sent = vi.fn((event: Event) => event.preventDefault())
  show(() => h('form', { onSubmit: sent }, [h(Button, { type: 'submit', busy: busy.value, onClick: pressed }, { default: () => '保存' })]))
  const button = host.querySelector('button')!
  button.click()
  await nextTick()
  button.click()
  expect(pressed).toHaveBeenCalledOnce()
  expect(sent).toHaveBeenCalledOnce()
  expect(button.getAttribute('aria-disabled')).toBe('true')
  busy.value = false
  await nextTick()
  button.click()
  expect(pressed).toHaveBeenCalledTimes(2)
})

const entries = async () => {
  host.querySelector('button')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  await eventually(() => expect(document.querySelector('[role=menu]')).toBeTruthy())
  return [...document.querySelectorAll('[role^=menuitem]')].map((one) => [one.getAttribute('role'), one.getAttribute('aria-checked')])
}

it('tells which entry of a menu is chosen, and makes no choice of what is none', async () => {
  show(() => h(Menu, null, { trigger: () => h(IconButton, { icon: 'more', label: '更多' }), default: () => [h(MenuItem, { checked: true }), h(MenuItem, { checked: false }), h(MenuItem)] }))
  expect(await entries()).toEqual([['menuitemradio', 'true'], ['menuitemradio', 'false'], ['menuitem', null]])
})

it('tells which channel the reply goes out on', async () => {
  const leg = (id: string) => ({ id, channel: 'webchat', account_name: id, window: null, media: [], default: false }) as unknown as Leg
  const [a, b] = [leg('a'), leg('b')]
  show(() => h(LegSwitch, { legs: [a, b], leg: b }))
  expect(await entries()).toEqual([['menuitemradio', 'false'], ['menuitemradio', 'true']])
})

it('says that it looks while it looks', async () => {
  let answer!: () => void
  vi.spyOn(doors, 'findCustomers').mockImplementation(() => new Promise((resolve) => { answer = () => resolve({ items: [], next: null }) }))
  show(() => h(CustomerSearch, { except: 'x' }))
  expect(host.textContent).toContain('至少输入 2 个字')
  const input = host.querySelector('input')!
  input.value = '李建'
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await eventually(() => expect(host.textContent).toContain('正在查找客户'))
  expect(host.textContent).not.toContain('至少输入 2 个字')
  await eventually(() => expect(doors.findCustomers).toHaveBeenCalled())
  answer()
  await eventually(() => expect(host.textContent).toContain('没有找到其他客户'))
})
