// What comes back and what goes: deleted entries, archived brands and deleted queues, and what a retention would delete.
import { createApp, h, reactive, shallowRef, type App, type Component } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type Brand } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import ArchiveButton from '@/features/organisation/ArchiveButton.vue'
import Archived from '@/features/organisation/Archived.vue'
import BrandPicks from '@/features/people/BrandPicks.vue'
import { brandsText } from '@/features/people/people'
import DeletedEntries from '@/features/settings/DeletedEntries.vue'
import RetentionPreview from '@/features/settings/RetentionPreview.vue'
import { rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { brands, forgetDirectory, queues } from '@/live/directory'
import { forgetSettings, settings } from '@/live/settings'
import { withKeeping } from '@/locales/keeping'
import { eventually } from './eventually'
import { DISPOSITION, entry } from './settings-world'
import { signedInAs } from './staff'
import { iso } from './world'

const brand = (id: string, name: string, archived_at: string | null = null): Brand => ({ id, name, zone: 'Asia/Shanghai', archived_at, version: 1 })
let app: App | null = null
function show(part: Component, props: Record<string, unknown>): void {
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(part, props) }) })
  app.mount(document.body.appendChild(document.createElement('div')))
}
const shown = () => document.body.textContent ?? ''
const button = (label: string) => [...document.querySelectorAll('button')].find((one) => one.ariaLabel === label || one.getAttribute('aria-label') === label || one.textContent?.trim() === label)!
const said = () => toasts.value.map((one) => one.text)

beforeEach(async () => {
  await signedInAs('administrator')
  await withKeeping(Promise.resolve())
  toasts.value = []
})
afterEach(() => {
  app?.unmount()
  app = null
  document.body.innerHTML = ''
  vi.useRealTimers()
  forgetDirectory()
  forgetSettings()
  vi.restoreAllMocks()
})

it('lists what was deleted and brings it back as it was', async () => {
  const gone = entry('disposition', 'd1', {}, { name: '退货', deleted: true, version: 4 })
  vi.spyOn(rest, 'ask').mockResolvedValue({ items: [gone], next: null })
  const back = vi.spyOn(settings, 'restore').mockResolvedValue({ ...gone, deleted: false, version: 5 })
  show(DeletedEntries, { kind: DISPOSITION, brand: 'b', entries: [] })
  await eventually(() => expect(shown()).toContain('已删除（1）'))
  button('恢复 退货').click()
  await eventually(() => expect(back).toHaveBeenCalledWith('disposition', 'd1', 3))
  await eventually(() => expect(shown()).not.toContain('退货'))
})

it('says where what was deleted could not be read, and reads it again', async () => {
  const ask = vi.spyOn(rest, 'ask').mockRejectedValueOnce(new ApiError('unavailable', 503, null)).mockResolvedValue({ items: [], next: null })
  show(DeletedEntries, { kind: DISPOSITION, brand: 'b', entries: [] })
  await eventually(() => expect(shown()).toContain('没有读到已删除的内容'))
  button('再试一次').click()
  await eventually(() => expect(shown()).not.toContain('没有读到'))
  expect(ask).toHaveBeenCalledTimes(2)
})

it('archives with a way back, and says what to do first', async () => {
  brands.set('b1', brand('b1', '旗舰店'))
  const refusal = (code: string) => new ApiError('invalid', 422, { type: '/problems/invalid', title: '', status: 422, detail: '', instance: '', errors: [{ field: 'brand', code, detail: '' }] })
  const ask = vi.spyOn(rest, 'ask').mockRejectedValueOnce(refusal('in_use')).mockRejectedValueOnce(refusal('not_empty'))
    .mockResolvedValueOnce(brand('b1', '旗舰店', iso(0))).mockResolvedValueOnce(brand('b1', '旗舰店'))
  show(ArchiveButton, { brand: brand('b1', '旗舰店') })
  button('归档 旗舰店').click()
  await eventually(() => expect(said().join()).toContain('还有启用的渠道账号'))
  button('归档 旗舰店').click()
  await eventually(() => expect(said().join()).toContain('还有没结束的会话'))
  button('归档 旗舰店').click()
  await eventually(() => expect(brands.get('b1')!.archived_at).toBe(iso(0)))
  toasts.value.find((one) => one.text === '已归档 旗舰店')!.action!.run()
  await eventually(() => expect(ask).toHaveBeenLastCalledWith('POST', '/brands/b1/restore'))
  await eventually(() => expect(brands.get('b1')!.archived_at).toBeNull())
})

