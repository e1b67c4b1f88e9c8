// From messages and outbox to the rows of the thread: days, groups, pills, and whose receipt is shown.
import type { ContactForm, OutboxItem, ThreadEvent, View, VisitorMessage } from '@parlor/sdk'
import { sameDay } from './time'

const GROUP_MS = 3 * 60_000

/** How far a message of the visitor's has come. Whether an agent has read it the server does not tell. */
export type Status = 'waiting' | 'failed' | 'sent' | null

/** A file as the thread shows it; `body` while only this browser has it. */
export interface ShownFile {
  key: string
  name: string
  type: string
  size: number
  url: string | null
  body: Blob | null
  width: number | null
  height: number | null
}

export interface Said {
  row: 'said'
  key: string
  from: 'me' | 'agent' | 'robot' | 'system'
  name: string | null
  text: string
  files: ShownFile[]
  form: ContactForm | null
  at: number
  status: Status
  item: OutboxItem | null
  /** First and last of what one side said in a row. */
  first: boolean
  last: boolean
}

export type Row = Said | { row: 'day'; key: string; at: number } | { row: 'event'; key: string; event: ThreadEvent; /** It is how things stand now. */ live: boolean }

function fromMessage(m: VisitorMessage): Said {
  const files = m.attachments.map((a) => ({ key: a.id, name: a.name, type: a.type, size: a.size, url: a.url, body: null, width: a.width ?? null, height: a.height ?? null }))
  const status: Status = m.from === 'me' ? 'sent' : null
  return { row: 'said', key: m.client_id ?? m.id, from: m.from, name: m.name, text: m.text, files, form: m.form, at: Date.parse(m.at), status, item: null, first: true, last: true }
}

function fromItem(item: OutboxItem): Said {
  const files = item.files.map((f, n) => ({ key: `${item.client_id}${n}`, name: f.name, type: f.type, size: f.size, url: f.done?.url ?? null, body: f.body as Blob | null, width: null, height: null }))
  return { row: 'said', key: item.client_id, from: 'me', name: null, text: item.text, files, form: item.form, at: item.at, status: item.failed ? 'failed' : 'waiting', item, first: true, last: true }
}

type EventRow = Extract<Row, { row: 'event' }>

/** Of one wait: that it began, and that nobody was there. Both would say the same twice. */
interface Wait {
  queued?: EventRow
  nobody?: EventRow
}

/** The rows of the thread. A second queue entry while one still waits says nothing new and is left out, and of a wait that nobody
 *  could end only one line stays. */
export function rowsOf(view: View): Row[] {
  const rows: Row[] = []
  let previous: Said | null = null
  let day: number | null = null
  let wait: Wait = {}
  let closed: EventRow | null = null
  const unsaid = new Set<Row>()
  const openDay = (at: number) => {
    if (day !== null && sameDay(day, at)) return
    rows.push({ row: 'day', key: `day${at}`, at })
    day = at
    previous = null
  }
  const say = (said: Said) => {
    openDay(said.at)
    if (previous && previous.from === said.from && previous.name === said.name && said.at - previous.at < GROUP_MS) {
      previous.last = false
      said.first = false
    }
    rows.push(said)
    previous = said
  }
  for (const message of view.messages) {
    if (!message.event) {
      say(fromMessage(message))
      continue
    }
    const kind = message.event.kind
    if (kind === 'conversation.queued' && wait.queued) continue
    openDay(Date.parse(message.at))
    const row = { row: 'event' as const, key: message.id, event: message.event, live: false }
    if (kind === 'conversation.closed') closed = row
    if (kind === 'conversation.queued') wait.queued = row
    else if (kind === 'nobody.available') wait.nobody = row
    else wait = {}
    if (wait.queued && wait.nobody) unsaid.add(wait.queued)
    rows.push(row)
    previous = null
  }
  if (closed && view.state.place === 'closed') closed.live = true
  const live = view.state.place === 'queue'
  if (wait.queued && live) wait.queued.live = true
  // Somebody has come meanwhile: now it is a place in a queue again.
  if (wait.queued && wait.nobody && live && view.state.online) {
    unsaid.delete(wait.queued)
    unsaid.add(wait.nobody)
  }
  for (const item of view.outbox) {
    if (item.kind === 'handoff') rows.push({ row: 'event', key: item.client_id, event: { kind: 'handoff.asked' }, live: false })
    else say(fromItem(item))
  }
  return rows.filter((row) => !unsaid.has(row))
}

/** The key of the newest message of ours that the server has: only there it says so, and only until an answer below says more. */
export function lastOwn(rows: readonly Row[]): string | null {
  for (let n = rows.length - 1; n >= 0; n--) {
    const row = rows[n]!
    if (row.row !== 'said' || row.item) continue
    return row.from === 'me' ? row.key : null
  }
  return null
}
