// Closing: what it was about is asked where the brand has dispositions, and must be said where the brand says so.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import DispositionAsk from '@/features/thread/DispositionAsk.vue'
import { asking, askClose } from '@/features/thread/closing'
import { eventText } from '@/features/thread/eventText'
import { rest } from '@/lib/session'
import { forgetRows, putRow, rowOf } from '@/live/rows'
import { forgetSettings, settings } from '@/live/settings'
import { router } from '@/router'
import { eventually } from './eventually'
import { entry } from './settings-world'
import { conversation, iso, message, signedIn } from './world'

const LIST = [
  entry('disposition', 'back', { group: '售后', note: '想退' }, { name: '退货', position: 1 }), entry('disposition', 'size', { group: '售前' }, { name: '尺寸咨询', position: 2 }),
  entry('disposition', 'swap', { group: '售后' }, { name: '换新', position: 3 }), entry('disposition', 'other', {}, { name: '别家的', brand: 'x' }),
]
let app: App | null
let required: boolean
const close = () => vi.spyOn(rest, 'close').mockImplementation((id) => Promise.resolve(conversation(id, { place: 'closed', version: 2 })))
const refusal = (code: string) => new ApiError(code, 409, { type: `/problems/${code}`, title: '', status: 409, detail: '' })
const options = () => [...document.querySelectorAll('[role=option]')].map((one) => one.textContent)
const field = () => document.querySelector<HTMLInputElement>('[role=combobox]')!
const key = (name: string) => field().dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
async function write(text: string): Promise<void> {
  field().value = text
  field().dispatchEvent(new Event('input', { bubbles: true }))
  await eventually(() => expect(options()).not.toHaveLength(3))
}
function show(): void {
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(DispositionAsk, { row: rowOf('c')!, view: 'mine' }) }) })
  app.use(router).mount(document.body.appendChild(document.createElement('div')))
}

beforeEach(async () => {
  await signedIn()
  app = null
  required = false
  vi.spyOn(settings, 'all').mockImplementation((kind) => Promise.resolve(kind === 'disposition' ? LIST : kind === 'reception' ? [entry('reception', 'r', { needs_disposition: required })] : []))
  vi.spyOn(rest, 'counts').mockRejectedValue(refusal('unavailable'))
  vi.spyOn(router, 'push').mockResolvedValue(undefined)
  putRow(conversation('c'))
})
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
  asking.value = null
  forgetSettings()
  forgetRows()
})

it('asks for one of the brand, grouped, and closes with it', async () => {
  const closed = close()
  await askClose('c', 'mine')
  expect(asking.value).toMatchObject({ id: 'c', what: 'disposition', required: false })
  expect(closed).not.toHaveBeenCalled()
  show()
  expect([...document.querySelectorAll('[role=listbox] [role=group]')].map((one) => one.getAttribute('aria-label'))).toEqual(['售后', '售前'])
  expect(options()).toEqual(['退货', '换新', '尺寸咨询'])
  await write('尺寸')
  expect(options()).toEqual(['尺寸咨询'])
  key('Enter')
  await eventually(() => expect(closed).toHaveBeenCalledWith('c', undefined, 'size'))
  await eventually(() => expect(asking.value).toBeNull())
})

it('walks with the keys, finds by group and note, and can be passed over', async () => {
  const closed = close()
  await askClose('c', 'mine')
  show()
  key('ArrowDown')
  await eventually(() => expect(document.querySelector('[aria-selected=true]')!.textContent).toBe('换新'))
  await write('想退')
  expect(options()).toEqual(['退货'])
  ;[...document.querySelectorAll('button')].find((one) => one.textContent!.trim() === '不选，直接结束')!.click()
  await eventually(() => expect(closed).toHaveBeenCalledWith('c', undefined, null))
})

it('cannot be passed over where the brand wants one', async () => {
  required = true
  await askClose('c', 'mine')
  show()
  expect(document.body.textContent).toContain('要选小结')
  expect([...document.querySelectorAll('button')].map((one) => one.textContent!.trim())).not.toContain('不选，直接结束')
})

it('asks first for the answer the customer waits for, and keeps the reason that was given', async () => {
  const closed = close()
  putRow(conversation('c', { waiting_since: iso(0), version: 2 }))
  await askClose('c', 'mine')
  expect(asking.value).toMatchObject({ what: 'unanswered' })
  await askClose('c', 'mine', { reason: 'thanks' })
  expect(asking.value).toMatchObject({ what: 'disposition', ending: { reason: 'thanks' } })
  await askClose('c', 'mine', { reason: 'thanks', disposition: 'back' })
  expect(closed).toHaveBeenCalledWith('c', 'thanks', 'back')
})

it('asks when the server wants one that was not known, with what was said kept', async () => {
  vi.mocked(settings.all).mockResolvedValueOnce([]).mockResolvedValueOnce([])
  vi.spyOn(rest, 'close').mockRejectedValue(refusal('needs_disposition'))
  await askClose('c', 'mine', { reason: 'thanks' })
  expect(asking.value).toMatchObject({ what: 'disposition', required: true, ending: { reason: 'thanks' } })
  show()
  expect(options()).toHaveLength(3)
})

it('closes at once where there is nothing to choose', async () => {
  vi.mocked(settings.all).mockResolvedValue([])
  const closed = close()
  await askClose('c', 'mine')
  expect(closed).toHaveBeenCalledWith('c', undefined, undefined)
})

it('says in the thread what it was about', () => {
  const closed = (reason: string | null) => eventText(message(1, { direction: 'event', event: { kind: 'conversation.closed', by: 'agent', by_name: '王芳', reason, disposition: '退货' } }))
  expect([closed(null), closed('thanks')]).toEqual(['王芳 结束了会话 · 退货', '王芳 结束了会话 · 退货 · 客户致谢'])
})
