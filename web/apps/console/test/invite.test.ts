// Invitations: one is made when somebody asks for it, for the account that was chosen last; what was used or withdrawn can be made anew.
import { beforeEach, expect, it, vi } from 'vitest'
import type { Invite, Invites } from '@parlor/api'
import { useInviting } from '@/features/invite/inviting'
import { setServerTime } from '@/lib/clock'
import { doors } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { forgetRows, putRow } from '@/live/rows'
import { eventually } from './eventually'
import { conversation, iso, signedIn, T0 } from './world'

const A = { id: 'a', name: '旗舰店', channel: 'wechat' }
const B = { id: 'b', name: '小程序', channel: 'miniprogram' }
let counter = 0
const invitation = (account: string, fields: Partial<Invite> = {}): Invite => ({
  id: `i${++counter}`, conversation: 'c', account, channel: 'wechat', link: 'https://x.example/j', qr: '<svg/>', made_by: 'me', made_at: iso(counter), expires_at: iso(1800), used_at: null, ...fields,
})
const list = (accounts: Invites['accounts'], ...items: Invite[]) => vi.spyOn(doors, 'invites').mockResolvedValue({ items, accounts })
const makes = () => vi.spyOn(doors, 'invite').mockImplementation(async (_, account) => invitation(account))

beforeEach(async () => {
  await signedIn()
  setServerTime(T0)
  counter = 0
  forgetRows()
  toasts.value = []
})

it('makes one by itself where there is one account, and only when it is opened', async () => {
  const listed = list([A])
  const asked = makes()
  const it = useInviting('c')
  await it.load()
  expect(asked.mock.calls).toEqual([['c', 'a']])
  expect(it.invite.value?.account).toBe('a')
  // Somebody withdrew it elsewhere: said, not made again.
  listed.mockResolvedValue({ items: [], accounts: [A] })
  await it.load()
  expect(it.invite.value).toBeNull()
  expect(asked).toHaveBeenCalledTimes(1)
})

it('keeps the choice when it was withdrawn, and makes another only when asked', async () => {
  list([A])
  const asked = makes()
  vi.spyOn(doors, 'withdrawInvite').mockResolvedValue(undefined)
  const it = useInviting('c')
  await it.load()
  await it.withdraw()
  expect(it.invite.value).toBeNull()
  expect(it.chosen.value).toBe('a')
  await it.load()
  expect(asked).toHaveBeenCalledTimes(1)
  await it.make('a')
  expect(it.invite.value?.id).toBe('i2')
})

it('makes the one that was chosen last, also while another is being made', async () => {
  list([A, B])
  const answers = new Map<string, () => void>()
  vi.spyOn(doors, 'invite').mockImplementation((_, account) => new Promise((resolve) => { answers.set(account, () => resolve(invitation(account))) }))
  const it = useInviting('c')
  await it.load()
  const first = it.choose('a')
  const second = it.choose('b')
  answers.get('a')!()
  await first
  expect(it.invite.value).toBeNull()
  expect(it.busy.value).toBe(true)
  answers.get('b')!()
  await second
  expect(it.invite.value?.account).toBe('b')
  expect(it.busy.value).toBe(false)
  await it.choose('a')
  expect(it.invite.value?.account).toBe('a')
})

it('shows one that was used, and makes another when asked', async () => {
  list([A], invitation('a', { used_at: iso(5) }))
  const asked = makes()
  const it = useInviting('c')
  await it.load()
  expect(it.invite.value?.used_at).toBe(iso(5))
  expect(asked).not.toHaveBeenCalled()
  await it.make('a')
  expect(it.invite.value?.used_at).toBeNull()
})

it('drops a list that was asked for before one was made', async () => {
  const listed = list([A, B])
  makes()
  const it = useInviting('c')
  await it.load()
  let answer: (value: Invites) => void = () => {}
  listed.mockImplementation(() => new Promise((resolve) => { answer = resolve }))
  const late = it.load()
  await it.choose('a')
  answer({ items: [], accounts: [A, B] })
  await late
  expect(it.invite.value?.account).toBe('a')
})

it('says when it could not be made, and stays ready to try again', async () => {
  list([A, B])
  const asked = makes().mockRejectedValueOnce(new Error('no'))
  const it = useInviting('c')
  await it.load()
  await it.choose('a')
  expect(it.invite.value).toBeNull()
  expect(toasts.value).toHaveLength(1)
  await it.choose('a')
  await eventually(() => expect(it.invite.value?.account).toBe('a'))
  expect(asked).toHaveBeenCalledTimes(2)
})

it('does not offer the channel that the customer is on, unless an invitation led there', async () => {
  const listed = list([A, B])
  const asked = makes()
  putRow(conversation('c', { channels: ['wechat'] }))
  const it = useInviting('c')
  await it.load()
  expect(it.accounts.value).toEqual([B])
  expect(asked.mock.calls).toEqual([['c', 'b']])
  listed.mockResolvedValue({ items: [invitation('a', { used_at: iso(5) })], accounts: [A, B] })
  await it.load()
  expect(it.accounts.value).toEqual([A, B])
})
