// Keys: changed by pressing, told when another action has them, switched off one by one or all; never while an input method composes.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import KeyMap from '@/features/palette/KeyMap.vue'
import { dialog } from '@/features/palette/dialogs'
import { keyOf } from '@/features/palette/keymap'
import { listenForKeys } from '@/features/palette/keys'
import { isChanged, resetKey, setKey } from '@/features/palette/remap'
import { usePreferences } from '@/lib/preferences'
import { rest, useSession } from '@/lib/session'
import { router } from '@/router'
import { signedIn } from './world'

let app: App
let host: HTMLElement
const press = (target: EventTarget, key: string, more: KeyboardEventInit = {}) => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
const button = (words: string) => [...host.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent)!.includes(words))!
async function learn(words: string, key: string): Promise<void> {
  const one = button(words)
  one.click()
  await nextTick()
  press(one, key)
  await nextTick()
}

beforeEach(async () => {
  localStorage.clear()
  await signedIn()
  vi.spyOn(rest, 'session').mockResolvedValue(useSession().session!)
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ setup: () => { listenForKeys(); return () => h(KeyMap) } })
  app.mount(host)
  await router.push('/inbox/mine')
  dialog.value = null
})
afterEach(() => {
  app.unmount()
  host.remove()
  dialog.value = null
})

it('learns a key by pressing it', async () => {
  await learn('更换 结束会话 的按键', 'y')
  expect(keyOf('close')).toBe('y')
  await learn('更换 结束会话 的按键', 'Backspace')
  expect(keyOf('close')).toBeUndefined()
  button('恢复 结束会话 的默认按键').click()
  expect([keyOf('close'), isChanged('close')]).toEqual(['e', false])
})

it('tells who has a key before it is taken, and which can be no key', async () => {
  await learn('更换 结束会话 的按键', 't')
  expect(host.querySelector('[role=alert]')?.textContent).toContain('T 已用于“转接”')
  expect([keyOf('close'), keyOf('transfer')]).toEqual(['e', 't'])
  button('换过来').click()
  await nextTick()
  expect([keyOf('close'), keyOf('transfer')]).toEqual(['t', undefined])
  await learn('更换 写备注 的按键', 'Enter')
  expect(host.querySelector('[role=alert]')?.textContent).toContain('由浏览器或输入框使用')
  expect(keyOf('note')).toBe('n')
})

it('gives a default key back to the one whose it is', () => {
  setKey('close', 't')
  resetKey('transfer')
  expect([keyOf('transfer'), keyOf('close')]).toEqual(['t', undefined])
})

it('does nothing while an input method composes, in a field, or with all keys off', () => {
  const field = document.body.appendChild(document.createElement('textarea'))
  press(window, '?', { isComposing: true })
  press(window, '?', { keyCode: 229 } as KeyboardEventInit)
  press(window, 'Process')
  press(field, '?')
  expect(dialog.value).toBeNull()
  usePreferences().values.shortcuts = false
  press(window, '?')
  expect(dialog.value).toBeNull()
  usePreferences().values.shortcuts = true
  press(window, '?')
  expect(dialog.value).toBe('help')
  field.remove()
})

it('finds an action by its key', async () => {
  const input = host.querySelector('input')!
  input.value = 'e'
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
  expect(button('更换 结束会话 的按键')).toBeTruthy()
  input.value = '没有这个'
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
  expect(host.textContent).toContain('没有匹配的动作')
})
