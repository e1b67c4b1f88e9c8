// The pages for integrators: keys that are shown once, webhooks tried out, looked into, switched and deleted.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type ApiKey, type Webhook, type WebhookDelivery } from '@parlor/api'
import ApiKeysPage from '@/features/integrate/ApiKeysPage.vue'
import WebhooksPage from '@/features/integrate/WebhooksPage.vue'
import { integrate } from '@/features/integrate/client'
import { GROUPS, conditionOf, hostOf, pretty, whyText } from '@/features/integrate/kinds'
import { webhookTurned } from '@/features/integrate/notice'
import { SCOPES, scopesText } from '@/features/integrate/scopes'
import { w } from '@/features/integrate/words'
import { housePlaces } from '@/features/places/places'
import { may } from '@/lib/rights'
import { rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { forgetDirectory } from '@/live/directory'
import { changes } from '@/live/live'
import { views } from '@/live/views'
import { enIntegrate } from '@/locales/en-integrate'
import { zhIntegrate } from '@/locales/zh-integrate'
import { eventually } from './eventually'
import { button, field, send, show, shown, shut, signedInAs, type } from './staff'
import { iso } from './world'

const key = (id: string, fields: Partial<ApiKey> = {}): ApiKey => ({ id, name: id, role: 'agent', scopes: ['conversations:read'], brands: ['b1', 'b2'], prefix: 'pk_123456', created_at: iso(0), used_at: null, expires_at: null, ...fields })
const hook = (fields: Partial<Webhook> = {}): Webhook => ({
  id: 'h1', name: 'CRM', url: 'https://crm.example/hooks?token=t', kinds: ['message.received', 'conversation.closed'], brands: ['b1', 'b2'], state: 'active', disabled_reason: null,
  health: { failing_since: null, last_ok_at: iso(0), last_error_at: null, error: null, rests_until: null, pending: 0 }, old_secret_until: null, created_at: iso(0), ...fields,
})
const told = (fields: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  id: 'd1', event_id: 'msg_1', webhook: 'h1', kind: 'message.received', state: 'failed', body: '{"type":"message.received"}', next_at: null, created_at: iso(0),
  attempts: [{ at: iso(0), status: 500, latency_ms: 42, error: 'it answered 500', answer: 'database is away' }], ...fields,
})
const page = <T>(items: T[]) => ({ items, next: null })

beforeEach(async () => {
  await signedInAs('administrator')
  toasts.value = []
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
})
afterEach(() => {
  shut()
  views.mine.reset()
  forgetDirectory()
})

it('begins with a line that works and the way to the guide', async () => {
  vi.spyOn(integrate, 'keys').mockResolvedValue(page([]))
  show(ApiKeysPage)
  await eventually(() => expect(shown()).toContain('还没有接口密钥'))
  expect(document.querySelector('code')?.textContent).toBe(`curl -H 'Authorization: Bearer pk_…' ${location.origin}/api/v1/counts`)
  expect(document.querySelector<HTMLAnchorElement>('a[href="/docs/integrate.md"]')?.textContent).toBe('查看接入指南')
})

it('shows what each key may, when it was used, and that its end is near or over', async () => {
  const soon = new Date(Date.now() + 86_400_000).toISOString()
  vi.spyOn(integrate, 'keys').mockResolvedValue(page([key('CRM', { scopes: ['all'], used_at: iso(0) }), key('机器人', { scopes: SCOPES.slice(0, 6) as ApiKey['scopes'], expires_at: iso(0) }), key('报表', { expires_at: soon })]))
  show(ApiKeysPage)
  await eventually(() => expect(document.querySelectorAll('article')).toHaveLength(3))
  const [crm, bot, report] = [...document.querySelectorAll('article')].map((one) => one.textContent)
  expect(crm).toContain('全部')
  expect(crm).toContain('用过')
  expect(bot).toContain('看会话、接待和回复、看客户 等 6 项')
  expect(bot).toContain('已到期')
  expect(bot).toContain('从未使用')
  expect(report).toContain('到期')
})

