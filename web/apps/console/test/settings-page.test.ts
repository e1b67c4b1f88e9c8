// The page of one kind of settings: presets, saving and taking back, refusals at their fields, what others saved meanwhile,
// what was not saved, lists with their order, and what an entry was before.
import { createApp, h, nextTick, shallowRef, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, type Setting, type SettingChange, type SettingKind } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import { kinds } from '@/features/settings/kinds'
import KindPage from '@/features/settings/KindPage.vue'
import { dropDraft, draftKey, unsaved, unsavedIn } from '@/features/settings/drafts'
import { toasts } from '@/lib/toast'
import { agents, brands } from '@/live/directory'
import { forgetSettings, readSettings, settings, settingsChanged } from '@/live/settings'
import { router } from '@/router'
import { eventually, settled } from './eventually'
import { DISPOSITION, entry, HOURS, RECEPTION } from './settings-world'
import { iso, ME, signedIn } from './world'

let app: App
let host: HTMLElement
/** What the server keeps. */
let kept: Setting[]
const shown = shallowRef<SettingKind>(RECEPTION)
const refusal = (code: string, status: number, ...fields: string[]) => new ApiError(code, status, { type: `/problems/${code}`, title: '', status, detail: '', errors: fields.map((field) => ({ field, code: 'format', detail: '' })) } as never)
const button = (text: string) => [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')].find((one) => (one.getAttribute('aria-label') ?? one.textContent!.trim()) === text)!
const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent!.startsWith(label))!
  return document.getElementById(found.htmlFor) as HTMLInputElement
}
async function write(label: string, text: string): Promise<void> {
  field(label).value = text
  field(label).dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
}
async function press(text: string): Promise<void> {
  await eventually(() => expect(button(text), text).toBeTruthy())
  button(text).click()
  await settled()
}
async function open(kind: SettingKind): Promise<void> {
  shown.value = kind
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(KindPage, { kind: shown.value, brand: 'b', key: shown.value.kind }) }) })
  app.use(router).mount(host)
  await eventually(() => expect(host.querySelector('.skeleton')).toBeNull())
}
const told = () => toasts.value.at(-1)!

beforeEach(async () => {
  await signedIn()
  kinds.value = [RECEPTION, HOURS, DISPOSITION]
  brands.set('b', { id: 'b', name: '旗舰店' } as never)
  agents.set(ME, { id: ME, name: '王芳' } as never)
  agents.set('other', { id: 'other', name: '江月' } as never)
  kept = []
  vi.spyOn(settings, 'all').mockImplementation((kind) => Promise.resolve(kept.filter((one) => one.kind === kind)))
  vi.spyOn(settings, 'make').mockImplementation((kind, body) => {
    const made = entry(kind, `${kind}-new`, body.fields, { name: body.name ?? '', position: 9 })
    kept = [...kept, made]
    return Promise.resolve(made)
  })
  vi.spyOn(settings, 'change').mockImplementation((_kind, id, body: SettingChange) => {
    const was = kept.find((one) => one.id === id)!
    const is = { ...was, ...body, version: was.version + 1, updated_at: iso(60) }
    kept = kept.map((one) => (one.id === id ? is : one))
    return Promise.resolve(is)
  })
  vi.spyOn(settings, 'remove').mockImplementation((_kind, id) => Promise.resolve(void (kept = kept.filter((one) => one.id !== id))))
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
  toasts.value = []
  for (const kind of ['reception', 'hours', 'disposition']) for (const id of ['one', 'new', 'a']) dropDraft(draftKey(kind, 'b', id))
  forgetSettings()
})

it('shows presets while nothing is set, saves, and takes it back', async () => {
  await open(RECEPTION)
  expect(field('邀请等多久').value).toBe('20')
  expect(button('保存')).toBeUndefined()
  await write('邀请等多久', '25')
  await press('保存')
  expect(settings.make).toHaveBeenCalledWith('reception', { brand: 'b', fields: { offer_for: 25, needs_disposition: false } })
  expect(told()).toMatchObject({ text: '已保存', action: { text: '撤销' } })
  told().action!.run()
  await eventually(() => expect(settings.remove).toHaveBeenCalledWith('reception', 'reception-new'))
  await eventually(() => expect(field('邀请等多久').value).toBe('20'))
})

