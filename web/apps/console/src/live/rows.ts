// Every conversation we know, one shallow ref each: a change repaints one row and nothing else.
import { shallowRef, type ShallowRef } from 'vue'
import type { Conversation, Event } from '@parlor/api'

/** A conversation with the caller's own unread count, which the client counts on from events. */
export interface Row extends Conversation {
  unread: number
  read_seq: number
  /** Highest inbound seq that `unread` has counted. */
  counted: number
  /** The round of reading it was last confirmed in; after a resync older rounds may be wrong. */
  round: number
}

let round = 0
const refs = new Map<string, ShallowRef<Row | null>>()
type Listener = (row: Row, before: Row | null) => void
const listeners = new Set<Listener>()

/** The row of `id`; null until it is loaded. */
export function rowRef(id: string): ShallowRef<Row | null> {
  let ref = refs.get(id)
  if (!ref) refs.set(id, (ref = shallowRef<Row | null>(null)))
  return ref
}

export function rowOf(id: string): Row | null {
  return refs.get(id)?.value ?? null
}

/** Where a conversation is read now: itself, or the one it goes on in, followed to the end. */
export function survivorOf(id: string): string {
  let at = id
  for (let steps = 0; steps < 8; steps += 1) {
    const into = rowOf(at)?.merged_into
    if (!into) break
    at = into
  }
  return at
}

/** Every row that is confirmed since the last resync. */
export function* allRows(): Generator<Row> {
  for (const ref of refs.values()) if (ref.value?.round === round) yield ref.value
}

/** The log could not be followed: what we know stays on the screen but counts only after it was read again. */
export function doubtRows(): void {
  round += 1
}

/** Views listen here to keep their order. */
export function onRow(listener: Listener): void {
  listeners.add(listener)
}

/** Takes what REST or an event says, unless we know something newer. */
export function putRow(incoming: Conversation): Row {
  const ref = rowRef(incoming.id)
  const before = ref.value
  if (before && before.version > incoming.version && incoming.unread === null) return before
  const row: Row = {
    ...(before && before.version > incoming.version ? before : incoming),
    unread: incoming.unread ?? before?.unread ?? 0,
    read_seq: Math.max(incoming.read_seq ?? 0, before?.read_seq ?? 0),
    round,
    counted: incoming.unread === null ? (before?.counted ?? 0) : Math.max(incoming.last_seq, before?.counted ?? 0),
  }
  // A first sight through an event carries no count of its own: what it brings is counted as new from here.
  if (!before && incoming.unread === null) row.counted = Math.max(0, incoming.last_seq - 1)
  if (row.read_seq >= row.last_seq) row.unread = 0
  replace(ref, row, before)
  return row
}

/** Counts an inbound message that the caller has not read. */
export function countUnread(event: Event): boolean {
  const message = event.message
  if (!message || message.direction !== 'in') return false
  const ref = rowRef(message.conversation)
  const row = ref.value
  if (!row || message.seq <= row.counted || message.seq <= row.read_seq) return false
  replace(ref, { ...row, unread: Math.min(99, row.unread + 1), counted: message.seq }, row)
  return true
}

export function markRead(id: string, seq: number): void {
  const ref = refs.get(id)
  const row = ref?.value
  if (!ref || !row || seq <= row.read_seq) return
  const unread = seq >= (row.last_message?.seq ?? row.last_seq) ? 0 : row.unread
  replace(ref, { ...row, read_seq: seq, unread, counted: Math.max(row.counted, seq) }, row)
}

function replace(ref: ShallowRef<Row | null>, row: Row, before: Row | null): void {
  ref.value = row
  for (const listener of listeners) listener(row, before)
}

export function forgetRows(): void {
  for (const ref of refs.values()) ref.value = null
  refs.clear()
}
