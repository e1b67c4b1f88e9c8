// One visitor's session: the SDK's client on the browser's doors, and what the host page must know of it.
import { pollDial, socketDial, VisitorClient, type VisitorMessage } from '@parlor/sdk'
import type { Init } from '../bridge'
import type { Host } from './host'
import { openWire, post, uploader } from './net'
import { outboxStore } from './store'

const clock = {
  now: () => Date.now(),
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** A random UUID; `crypto.randomUUID` is missing on plain HTTP. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export interface SessionEvents {
  changed(): void
  arrived(message: VisitorMessage): void
}

/** Starts the client; the host page is told about token, unread messages and whether to come back unasked. */
export function session(init: Init, host: Host, events: SessionEvents): VisitorClient {
  const { account } = init.config
  let told = ''
  let due = false
  const report = () => {
    due = false
    const view = client.view()
    const live = ['robot', 'queue', 'agent', 'pending'].includes(view.state.place)
    const status = { unread: view.unread, keep: live || view.outbox.some((item) => !item.failed) }
    if (told === JSON.stringify(status)) return
    told = JSON.stringify(status)
    // Before the first welcome we know less than what the host page remembers.
    if (view.welcomed || status.keep) host.tell({ t: 'status', ...status })
    else told = ''
  }
  const client: VisitorClient = new VisitorClient({
    account,
    token: init.token,
    locale: init.locale,
    user: init.user,
    page: () => init.page,
    socket: socketDial(openWire),
    poll: pollDial(post, clock),
    store: outboxStore(account, init.saved, (items) => host.tell({ t: 'save', items })),
    upload: uploader(account),
    clock,
    random: Math.random,
    id: newId,
    changed() {
      if (!due) queueMicrotask(report)
      due = true
      events.changed()
    },
    keepToken: (token) => host.tell({ t: 'token', token }),
    arrived: (message) => events.arrived(message),
    unsigned: () => console.warn('Parlor: signature not accepted'),
    problem: (problem) => console.warn(`Parlor: ${problem.type} ${problem.detail ?? problem.title}`),
  })
  void client.start()
  const wake = () => document.visibilityState === 'visible' && client.wake()
  addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  return client
}
