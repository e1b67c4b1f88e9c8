// The form of a channel account: sends texts only, begins clean with each kind, says every refusal, loses nothing by a slip.
import { createApp, h, nextTick, type App, type VNode } from 'vue'
import { afterEach, beforeEach, expect, it, vi, type Mock } from 'vitest'
import { ApiError, type ChannelAccount, type ChannelKind, type AccountSetting } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import AccountCheck from '@/features/channels/AccountCheck.vue'
import AccountDialog from '@/features/channels/AccountDialog.vue'
import { kinds } from '@/features/channels/kinds'
import { doors } from '@/lib/session'
import { brands } from '@/live/directory'
import { eventually } from './eventually'
import { signedIn } from './world'

const words = (zh: string) => ({ 'zh-CN': zh, en: zh })
const setting = (key: string, type: AccountSetting['type'], fields: Partial<AccountSetting> = {}): AccountSetting => ({ key, title: words(key), help: words(`怎么填 ${key}`), type, required: false, default: '', choices: [], advanced: false, ...fields })
const kind = (name: string, settings: AccountSetting[], guide: string[] = []) => ({ kind: name, title: words(name), hosted: false, guide: guide.map(words), settings }) as unknown as ChannelKind
const WECHAT = kind('wechat', [
  setting('app_id', 'text', { required: true }), setting('token', 'secret', { required: true }),
  setting('mode', 'choice', { default: 'safe', choices: [{ value: 'safe', title: words('安全模式') }, { value: 'plain', title: words('明文模式') }] }),
  setting('rate', 'number', { default: '50', advanced: true }),
], ['登录 https://mp.weixin.qq.com，抄下 AppID'])
const WEB = kind('webchat', [setting('color', 'color', { default: '#1d5fbf' })])
const ACCOUNT = { id: 'a', kind: 'wechat', brand: 'b', name: '旗舰店', state: 'active', settings: { app_id: 'wx1', token: '***', mode: 'safe', rate: '50' }, webhook_path: '/hooks/wechat/a', health: null } as unknown as ChannelAccount
const refusal = (...errors: { field: string; code: string }[]) => new ApiError('invalid', 422, { type: '/problems/invalid', title: '', status: 422, detail: '', errors: errors.map((one) => ({ ...one, message: '' })) } as never)

let app: App
let closed: Mock<() => void>
let edited: Mock<(account: ChannelAccount) => void>
const dialog = () => document.querySelector<HTMLElement>('[role=dialog]')!
const button = (text: string) => [...document.querySelectorAll<HTMLElement>('[role=dialog] button, [role=dialog] summary')].find((one) => one.textContent!.trim() === text)!
const field = (label: string) => {
  const found = [...dialog().querySelectorAll('label')].find((one) => one.textContent!.startsWith(label))!
  return document.getElementById(found.htmlFor) as HTMLInputElement
}
async function write(label: string, text: string): Promise<void> {
  const input = field(label)
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
}
async function press(text: string): Promise<void> {
  button(text).click()
  await nextTick()
}
function mount(page: () => VNode): HTMLElement {
  const host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(TooltipProvider, null, { default: page }) })
  app.mount(host)
  return host
}
async function open(account: ChannelAccount | null): Promise<void> {
  closed = vi.fn<() => void>()
  edited = vi.fn<(account: ChannelAccount) => void>()
  mount(() => h(AccountDialog, { account, onClose: closed, onEdit: edited }))
  await eventually(() => expect(dialog()).toBeTruthy())
}

beforeEach(async () => {
  await signedIn()
  brands.set('b', { id: 'b', name: '拾光' } as never)
  kinds.value = [WEB, WECHAT]
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
})

it('sends every setting as a text, a number too', async () => {
  const saved = vi.spyOn(doors, 'changeAccount').mockResolvedValue(ACCOUNT)
  await open(ACCOUNT)
  expect(field('rate').type).toBe('text')
  expect(field('rate').inputMode).toBe('numeric')
  await write('rate', '20')
  await press('保存')
  expect(saved).toHaveBeenCalledWith('a', { name: '旗舰店', settings: { app_id: 'wx1', token: '***', mode: 'safe', rate: '20' } })
})

it('sends nothing of a kind that was looked at before', async () => {
  const made = vi.spyOn(doors, 'addAccount').mockResolvedValue({ ...ACCOUNT, webhook_path: null })
  await open(null)
  await press('wechat')
  await press('保存并继续')
  expect(dialog().textContent).toContain('不能为空')
  await press('渠道')
  await press('webchat')
  expect(dialog().textContent).not.toContain('不能为空')
  await write('名称', '官网')
  await press('保存并继续')
  expect(made).toHaveBeenCalledWith({ kind: 'webchat', brand: 'b', name: '官网', settings: { color: '#1d5fbf' } })
})

