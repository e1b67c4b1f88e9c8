// A message's menu: what was copied is said to be copied, and what was not is not.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi, type MockInstance } from 'vitest'
import { TooltipProvider } from '@parlor/ui'
import Bubble from '@/features/thread/Bubble.vue'
import { toasts } from '@/lib/toast'
import { forgetRows, putRow } from '@/live/rows'
import { eventually } from './eventually'
import { conversation, message, signedIn } from './world'

let app: App
let write: MockInstance<(text: string) => Promise<void>>

beforeEach(async () => {
  await signedIn()
  toasts.value = []
  write = vi.spyOn(navigator.clipboard, 'writeText')
  const row = putRow(conversation('c'))
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(Bubble, { message: message(1, { text: '订单号 8812' }), first: true, row }) }) })
  app.mount(document.body.appendChild(document.createElement('div')))
})
afterEach(() => {
  app.unmount()
  document.body.replaceChildren()
  forgetRows()
})

async function copy(): Promise<void> {
  const trigger = document.querySelector<HTMLElement>('button')!
  trigger.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  const item = await eventually(() => { const found = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((one) => one.textContent?.includes('复制')); expect(found).toBeTruthy(); return found! })
  item.click()
}

it('says that a text was copied', async () => {
  write.mockResolvedValue(undefined)
  await copy()
  await eventually(() => expect(toasts.value.map((one) => one.kind)).toEqual(['plain']))
  expect(write).toHaveBeenCalledWith('订单号 8812')
})

it('says that it could not', async () => {
  write.mockRejectedValue(new DOMException('no', 'NotAllowedError'))
  await copy()
  await eventually(() => expect(toasts.value.map((one) => one.kind)).toEqual(['bad']))
})

it('lays a text out from the side where its script begins', () => {
  expect(document.querySelector('article p')?.getAttribute('dir')).toBe('auto')
})