it('brings back archived brands and deleted queues', async () => {
  brands.set('b1', brand('b1', '旗舰店'))
  brands.set('b2', brand('b2', '团购', iso(0)))
  const queue = { id: 'q9', brand: 'b1', name: '投诉', waiting: 0, team: null, skill: null, level: 1, version: 3 }
  vi.spyOn(rest, 'ask').mockImplementation(async (method, path) => (path === '/queues' ? { items: [queue], next: null } : path === '/queues/q9/restore' ? queue : brand('b2', '团购')) as never)
  show(Archived, {})
  await eventually(() => expect(shown()).toContain('已删除的队列（1）'))
  button('恢复 投诉').click()
  await eventually(() => expect(queues.has('q9')).toBe(true))
  button('恢复 团购').click()
  await eventually(() => expect(brands.get('b2')!.archived_at).toBeNull())
  await eventually(() => expect(shown()).not.toContain('已归档的品牌'))
})

it('says where deleted queues could not be read, and reads them again', async () => {
  const ask = vi.spyOn(rest, 'ask').mockRejectedValueOnce(new ApiError('unavailable', 503, null)).mockResolvedValue({ items: [], next: null })
  show(Archived, {})
  await eventually(() => expect(shown()).toContain('没有读到已删除的队列'))
  button('再试一次').click()
  await eventually(() => expect(shown()).not.toContain('没有读到已删除的队列'))
  expect(ask).toHaveBeenCalledTimes(2)
})

it('offers no archived brand, but keeps one that is chosen, and calls all in use all', async () => {
  const chosen = shallowRef(['b1', 'old'])
  brands.clear()
  for (const one of [brand('b1', '旗舰店'), brand('b2', '售后'), brand('b3', '直播'), brand('old', '团购', iso(0)), brand('older', '门店', iso(0))]) brands.set(one.id, one)
  app = createApp({ render: () => h(BrandPicks, { modelValue: chosen.value, 'onUpdate:modelValue': (now: string[]) => { chosen.value = now } }) })
  app.mount(document.body.appendChild(document.createElement('div')))
  const offered = () => [...document.querySelectorAll('label')].map((one) => one.textContent)
  expect(offered()).toEqual(['旗舰店', '售后', '直播', '团购'])
  document.querySelectorAll<HTMLInputElement>('input')[3]!.click()
  await eventually(() => expect(chosen.value).toEqual(['b1']))
  expect(offered(), 'it can be chosen again').toContain('团购')
  expect([brandsText(['b1', 'b2', 'b3']), brandsText(['b1', 'b2', 'old'])]).toEqual(['全部品牌', '旗舰店、售后、团购'])
})

it('counts what the days in the form would delete, and says that it is for good', async () => {
  const ask = vi.spyOn(rest, 'ask').mockResolvedValue({ conversations: 12, audit_rows: 1, webhook_deliveries: 100_000 })
  const values = reactive<Record<string, unknown>>({ conversation_days: '' })
  vi.useFakeTimers()
  show(RetentionPreview, { values })
  expect(shown()).toContain('删除后不能恢复')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(ask, 'where nothing is set nothing is asked').not.toHaveBeenCalled()
  values.conversation_days = '１,０００'
  await vi.advanceTimersByTimeAsync(5_000)
  vi.useRealTimers()
  await eventually(() => expect(shown()).toContain('12 个会话的消息与文件'))
  expect(shown()).toContain('1 条审计记录')
  expect(shown()).toContain('100,000 条以上 Webhook 投递记录')
  expect(ask).toHaveBeenCalledExactlyOnceWith('GET', '/retention/preview', { query: { conversation_days: 1000, audit_days: null, webhook_days: null } })
  ask.mockRejectedValue(new ApiError('invalid', 422, null))
  values.conversation_days = '3'
  await eventually(() => expect(ask).toHaveBeenCalledTimes(2))
  await eventually(() => expect(shown()).not.toContain('正在计算'))
  expect(shown(), 'what is wrong stands at its field').not.toMatch(/12 个会话|没有到期|没有算出/)
})

it('says that nobody could count, which is not that there is nothing', async () => {
  const ask = vi.spyOn(rest, 'ask').mockRejectedValueOnce(new ApiError('network', 0, null)).mockResolvedValue({ conversations: 0, audit_rows: 0, webhook_deliveries: 0 })
  show(RetentionPreview, { values: { conversation_days: '365' } })
  await eventually(() => expect(shown()).toContain('没有算出会删除多少'))
  button('再试一次').click()
  await eventually(() => expect(shown()).toContain('现在没有到期的内容'))
  expect(ask).toHaveBeenCalledTimes(2)
})