it('says a refusal at its field with the hint beside it, unfolds what hides it, and says what has no field', async () => {
  vi.spyOn(doors, 'changeAccount').mockRejectedValueOnce(refusal({ field: 'settings.rate', code: 'format' })).mockRejectedValueOnce(refusal({ field: 'settings.gone', code: 'unknown' }))
  await open(ACCOUNT)
  expect(dialog().querySelectorAll('details')[1]!.open).toBe(false)
  await press('保存')
  await eventually(() => expect(document.activeElement).toBe(field('rate')))
  expect(dialog().querySelectorAll('details')[1]!.open).toBe(true)
  const told = field('rate').getAttribute('aria-describedby')!.split(' ').map((id) => document.getElementById(id)!.textContent)
  expect(told).toEqual(['格式不对：要填 0 或以上的整数', '怎么填 rate'])
  await press('保存')
  await eventually(() => expect(dialog().querySelector('[role=alert]')?.textContent).toBe('内容不符合要求'))
})

it('asks before it throws away what was written, and only then', async () => {
  await open(ACCOUNT)
  await press('取消')
  expect(closed).toHaveBeenCalledOnce()
  await write('app_id', 'wx2')
  dialog().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
  await eventually(() => expect(dialog().querySelector('[role=alertdialog]')).toBeTruthy())
  expect(closed).toHaveBeenCalledOnce()
  await press('继续填写')
  expect(field('app_id').value).toBe('wx2')
  await press('取消')
  await press('放弃')
  expect(closed).toHaveBeenCalledTimes(2)
})

it('names choices in words, folds the rest, and tells what to click at the provider', async () => {
  await open(null)
  await press('wechat')
  expect([...field('mode').querySelectorAll('option')].map((one) => one.textContent)).toEqual(['安全模式', '明文模式'])
  const [guide, more] = dialog().querySelectorAll('details')
  expect(guide!.open).toBe(true)
  expect(guide!.querySelector('a')!.href).toBe('https://mp.weixin.qq.com/')
  expect(more!.open).toBe(false)
  expect(more!.contains(field('rate'))).toBe(true)
})

it('gives the focus to the field of a secret that is to be replaced, and back', async () => {
  await open(ACCOUNT)
  await press('替换')
  await nextTick()
  expect(document.activeElement).toBe(field('token'))
  await press('保持不变')
  await nextTick()
  expect(document.activeElement).toBe(button('替换'))
})

it('says once what a field expects, and brings the first wrong one into sight', async () => {
  const seen = vi.spyOn(Element.prototype, 'scrollIntoView')
  vi.spyOn(doors, 'changeAccount').mockRejectedValue(refusal({ field: 'settings.mode', code: 'format' }))
  await open(ACCOUNT)
  await press('保存')
  await eventually(() => expect(document.activeElement).toBe(field('mode')))
  expect(seen.mock.contexts).toEqual([field('mode')])
  expect(document.getElementById(field('mode').getAttribute('aria-describedby')!)?.textContent).toBe('格式不对：怎么填 mode')
})

it('says why a kept secret is wanted again, at the secret', async () => {
  vi.spyOn(doors, 'changeAccount').mockRejectedValue(refusal({ field: 'settings.token', code: 'required' }))
  await open(ACCOUNT)
  await press('保存')
  await eventually(() => expect(document.activeElement).toBe(button('替换')))
  expect(document.getElementById(button('替换').getAttribute('aria-describedby')!)?.textContent).toContain('改了接口地址，密钥要重新填写')
  expect(dialog().textContent).not.toContain('不能为空')
  await press('替换')
  await nextTick()
  await press('保存')
  await eventually(() => expect(document.activeElement).toBe(field('token')))
  expect(dialog().textContent).toContain('不能为空')
})

it('leads back from what is left to do to the fields, and warns of an address that nobody reaches', async () => {
  vi.spyOn(doors, 'addAccount').mockResolvedValue(ACCOUNT)
  await open(null)
  await press('wechat')
  await write('名称', '旗舰店')
  await write('app_id', 'wx1')
  await write('token', 'x')
  await press('保存并继续')
  await eventually(() => expect(dialog().textContent).toContain('渠道后台连不到'))
  await press('返回修改')
  expect(edited).toHaveBeenCalledWith(ACCOUNT)
})

it('says whose words an error of the check is', async () => {
  vi.spyOn(doors, 'checkAccount').mockResolvedValue({ ok: false, lines: [], fault: 'account', error: 'invalid appid' })
  const host = mount(() => h(AccountCheck, { account: 'a', now: true }))
  await eventually(() => expect(host.textContent).toContain('服务商的原话：invalid appid'))
})

it('says at the name that there is an account of it already', async () => {
  vi.spyOn(doors, 'addAccount').mockRejectedValue(new ApiError('taken', 409, null))
  await open(null)
  await press('webchat')
  await write('名称', '官网聊天')
  await press('保存并继续')
  await eventually(() => expect(dialog().textContent).toContain('已有同名的账号'))
  expect(field('名称').getAttribute('aria-invalid')).toBe('true')
})

it('begins with the kind that was asked for', async () => {
  mount(() => h(AccountDialog, { account: null, kind: 'wechat' }))
  await eventually(() => expect(dialog().textContent).toContain('app_id'))
})