it('restores the version before, but not over what somebody saved since', async () => {
  kept = [entry('reception', 'r', { offer_for: 20 }, { version: 4 })]
  const restore = vi.spyOn(settings, 'restore').mockResolvedValue(entry('reception', 'r', { offer_for: 20 }, { version: 6 }))
  await open(RECEPTION)
  await write('邀请等多久', '25')
  await press('保存')
  expect(settings.change).toHaveBeenCalledWith('reception', 'r', { fields: { offer_for: 25, needs_disposition: false }, version: 4 })
  const undo = told().action!
  undo.run()
  await eventually(() => expect(restore).toHaveBeenCalledWith('reception', 'r', 4))
  await eventually(() => expect(field('邀请等多久').value).toBe('20'))
  undo.run()
  await eventually(() => expect(told()).toMatchObject({ kind: 'bad' }))
  expect(restore).toHaveBeenCalledOnce()
})

it('says what is wrong at its field, before the server and by it', async () => {
  await open(RECEPTION)
  await write('邀请等多久', '500')
  await press('保存')
  expect(settings.make).not.toHaveBeenCalled()
  expect(document.activeElement).toBe(field('邀请等多久'))
  expect(host.querySelector('[data-field=offer_for]')!.textContent).toContain('5 到 120')
  vi.mocked(settings.make).mockRejectedValueOnce(refusal('invalid', 422, 'fields.offer_for'))
  await write('邀请等多久', '50')
  await press('保存')
  await eventually(() => expect(host.querySelector('[data-field=offer_for] .text-bad')?.textContent).toBe('格式不对'))
})

it('shows what somebody else saved, keeps what was written, and saves either', async () => {
  kept = [entry('reception', 'r', { offer_for: 20, needs_disposition: false })]
  await open(RECEPTION)
  await write('邀请等多久', '25')
  kept = [entry('reception', 'r', { offer_for: 30, needs_disposition: true }, { version: 2 })]
  vi.mocked(settings.change).mockRejectedValueOnce(refusal('conflict', 409))
  await press('保存')
  await eventually(() => expect(host.querySelector('[role=alert]')?.textContent).toContain('对方：30 秒'))
  expect(host.querySelector('[role=alert]')!.textContent).toContain('你的：25 秒')
  expect(field('邀请等多久').value).toBe('25')
  await press('保存我的')
  expect(settings.change).toHaveBeenLastCalledWith('reception', 'r', { fields: { offer_for: 25, needs_disposition: false }, version: 2 })
})

it('hears that settings changed: an untouched form follows, a touched one asks', async () => {
  kept = [entry('reception', 'r', { offer_for: 20 })]
  await open(RECEPTION)
  kept = [entry('reception', 'r', { offer_for: 40 }, { version: 2 })]
  settingsChanged()
  await eventually(() => expect(field('邀请等多久').value).toBe('40'))
  await write('邀请等多久', '41')
  kept = [entry('reception', 'r', { offer_for: 60 }, { version: 3 })]
  settingsChanged()
  await eventually(() => expect(host.textContent).toContain('对方：60 秒'))
  await press('用对方的')
  expect(field('邀请等多久').value).toBe('60')
})

it('does not make over what somebody set first', async () => {
  await open(RECEPTION)
  await write('邀请等多久', '25')
  kept = [entry('reception', 'r', { offer_for: 30 })]
  await press('保存')
  await eventually(() => expect(host.textContent).toContain('对方：30 秒'))
  expect(settings.make).not.toHaveBeenCalled()
})

it('keeps what was not saved while one looks elsewhere', async () => {
  await open(RECEPTION)
  await write('邀请等多久', '25')
  expect([unsaved(), unsavedIn('reception'), unsavedIn('hours')]).toEqual([true, true, false])
  shown.value = HOURS
  await eventually(() => expect(host.textContent).toContain('每周'))
  const leaves = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(leaves)
  expect(leaves.defaultPrevented).toBe(true)
  shown.value = RECEPTION
  await eventually(() => expect(field('邀请等多久').value).toBe('25'))
  await press('放弃修改')
  expect(field('邀请等多久').value).toBe('20')
  expect(unsaved()).toBe(false)
})

it('opens a week day by day and copies a day to others', async () => {
  await open(HOURS)
  expect(host.querySelectorAll('[data-field=week] li').length).toBe(7)
  await press('工作日 9–18 点')
  const from = host.querySelector<HTMLInputElement>('[aria-label="星期一开始"]')!
  from.value = '930'
  from.dispatchEvent(new Event('change', { bubbles: true }))
  await nextTick()
  expect(from.value).toBe('09:30')
  await press('保存')
  expect(settings.make).toHaveBeenCalledWith('hours', { brand: 'b', fields: { week: ['1 09:30-18:00', '2-5 09:00-18:00'] } })
})

