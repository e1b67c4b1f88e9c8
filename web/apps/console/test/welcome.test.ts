// The list to open with: ticked by the data, a test message seen coming in, colleagues invited several at once, put away.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type ChannelKind, ApiError, type AgentInvite, type ChannelAccount, type InviteForm, type Setting } from '@parlor/api'
import { peopleIn } from '@/features/welcome/inviting'
import { putAway, underway, welcomeShown } from '@/features/welcome/shown'
import WelcomePage from '@/features/welcome/WelcomePage.vue'
import { doors, rest, staff, useSession } from '@/lib/session'
import { agents, brands, quickReplies } from '@/live/directory'
import { putRow } from '@/live/rows'
import { forgetSettings, settings } from '@/live/settings'
import { views } from '@/live/views'
import { router } from '@/router'
import { eventually } from './eventually'
import { button, field, invite, show, shown, shut, signedInAs, type } from './staff'
import { conversation } from './world'

const account = (fields: Partial<ChannelAccount> = {}): ChannelAccount => ({
  id: 'a1', kind: 'webchat', brand: 'b1', queue: 'q1', name: '网页聊天', state: 'active', settings: {}, webhook_path: null,
  health: { state: 'unused', last_in_at: null, last_out_at: null, last_error_at: null, error: null, queued: 0, oldest_queued_at: null, in_doubt: 0, dead: 0 }, ...fields,
})
const entry = (kind: string, brand: string | null, fields: Setting['fields'] = {}): Setting => ({ id: `${kind}-${brand}`, kind, brand, name: '', fields, position: 1, deleted: false, version: 1, updated_at: '2026-11-21T08:00:00Z' })
let entries: Record<string, Setting[]>

beforeEach(async () => {
  localStorage.clear()
  await signedInAs('administrator')
  brands.delete('b2')
  agents.clear()
  agents.set('agent-me', useSession().agent!)
  quickReplies.value = []
  entries = { hours: [entry('hours', 'b1')] }
  forgetSettings()
  views.all.reset()
  vi.spyOn(settings, 'all').mockImplementation((kind) => Promise.resolve(entries[kind] ?? []))
  vi.spyOn(doors, 'accounts').mockResolvedValue({ items: [account()], next: null })
  vi.spyOn(doors, 'kinds').mockResolvedValue({ items: [{ kind: 'webchat', hosted: true, title: { 'zh-CN': '网页聊天', en: 'Web chat' }, settings: [] } as unknown as ChannelKind], next: null })
  vi.spyOn(doors, 'chatOnline').mockResolvedValue(true)
  vi.spyOn(staff, 'invites').mockResolvedValue([])
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
})
afterEach(shut)

async function open(): Promise<void> {
  await router.push('/welcome')
  show(WelcomePage)
  await eventually(() => expect(shown()).toContain('试一试网页聊天'))
}
const card = (text: string) => [...document.querySelectorAll('ol > li')].find((one) => one.textContent?.includes(text))!

it('ticks by the data alone, and opens the first step that is left', async () => {
  await open()
  expect(shown()).toContain('已完成 1/8')
  expect(card('服务时间与节假日').textContent).toContain('已完成')
  expect(shown()).toContain('等待第一条消息')
  shut()
  vi.spyOn(doors, 'accounts').mockResolvedValue({ items: [account({ settings: { greeting_zh: '欢迎来到拾光' } })], next: null })
  entries.disposition = [entry('disposition', 'b1')]
  quickReplies.value = [{ id: 'q', scope: 'company', team: null, expires_at: null, shortcut: 'hi', title: '', text: '', updated_at: '' }]
  forgetSettings()
  await open()
  await eventually(() => expect(shown()).toContain('已完成 4/8'))
})

it('shows the test message as it comes in, and takes it', async () => {
  const accept = vi.spyOn(rest, 'accept').mockResolvedValue(conversation('c1', { owner: 'agent-me' }))
  await open()
  await eventually(() => expect(views.all.state.value).toBe('ready'))
  putRow(conversation('c1', { place: 'queue', owner: null, waiting_since: '2026-11-21T08:00:00Z', last_message: { seq: 1, direction: 'in', author: 'customer', kind: 'text', text: '在吗', at: '2026-11-21T08:00:00Z' } }))
  await eventually(() => expect(shown()).toContain('已收到'))
  expect(shown()).toContain('在吗')
  ;[...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === '接待')!.click()
  await eventually(() => expect(accept).toHaveBeenCalledWith('c1'))
  await eventually(() => expect(router.currentRoute.value.path).toBe('/inbox/mine/c1'))
})