it('makes a key by preset, shows it once and keeps it nowhere', async () => {
  vi.spyOn(integrate, 'keys').mockResolvedValue(page([]))
  const make = vi.spyOn(integrate, 'makeKey').mockRejectedValueOnce(new ApiError('invalid', 422, { type: '', title: '', status: 422, detail: '', errors: [{ field: 'name', code: 'taken', detail: '' }] }))
    .mockResolvedValue(key('CRM', { key: 'pk_once' }))
  show(ApiKeysPage)
  await eventually(() => expect(button('新建密钥')).toBeTruthy())
  button('新建密钥').click()
  await eventually(() => expect(field('名称')).toBeTruthy())
  send()
  await eventually(() => expect(shown()).toContain('填 1 到 100 个字'))
  expect(make).not.toHaveBeenCalled()
  type(field('名称'), ' CRM ')
  button('只读', '[role=radio]').click()
  send()
  await eventually(() => expect(shown()).toContain('已有密钥用这个名称'))
  send()
  await eventually(() => expect(shown()).toContain('pk_once'))
  expect(make).toHaveBeenLastCalledWith({ name: 'CRM', role: 'agent', scopes: ['conversations:read', 'customers:read', 'events:read', 'settings:read', 'channels:read'], brands: ['b1', 'b2'], expires_at: null })
  button('完成').click()
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  expect(document.querySelectorAll('article')).toHaveLength(1)
  expect(document.body.innerHTML).not.toContain('pk_once')
})

it('lets somebody choose scopes one by one, at least one', async () => {
  vi.spyOn(integrate, 'keys').mockResolvedValue(page([]))
  const make = vi.spyOn(integrate, 'makeKey').mockResolvedValue(key('CRM', { key: 'pk_once' }))
  show(ApiKeysPage)
  await eventually(() => expect(button('新建密钥')).toBeTruthy())
  button('新建密钥').click()
  await eventually(() => expect(field('名称')).toBeTruthy())
  type(field('名称'), 'CRM')
  button('自选', '[role=radio]').click()
  await eventually(() => expect(shown()).toContain('看审计'))
  const box = (text: string) => [...document.querySelectorAll('label')].find((one) => one.textContent?.includes(text))!.querySelector('input')!
  box('看会话').click()
  send()
  await eventually(() => expect(shown()).toContain('至少选一项'))
  box('看审计').click()
  send()
  await eventually(() => expect(make).toHaveBeenCalledWith(expect.objectContaining({ scopes: ['audit:read'] })))
})

it('revokes once asked', async () => {
  vi.spyOn(integrate, 'keys').mockResolvedValue(page([key('CRM')]))
  const revoke = vi.spyOn(integrate, 'revokeKey').mockResolvedValue(undefined)
  show(ApiKeysPage)
  await eventually(() => expect(button('收回 CRM')).toBeTruthy())
  button('收回 CRM').click()
  await eventually(() => expect(shown()).toContain('不能撤销'))
  expect(revoke).not.toHaveBeenCalled()
  button('确认收回').click()
  await eventually(() => expect(shown()).toContain('还没有接口密钥'))
  expect(revoke).toHaveBeenCalledExactlyOnceWith('CRM')
})

async function hooks(...all: Webhook[]): Promise<void> {
  vi.spyOn(integrate, 'webhooks').mockResolvedValue(page(all))
  show(WebhooksPage)
  await eventually(() => expect(shown()).toContain(all.length ? all[0]!.name : '还没有 Webhook'))
}

it('makes a webhook, says what is wrong with its address, and shows its secret once', async () => {
  const make = vi.spyOn(integrate, 'makeWebhook').mockRejectedValueOnce(new ApiError('invalid', 422, { type: '', title: '', status: 422, detail: '', errors: [{ field: 'url', code: 'invalid', detail: '' }] }))
    .mockResolvedValue(hook({ secret: 'whsec_once' }))
  await hooks()
  button('新建 Webhook').click()
  await eventually(() => expect(field('地址')).toBeTruthy())
  send()
  await eventually(() => expect(shown()).toContain('填一个能从服务器访问的网址'))
  type(field('名称'), 'CRM')
  type(field('地址'), 'http://10.0.0.1/')
  send()
  await eventually(() => expect(shown()).toContain('PARLOR_ALLOW_HOSTS'))
  type(field('地址'), 'https://crm.example/hooks')
  send()
  await eventually(() => expect(shown()).toContain('whsec_once'))
  expect(make).toHaveBeenLastCalledWith({ name: 'CRM', url: 'https://crm.example/hooks', kinds: ['message.received', 'conversation.opened', 'conversation.assigned', 'conversation.closed'], brands: ['b1', 'b2'] })
  button('完成').click()
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  expect(shown()).toContain('crm.example')
  expect(document.body.innerHTML).not.toContain('whsec_once')
})

