// A transfer to me is said in words; what I take over myself is not news.
import { beforeEach, expect, it } from 'vitest'
import type { Event } from '@parlor/api'
import { toasts } from '@/lib/toast'
import { announce } from '@/live/notices'
import { conversation, iso, ME, message, signedIn } from './world'

beforeEach(async () => {
  await signedIn()
  toasts.value = []
})

const given = (by: string): Event => ({
  seq: 1, kind: 'conversation.transferred', at: iso(1), conversation: conversation('周文博'), agent: null, customer: null, message_seq: null,
  message: message(2, { direction: 'event', author: { kind: 'agent', id: by, name: '李娜' }, event: { kind: 'conversation.transferred', from_name: '李娜', to_name: '王芳', note: null } }),
})

it('tells who handed over whom', () => {
  announce(given('colleague'), null)
  expect(toasts.value.map((entry) => entry.text)).toEqual(['李娜 把 周文博 转给了你'])
})

it('keeps quiet about what one took over', () => {
  announce(given(ME), null)
  expect(toasts.value).toEqual([])
})
