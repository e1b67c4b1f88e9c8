// The form card in the thread: as masked as the customer's panel, shown after a reason.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { masked } from '@/features/customer/mask'
import FormCard from '@/features/thread/FormCard.vue'
import { rest } from '@/lib/session'
import { eventually } from './eventually'
import { signedIn } from './world'

let app: App
let host: HTMLElement

beforeEach(async () => {
  await signedIn()
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(FormCard, { customer: 'tom', form: { name: 'Tom', phone: '13812341234', email: 'tom@example.com' } }) })
  app.mount(host)
})
afterEach(() => {
  app.unmount()
  host.remove()
})

it('masks as the server does', () => {
  expect(['13812341234', '+86 138 1234 1234', '12345', '1'].map((value) => masked('phone', value))).toEqual(['138****1234', '+86****1234', '****45', '****1'])
  expect(['li.ming@example.com', '李明'].map((value) => masked('email', value))).toEqual(['l****@example.com', '李****'])
})

it('shows the address only after somebody said why', async () => {
  const reveal = vi.spyOn(rest, 'reveal').mockResolvedValue({ value: 'tom@example.com' })
  expect(host.textContent).toContain('t****@example.com')
  expect(host.textContent).not.toContain('13812341234')
  const button = (fits: (one: HTMLButtonElement) => boolean) => eventually(() => {
    const found = [...document.querySelectorAll('button')].find(fits)
    expect(found).toBeTruthy()
    return found!
  })
  ;(await button((one) => one.getAttribute('aria-label') === '显示完整邮箱')).click()
  ;(await button((one) => one.textContent === '核对身份')).click()
  await eventually(() => expect(reveal).toHaveBeenCalled())
  await nextTick()
  expect(reveal).toHaveBeenCalledWith('tom', 'email', 'verify')
  await eventually(() => expect(host.textContent).toContain('tom@example.com'))
  expect(host.textContent).not.toContain('13812341234')
})
