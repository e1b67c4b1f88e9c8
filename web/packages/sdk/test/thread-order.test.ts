// The order of a page's thread when two conversations turned out to be one.
import { expect, it } from 'vitest'
import type { VisitorMessage } from '../src/frames'
import { Thread } from '../src/thread'

const said = (text: string, number: number, seq: number, at: string) => ({
  id: `${number}-${seq}`, conversation: `c${number}`, conversation_number: number, seq, from: 'me', name: null, kind: 'text', text, attachments: [], form: null,
  event: null, client_id: null, receipt: null, at: `2026-11-21T08:00:${at}.000000Z`,
}) as VisitorMessage

it('shows what was said in an older conversation, in which this one goes on, where it was said', () => {
  const thread = new Thread()
  for (const one of [said('还在吗', 4, 9, '30'), said('杯子裂了', 5, 1, '10'), said('照片', 5, 2, '20')]) thread.add(one)
  expect(thread.list().map((one) => one.text)).toEqual(['杯子裂了', '照片', '还在吗'])
})

it('keeps a conversation in its own order whatever the clock did', () => {
  const thread = new Thread()
  for (const one of [said('二', 4, 2, '10'), said('一', 4, 1, '20'), said('三', 5, 1, '30')]) thread.add(one)
  expect(thread.list().map((one) => one.text)).toEqual(['一', '二', '三'])
})
