// @vitest-environment node
// What the thread shows for what the client holds.
import { describe, expect, it } from 'vitest'
import type { OutboxItem, View, VisitorMessage } from '@parlor/sdk'
import { lastOwn, rowsOf } from '../src/app/rows'

const BASE = new Date(2026, 10, 21, 10, 0).getTime()
let n = 0
const message = (part: Partial<VisitorMessage> & { minute?: number }): VisitorMessage => ({
  id: `m${++n}`, conversation: 'c', conversation_number: 1, seq: n, from: 'agent', name: '王芳', kind: 'text', text: 'x', attachments: [], form: null,
  event: null, client_id: null, receipt: null, at: new Date(BASE + (part.minute ?? 0) * 60_000).toISOString(), ...part,
})
const event = (kind: string, minute = 0) => message({ from: 'system', name: null, kind: 'event', event: { kind }, minute })
const item = (part: Partial<OutboxItem>): OutboxItem => ({ client_id: `i${++n}`, kind: 'send', text: 'y', form: null, files: [], at: BASE, failed: null, ...part })
const view = (messages: VisitorMessage[], outbox: OutboxItem[] = [], place: View['state']['place'] = 'none'): View => ({
  downSince: null, welcomed: true, gone: false, state: { place, ahead: 2, agent: null, online: true }, messages, outbox, progress: new Map(), typing: null, older: 'none', unread: 0,
})

describe('rows', () => {
  it('begin a day with its name and group what one side says in a row', () => {
    const rows = rowsOf(view([message({}), message({ minute: 1 }), message({ minute: 9 }), message({ from: 'me', name: null, minute: 9 }), message({ minute: 60 * 24 })]))
    expect(rows.map((row) => row.row)).toEqual(['day', 'said', 'said', 'said', 'said', 'day', 'said'])
    const said = rows.filter((row) => row.row === 'said')
    expect(said.map((row) => row.first)).toEqual([true, false, true, true, true])
    expect(said.map((row) => row.last)).toEqual([false, true, true, true, true])
  })

  it('tell a wait once, and keep it live while it lasts', () => {
    const waiting = [event('conversation.queued'), event('conversation.queued', 1)]
    const queued = (v: View) => rowsOf(v).filter((row) => row.row === 'event')
    expect(queued(view(waiting, [], 'queue')).map((row) => row.live)).toEqual([true])
    expect(queued(view([...waiting, event('conversation.assigned', 2), event('conversation.queued', 3)])).length).toBe(3)
    expect(queued(view(waiting))[0]!.live).toBe(false)
  })

  it('say of a wait that nobody could end only that, until somebody comes', () => {
    const waiting = [event('conversation.queued'), event('nobody.available')]
    const kinds = (v: View) => rowsOf(v).flatMap((row) => (row.row === 'event' ? [row.event.kind] : []))
    const away = view(waiting, [], 'queue')
    expect(kinds({ ...away, state: { ...away.state, ahead: null, online: false } })).toEqual(['nobody.available'])
    expect(kinds(away)).toEqual(['conversation.queued'])
    expect(kinds(view([...waiting, event('conversation.assigned', 9)], [], 'agent'))).toEqual(['nobody.available', 'conversation.assigned'])
  })

  it('put what is not sent yet at the end, under the key it keeps', () => {
    const unsent = item({ text: '离线' })
    const before = rowsOf(view([message({})], [unsent]))
    const after = rowsOf(view([message({}), message({ from: 'me', client_id: unsent.client_id })]))
    expect(before.at(-1)!.key).toBe(after.at(-1)!.key)
    expect(before.at(-1)).toMatchObject({ status: 'waiting' })
    expect(after.at(-1)).toMatchObject({ status: 'sent' })
  })

  it('say at the newest message of ours that the server has it, until an answer says more', () => {
    const mine = message({ from: 'me' })
    const own = (messages: VisitorMessage[]) => lastOwn(rowsOf(view(messages, [item({})])))
    expect(own([message({ from: 'me' }), message({}), mine, event('conversation.assigned')])).toBe(mine.id)
    expect(own([mine, message({})])).toBeNull()
  })

  it('invite to write on only after the close that ended it', () => {
    const closed = [event('conversation.closed'), event('conversation.reopened', 1), event('conversation.closed', 2)]
    const live = (place: View['state']['place']) => rowsOf(view(closed, [], place)).flatMap((row) => (row.row === 'event' ? [row.live] : []))
    expect(live('closed')).toEqual([false, false, true])
    expect(live('agent')).toEqual([false, false, false])
  })
})
