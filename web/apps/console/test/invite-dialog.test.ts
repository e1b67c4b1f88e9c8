// The invitation's dialog: what it hands to the composer, link or picture, and what it offers when there is none.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TooltipProvider } from '@parlor/ui'
import InviteDialog from '@/features/invite/InviteDialog.vue'
import { pngOf } from '@/lib/picture'
import { dialog } from '@/features/palette/dialogs'
import { doors, rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { draftOf, forgetDrafts } from '@/live/drafts'
import { forgetLegs } from '@/live/legs'
import { current } from '@/live/live'
import { uploads } from '@/live/uploads'
import { eventually } from './eventually'
import { signedIn } from './world'

vi.mock('@/lib/picture', () => ({ pngOf: vi.fn() }))
vi.mock('@parlor/api', async (original) => ({ ...await original<object>(), upload: vi.fn(async (_: unknown, file: File) => ({ id: 'f', name: file.name, type: file.type, size: 1, url: '/files/f' })) }))

const soon = () => new Date(Date.now() + 1_800_000).toISOString()
const invite = { id: 'i', conversation: 'c', account: 'a', channel: 'wechat', link: 'https://x.example/join/1', qr: '<svg/>', made_by: 'me', made_at: soon(), expires_at: soon(), used_at: null }
let app: App
const button = (text: string) => [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find((one) => one.textContent?.includes(text))!

beforeEach(async () => {
  await signedIn()
  forgetLegs()
  forgetDrafts()
  uploads.clear()
  toasts.value = []
  vi.spyOn(rest, 'saveDraft').mockResolvedValue({ items: [] })
  vi.spyOn(doors, 'invites').mockResolvedValue({ items: [invite], accounts: [{ id: 'a', name: '旗舰店', channel: 'wechat' }] })
  current.value = 'c'
  dialog.value = 'invite'
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(InviteDialog) }) })
  app.mount(document.body.appendChild(document.createElement('div')))
  await eventually(() => expect(button('链接放入回复')).toBeTruthy())
})
afterEach(() => {
  app.unmount()
  document.body.replaceChildren()
  dialog.value = null
  current.value = null
})

it('puts the link into the reply and closes', async () => {
  button('链接放入回复').click()
  await nextTick()
  expect(draftOf('c', 'reply')).toContain(invite.link)
  expect(dialog.value).toBeNull()
})

it('puts the code as a picture among the files of the reply', async () => {
  vi.mocked(pngOf).mockImplementation(async (_, name) => new File(['png'], name, { type: 'image/png' }))
  button('二维码放入回复').click()
  await eventually(() => expect(uploads.get('c')?.map((one) => [one.file.name, one.file.type, one.attachment?.id])).toEqual([['微信邀请二维码.png', 'image/png', 'f']]))
  expect(vi.mocked(pngOf).mock.calls[0]![0]).toBe('<svg/>')
  expect(dialog.value).toBeNull()
})

it('says when the picture could not be drawn, and stays open for the link', async () => {
  vi.mocked(pngOf).mockRejectedValue(new Error('no canvas'))
  button('二维码放入回复').click()
  await eventually(() => expect(toasts.value.map((one) => one.text)).toEqual(['二维码图片没有生成，可改发链接']))
  expect(dialog.value).toBe('invite')
})

it('offers to make a new one when it was withdrawn', async () => {
  vi.spyOn(doors, 'withdrawInvite').mockResolvedValue(undefined)
  const made = vi.spyOn(doors, 'invite').mockResolvedValue({ ...invite, id: 'j', link: 'https://x.example/join/2' })
  button('作废').click()
  const again = await eventually(() => { const found = button('重新生成'); expect(found).toBeTruthy(); return found })
  expect(made).not.toHaveBeenCalled()
  again.click()
  await eventually(() => expect(document.querySelector('[role=note]')?.textContent).toBe('https://x.example/join/2'))
})