it('tries it out and shows the answer', async () => {
  vi.spyOn(integrate, 'testWebhook').mockResolvedValue(told({ kind: 'webhook.test' }))
  await hooks(hook())
  button('发送测试').click()
  await eventually(() => expect(shown()).toContain('database is away'))
  expect(shown()).toContain('对方没有收下，回答 500，用时 42 毫秒')
  vi.mocked(integrate.testWebhook).mockResolvedValue(told({ state: 'delivered', attempts: [{ at: iso(0), status: 204, latency_ms: 7, error: null, answer: '' }] }))
  button('发送测试').click()
  await eventually(() => expect(shown()).toContain('对方收下了，回答 204，用时 7 毫秒'))
})

it('says why one is off and goes on where it stopped', async () => {
  const change = vi.spyOn(integrate, 'changeWebhook').mockResolvedValue(hook())
  await hooks(hook({ state: 'disabled', disabled_reason: 'gone' }))
  expect(shown()).toContain('对方回答 410')
  button('启用').click()
  await eventually(() => expect(change).toHaveBeenCalledExactlyOnceWith('h1', { state: 'active' }))
  await eventually(() => expect(shown()).not.toContain('对方回答 410'))
  expect(toasts.value.at(-1)!.text).toContain('从停下的地方继续')
})

it('looks into what was sent and sends it again', async () => {
  const list = vi.spyOn(integrate, 'told').mockResolvedValue(page([told()]))
  const replay = vi.spyOn(integrate, 'replay').mockResolvedValue(told({ state: 'pending' }))
  await hooks(hook())
  button('“CRM”的发送记录').click()
  await eventually(() => expect(document.querySelector('[role=dialog] details')).toBeTruthy())
  const row = document.querySelector<HTMLDetailsElement>('[role=dialog] details')!
  expect(row.textContent).toContain('客户发来消息')
  row.open = true
  row.dispatchEvent(new Event('toggle'))
  await eventually(() => expect(shown()).toContain('database is away'))
  expect(shown()).toContain('"type": "message.received"')
  button('重新发送').click()
  await eventually(() => expect(replay).toHaveBeenCalledExactlyOnceWith('d1'))
  await eventually(() => expect(row.textContent).toContain('等待中'))
  button('失败', '[role=radio]').click()
  await eventually(() => expect(list).toHaveBeenLastCalledWith('h1', 'failed', null))
})

it('tells once that one was switched off by itself, and reads the list again when something turned', async () => {
  const ask = vi.spyOn(integrate, 'webhooks').mockResolvedValue(page([hook({ state: 'disabled', disabled_reason: 'failing' })]))
  await webhookTurned()
  await webhookTurned()
  expect(toasts.value.map((one) => one.text)).toEqual(['Webhook“CRM”已自动停用'])
  show(WebhooksPage)
  await eventually(() => expect(shown()).toContain('连续三天没有一次成功'))
  ask.mockResolvedValue(page([hook({ health: { ...hook().health, failing_since: iso(0), error: 'it answered 500' } })]))
  changes.webhooks += 1
  await eventually(() => expect(shown()).toContain('原因：对方回答 500'))
})

it('is for administrators only', async () => {
  expect(housePlaces.value.some((one) => one.name === 'integrate')).toBe(true)
  shut()
  await signedInAs('operator')
  const ask = vi.spyOn(integrate, 'keys')
  ask.mockClear()
  show(ApiKeysPage)
  await eventually(() => expect(shown()).toContain('你没有查看这里的权限'))
  expect(ask).not.toHaveBeenCalled()
  expect(may('integrate')).toBe(false)
})

it('has words in both languages for every scope, kind and key', () => {
  expect(JSON.stringify([zhIntegrate, enIntegrate])).not.toMatch(/[!！]/)
  for (const [group, texts] of Object.entries(zhIntegrate)) expect(Object.keys(enIntegrate[group as keyof typeof enIntegrate])).toEqual(Object.keys(texts))
  for (const scope of SCOPES) expect(w(`scope|${scope}`)).toMatch(/[一-龥]|Webhook/)
  for (const kind of GROUPS.flatMap((group) => group.kinds)) expect(kind in zhIntegrate.kind).toBe(true)
  expect(scopesText(['all'])).toBe('全部')
  expect([hostOf('https://a.example:8443/x'), hostOf('x')]).toEqual(['a.example:8443', 'x'])
  expect([pretty('{"a":1}'), pretty('x')]).toEqual(['{\n  "a": 1\n}', 'x'])
  expect(['it answered 418', 'refused: localhost leads to 127.0.0.1', 'something new'].map(whyText)).toEqual(['对方回答 418', '地址在内网，不会访问（localhost leads to 127.0.0.1）', 'something new'])
  expect([conditionOf(hook()), conditionOf(hook({ health: { ...hook().health, last_ok_at: null } }))]).toEqual(['ok', 'unused'])
})