it('says that nothing comes while one is away, and that the hours are over', async () => {
  useSession().session = { ...useSession().session!, agent: { ...useSession().agent!, presence: 'offline' } }
  const presence = vi.spyOn(rest, 'presence').mockImplementation(() => Promise.resolve({ ...useSession().agent!, presence: 'ready' }))
  vi.spyOn(doors, 'chatOnline').mockResolvedValue(false)
  await open()
  expect(shown()).toContain('新会话不会分配给你')
  button('开始接待').click()
  await eventually(() => expect(shown()).toContain('你正在接待'))
  expect(presence).toHaveBeenCalledOnce()
  await eventually(() => expect(shown()).toContain('现在不在服务时间内'))
})

it('lets the sites be written as people write them', async () => {
  const change = vi.spyOn(doors, 'changeAccount').mockImplementation((id, body) => Promise.resolve(account({ id, settings: body.settings! })))
  await open()
  button('装到你的网站').click()
  await eventually(() => expect(document.querySelector('textarea')).toBeTruthy())
  const sites = document.querySelector('textarea')! as unknown as HTMLInputElement
  type(sites, 'nonsense')
  button('保存').click()
  await eventually(() => expect(shown()).toContain('填网站地址'))
  expect(change).not.toHaveBeenCalled()
  type(sites, 'www.shop.example/a https://b.example')
  button('保存').click()
  await eventually(() => expect(change).toHaveBeenCalledWith('a1', { settings: { allowed_origins: 'https://www.shop.example\nhttps://b.example' } }))
  await eventually(() => expect(card('装到你的网站').textContent).toContain('已完成'))
})

it('invites several at once: what is refused stays where it was written, the rest are links', async () => {
  const asked: InviteForm[] = []
  vi.spyOn(staff, 'invite').mockImplementation((body): Promise<AgentInvite> => {
    asked.push(body)
    return body.name === '钱多' ? Promise.reject(new ApiError('taken', 409, null)) : Promise.resolve({ ...invite(body.name), link: `http://x/invite/${body.name}` })
  })
  await open()
  button('邀请同事').click()
  await eventually(() => expect(document.querySelectorAll('input[type=email]')).toHaveLength(3))
  button('生成').click()
  await eventually(() => expect(document.querySelectorAll('[aria-invalid=true]')).toHaveLength(1))
  const fields = () => [...document.querySelectorAll<HTMLInputElement>('form li')].map((row) => [...row.querySelectorAll('input')] as [HTMLInputElement, HTMLInputElement])
  for (const [n, email, name] of [[0, 'zhao@x.example', '赵一航'], [1, 'qian@x.example', '钱多']] as const) {
    type(fields()[n]![0], email)
    type(fields()[n]![1], name)
  }
  await eventually(() => expect(shown()).toContain('生成 2 个邀请链接'))
  button('生成 2 个').click()
  await eventually(() => expect(shown()).toContain('已经有同事用这个邮箱'))
  expect(asked.map((one) => [one.name, one.role, one.brands])).toEqual([['赵一航', 'agent', ['b1']], ['钱多', 'agent', ['b1']]])
  expect([...document.querySelectorAll<HTMLInputElement>('input[readonly]')].map((one) => one.value)).toEqual(['http://x/invite/赵一航'])
  expect(fields()).toHaveLength(1)
})

it('reads people from what was pasted', () => {
  expect(peopleIn('zhao@x.example, 赵一航\n钱多 <qian@x.example>\n\nsun@x.example\t孙丽')).toEqual([{ email: 'zhao@x.example', name: '赵一航' }, { email: 'qian@x.example', name: '钱多' }, { email: 'sun@x.example', name: '孙丽' }])
  expect(peopleIn('nobody')).toBeNull()
})

it('leads to a form with a way back, and is put away with a way back too', async () => {
  await open()
  button('写好问候语').click()
  await eventually(() => expect(shown()).toContain('久未回复的提醒等'))
  button('久未回复的提醒等').click()
  await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/words?brand=b1'))
  expect(underway.value).toBe(true)
  expect(welcomeShown()).toBe(true)
  putAway(true)
  expect(welcomeShown()).toBe(false)
  putAway(false)
  expect(welcomeShown()).toBe(true)
})

it('is for those who may change what is on it, and asks operators for no people', async () => {
  await signedInAs('operator')
  await open()
  expect(card('邀请同事')).toBeUndefined()
  expect(shown()).toContain('/7')
  await signedInAs('agent')
  expect(welcomeShown()).toBe(false)
})

it('writes the greeting of the chat where it stands', async () => {
  const change = vi.spyOn(doors, 'changeAccount').mockImplementation((id, body) => Promise.resolve(account({ id, settings: body.settings! })))
  await open()
  button('写好问候语').click()
  await eventually(() => expect(field('中文')).toBeTruthy())
  type(field('中文'), '欢迎来到拾光')
  button('保存').click()
  await eventually(() => expect(change).toHaveBeenCalledWith('a1', { settings: { greeting_zh: '欢迎来到拾光', greeting_en: '' } }))
  await eventually(() => expect(card('写好问候语').textContent).toContain('已完成'))
})
