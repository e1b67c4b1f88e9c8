// Stories of the outbox: nothing written is lost, nothing is sent twice under another id, a no stays visible.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { memoryStore, Outbox, type ClientFrame, type Message, type OutboxStore, type Problem } from '../src'

let sent: ClientFrame[]
let online: boolean
let acknowledged: string[]
let store: OutboxStore
let outbox: Outbox
let refused: string[]

const make = (agent = 'wang') => new Outbox({
  store, agent,
  send: (frame) => { if (online) sent.push(frame); return online },
  onChange: () => {},
  onAcknowledged: (entry) => acknowledged.push(entry.client_id),
  onRefused: (entry) => refused.push(`${entry.client_id} ${entry.problem?.status}`),
})
const entry = (id: string, at: number) => ({ client_id: id, conversation: 'c', kind: 'reply' as const, text: id, attachments: [], seen_seq: 4, at })
const problem = (code: string, status: number): Problem => ({ type: `/problems/${code}`, title: code, status, detail: code })
const ids = () => sent.map((frame) => (frame.t === 'send' ? frame.client_id : frame.t))

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  acknowledged = []
  refused = []
  online = true
  store = memoryStore()
  outbox = make()
})
afterEach(() => { outbox.stop(); vi.useRealTimers() })

it('stores before it sends, and forgets after the acknowledgement', async () => {
  const order: string[] = []
  store = { ...memoryStore(), put: async () => void order.push('put'), delete: async () => void order.push('delete') }
  outbox = make()
  const adding = outbox.add(entry('m1', 1))
  expect(sent).toEqual([])
  await adding
  expect(order).toEqual(['put'])
  expect(sent).toEqual([{ t: 'send', client_id: 'm1', conversation: 'c', kind: 'reply', text: 'm1', attachments: [], seen_seq: 4 }])
  outbox.acknowledged('m1', { client_id: 'm1' } as Message)
  expect(acknowledged).toEqual(['m1'])
  expect(outbox.of('c')).toEqual([])
  expect(order).toEqual(['put', 'delete'])
})

it('sends what waited in the order it was written', async () => {
  online = false
  await outbox.add(entry('m2', 2))
  await outbox.add(entry('m1', 1))
  expect(sent).toEqual([])
  online = true
  outbox.resend()
  expect(ids()).toEqual(['m1', 'm2'])
})

it('a tab closed while sending sends on the next visit, by the same agent only', async () => {
  online = false
  await outbox.add(entry('m1', 1))
  online = true
  const stranger = make('li')
  await stranger.load()
  stranger.resend()
  expect(sent).toEqual([])
  const next = make()
  await next.load()
  next.resend()
  expect(ids()).toEqual(['m1'])
  next.stop()
})

it('says it again when no acknowledgement comes', async () => {
  await outbox.add(entry('m1', 1))
  vi.advanceTimersByTime(15_000)
  expect(ids()).toEqual(['m1', 'm1'])
})

it('a refusal stays visible and can be sent again without the collision check', async () => {
  await outbox.add(entry('m1', 1))
  outbox.failed('m1', { ...problem('conflict', 409), errors: [{ field: 'seen_seq', code: 'newer_message', detail: '' }] })
  expect(outbox.of('c')[0]).toMatchObject({ state: 'failed' })
  outbox.resend()
  expect(sent).toHaveLength(1)
  await outbox.retry('m1', { ignoreNewer: true })
  expect(sent[1]).not.toHaveProperty('seen_seq')
  expect(outbox.of('c')[0]).toMatchObject({ state: 'waiting', problem: null })
})

it('treats a busy server as a pause, not as a no', async () => {
  await outbox.add(entry('m1', 1))
  outbox.failed('m1', problem('unavailable', 503))
  expect(outbox.of('c')[0]).toMatchObject({ state: 'waiting' })
  vi.advanceTimersByTime(3000)
  expect(ids()).toEqual(['m1', 'm1'])
})

it('an event that carries the message acknowledges it, once', async () => {
  await outbox.add(entry('m1', 1))
  outbox.seen({ client_id: 'm1' } as Message)
  outbox.acknowledged('m1', { client_id: 'm1' } as Message)
  expect(acknowledged).toEqual(['m1'])
})

it('gives a discarded entry back', async () => {
  await outbox.add(entry('m1', 1))
  expect(await outbox.discard('m1')).toMatchObject({ text: 'm1' })
  expect(await store.all()).toEqual([])
})

it('says on which leg, and on a retry another one', async () => {
  await outbox.add({ ...entry('m1', 1), leg: 'wechat', template: true })
  expect(sent.at(-1)).toMatchObject({ client_id: 'm1', leg: 'wechat', template: true })
  outbox.failed('m1', problem('window_closed', 409))
  await outbox.retry('m1', { leg: 'web', template: false })
  expect(sent.at(-1)).toMatchObject({ client_id: 'm1', leg: 'web' })
  expect(sent.at(-1)).not.toHaveProperty('template')
})

it('keeps a card with its entry over a closed tab, and sends it', async () => {
  const card = { kind: 'menu' as const, head: '需要什么', items: [{ id: '1', text: '退货' }], tail: '' }
  online = false
  await outbox.add({ ...entry('m1', 1), text: '', card })
  online = true
  const next = make()
  await next.load()
  next.resend()
  expect(sent).toEqual([{ t: 'send', client_id: 'm1', conversation: 'c', kind: 'reply', text: '', attachments: [], card, seen_seq: 4 }])
  next.stop()
})

it('tells of a no, and not of a pause', async () => {
  await outbox.add(entry('m1', 1))
  outbox.failed('m1', problem('unavailable', 503))
  expect(refused).toEqual([])
  outbox.failed('m1', problem('invalid', 422))
  expect(refused).toEqual(['m1 422'])
})

it('waits for its agent to sign in again when the session has ended', async () => {
  await outbox.add(entry('m1', 1))
  outbox.failed('m1', problem('unauthenticated', 401))
  expect(refused).toEqual([])
  outbox.stop()
  const next = make()
  await next.load()
  expect(next.of('c').map((one) => one.state)).toEqual(['waiting'])
  next.resend()
  expect(ids()).toEqual(['m1', 'm1'])
  next.stop()
})