it('only shows what others keep, and says who keeps it', async () => {
  kept = [entry('reception', 'r', { offer_for: 33 })]
  await open({ ...RECEPTION, keeps: false })
  expect(host.textContent).toContain('由运营或管理员维护')
  expect(host.textContent).toContain('33 秒')
  expect(host.querySelector('form, input')).toBeNull()
})

it('adds an entry, says that a name is taken, and asks before it throws away', async () => {
  await open(DISPOSITION)
  expect(host.textContent).toContain('还没有会话小结')
  await press('添加')
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeTruthy())
  await write('名称', '退货')
  await press('取消')
  expect(document.querySelector('[role=alertdialog]')).toBeTruthy()
  await press('继续填写')
  vi.mocked(settings.make).mockRejectedValueOnce(refusal('taken', 409))
  await press('保存')
  await eventually(() => expect(document.querySelector('[role=dialog]')!.textContent).toContain('已经有同名的了'))
  await press('保存')
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  expect(settings.make).toHaveBeenLastCalledWith('disposition', { brand: 'b', name: '退货', fields: { group: '', note: '' } })
  expect(host.querySelector('tbody')!.textContent).toContain('退货')
})

it('deletes at once and brings back', async () => {
  kept = [entry('disposition', 'a', { group: '售后' }, { name: '退货', version: 3 })]
  const restore = vi.spyOn(settings, 'restore').mockResolvedValue(entry('disposition', 'a', { group: '售后' }, { name: '退货', version: 5 }))
  await open(DISPOSITION)
  const menu = button('退货 的更多操作')
  menu.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true, button: 0 }))
  menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await press('删除')
  expect(host.querySelector('tbody')).toBeNull()
  await eventually(() => expect(told().text).toBe('已删除“退货”'))
  told().action!.run()
  await eventually(() => expect(restore).toHaveBeenCalledWith('disposition', 'a', 3))
  await eventually(() => expect(host.querySelector('tbody')!.textContent).toContain('退货'))
})

it('changes the order by keys and sends only where it ended', async () => {
  kept = ['a', 'b', 'c'].map((id, index) => entry('disposition', id, {}, { position: index + 1 }))
  await open(DISPOSITION)
  const names = () => [...host.querySelectorAll('tbody [data-entry]')].map((one) => one.textContent)
  const down = async () => {
    host.querySelector('[data-grip=a]')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }))
    await nextTick()
  }
  await down()
  await down()
  expect(names()).toEqual(['b', 'c', 'a'])
  await nextTick()
  expect(document.activeElement).toBe(host.querySelector('[data-grip=a]'))
  await eventually(() => expect(settings.change).toHaveBeenCalledTimes(3))
  expect(vi.mocked(settings.change).mock.calls.map(([, id, body]) => [id, body])).toEqual([['b', { position: 1 }], ['c', { position: 2 }], ['a', { position: 3 }]])
  expect((await readSettings('disposition')).length).toBe(3)
})

it('tells who made an entry what it is, and restores what it was', async () => {
  kept = [entry('reception', 'r', { offer_for: 30 }, { version: 2 })]
  vi.spyOn(settings, 'versions').mockResolvedValue({
    items: [
      { version: 2, name: '', fields: { offer_for: 30 }, deleted: false, made_by: 'other', made_at: iso(60) },
      { version: 1, name: '', fields: { offer_for: 20 }, deleted: false, made_by: null, made_at: iso(0) },
    ], next: null,
  })
  const restore = vi.spyOn(settings, 'restore').mockResolvedValue(entry('reception', 'r', { offer_for: 20 }, { version: 3 }))
  await open(RECEPTION)
  await press('历史')
  const dialog = () => document.querySelector('[role=dialog]')!
  await eventually(() => expect(dialog().querySelectorAll('li').length).toBe(2))
  const [now, before] = [...dialog().querySelectorAll('li')].map((one) => one.textContent)
  expect(now).toMatch(/江月.*修改.*邀请等多久.*20 秒.*30 秒.*现在/s)
  expect(before).toMatch(/系统.*新建.*20 秒/s)
  await press('恢复')
  expect(restore).toHaveBeenCalledWith('reception', 'r', 1)
  await eventually(() => expect(field('邀请等多久').value).toBe('20'))
})
