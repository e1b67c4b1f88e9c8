// Many at once: rows are picked, one thing is done with all of them, what was refused stays and says why, and it can be taken back.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type BulkAction } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import BulkBar from '@/features/bulk/BulkBar.vue'
import { closeAll, refused, tagAll } from '@/features/bulk/deeds'
import PickBox from '@/features/inbox/PickBox.vue'
import { rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { findTexts } from '@/locales/late'
import { letGo, pick, picked } from '@/live/picked'
import { forgetRows, putRow } from '@/live/rows'
import { settings } from '@/live/settings'
import { eventually, settled } from './eventually'
import { conversation, signedIn } from './world'

let app: App | undefined
let host: HTMLElement
interface Call { ids: string[]; action: BulkAction; key: string }
let calls: Call[] = []
/** What the server refuses, by id. */
let refuses: Record<string, string> = {}
const answer = (id: string) => ({ id, ok: !(id in refuses), problem: id in refuses ? { type: `/problems/${refuses[id]}`, title: '', status: 409, detail: '' } : null })

beforeEach(async () => {
  await signedIn()
  await findTexts()
  calls = []
  refuses = {}
  vi.spyOn(settings, 'all').mockResolvedValue([])
  vi.spyOn(rest, 'conversation').mockImplementation(async (id) => conversation(id))
  vi.spyOn(rest, 'ask').mockImplementation((async (_: string, path: string, options: { body: { ids: string[]; action: BulkAction }; key: string }) => {
    expect(path).toBe('/conversations/bulk')
    calls.push({ ...options.body, key: options.key })
    return { items: options.body.ids.map(answer) }
  }) as never)
  for (const id of ['a', 'b', 'c', 'd']) putRow(conversation(id, { customer: { id: `c-${id}`, name: `客户${id}` }, tags: id === 'a' ? ['急'] : [] }))
  host = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  app?.unmount()
  app = undefined
  host.remove()
  letGo()
  refused.value = null
  forgetRows()
  toasts.value = []
})
function open(): void {
  app = createApp({ setup: () => () => h(TooltipProvider, null, { default: () => h(BulkBar, { ids: ['a', 'b', 'c', 'd'] }) }) })
  app.mount(host)
}
const button = (text: string) => [...host.querySelectorAll('button')].find((one) => one.textContent?.includes(text) || one.getAttribute('aria-label') === text)!

it('picks one, a range, and all that is loaded', async () => {
  app = createApp({ setup: () => () => ['a', 'b', 'c', 'd'].map((id) => h(PickBox, { id, ids: ['a', 'b', 'c', 'd'], compact: false })) })
  app.mount(host)
  const boxes = [...host.querySelectorAll('input')]
  expect(boxes[1]!.getAttribute('aria-label')).toBe('选择 客户b')
  boxes[0]!.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  boxes[2]!.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))
  expect([...picked]).toEqual(['a', 'b', 'c'])
  await settled()
  boxes[1]!.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await settled()
  expect([...picked]).toEqual(['a', 'c'])
  expect(boxes.map((box) => box.checked)).toEqual([true, false, true, false])
  app.unmount()
  open()
  button('全选已加载的 4 个').click()
  await settled()
  expect(picked.size).toBe(4)
  expect(host.textContent).toContain('已选 4 个')
})

it('closes them and takes it back', async () => {
  pick('a'); pick('b')
  open()
  await settled()
  button('结束').click()
  await eventually(() => expect(calls.length).toBe(1))
  expect(calls[0]).toMatchObject({ ids: ['a', 'b'], action: { kind: 'close', disposition: null, no_reply_needed: null } })
  const told = await eventually(() => { expect(toasts.value.length).toBe(1); return toasts.value[0]! })
  expect([told.text, picked.size]).toEqual(['已处理 2 个会话', 0])
  told.action!.run()
  await eventually(() => expect(calls.at(-1)).toMatchObject({ ids: ['a', 'b'], action: { kind: 'reopen' } }))
})

it('says which were refused and why, keeps them picked, and offers what helps', async () => {
  refuses = { b: 'unanswered', c: 'not_owner' }
  for (const id of ['a', 'b', 'c']) pick(id)
  open()
  await settled()
  button('结束').click()
  await eventually(() => expect(host.querySelector('[role=alert]')?.textContent ?? '').toContain('完成 1 个，2 个没有完成'))
  expect([...picked]).toEqual(['b', 'c'])
  expect(host.querySelector('[role=alert]')!.textContent).toContain('客户b')
  refuses = { c: 'not_owner' }
  button('1 个不需要回复，仍然结束').click()
  await eventually(() => expect(calls.at(-1)).toMatchObject({ ids: ['b'], action: { kind: 'close', no_reply_needed: '批量结束，不需要回复' } }))
})

it('tags those that have it not, and undo touches only those', async () => {
  pick('a'); pick('b')
  await tagAll('急')
  expect(calls[0]).toMatchObject({ ids: ['a', 'b'], action: { kind: 'tag', add: ['急'], remove: [] } })
  toasts.value[0]!.action!.run()
  await eventually(() => expect(calls.at(-1)).toMatchObject({ ids: ['b'], action: { kind: 'tag', add: [], remove: ['急'] } }))
})

it('goes in portions, and sends a portion that was lost again under its own key', async () => {
  const ids = Array.from({ length: 120 }, (_, n) => `n${n}`)
  let lost = true
  const served = vi.mocked(rest.ask).getMockImplementation()!
  vi.mocked(rest.ask).mockImplementation((async (method: 'POST', path: string, options: Record<string, unknown>) => {
    if (lost && calls.length === 1) {
      lost = false
      calls.push({ ...(options.body as Call), key: options.key as string })
      throw new ApiError('network', 0, null)
    }
    return served(method, path, options)
  }) as never)
  const well = await closeAll(null, null, ids)
  expect(well.length).toBe(120)
  expect(calls.map((call) => call.ids.length)).toEqual([50, 50, 50, 20])
  expect(calls[1]!.key).toBe(calls[2]!.key)
  expect(new Set(calls.map((call) => call.key)).size).toBe(3)
})
