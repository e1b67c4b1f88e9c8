// The legs of a conversation and which of them a reply goes out on: the server's default, or the agent's choice until the
// customer speaks elsewhere.
import { shallowReactive, shallowRef, type ShallowRef } from 'vue'
import { ApiError, type Attachment, type Leg, type LegMedia, type Message, type ReplyWindow } from '@parlor/api'
import { doors } from '@/lib/session'
import { onFlush } from './flush'

/** What a leg's window tells at a glance. */
export interface WindowLook { open: boolean; ms: number; remaining: number | null; soon: boolean }

/** Under an hour, or one reply left: it is said in amber. */
const SOON_MS = 3_600_000

/** What could not be read is asked for again after this, ms. */
const RETRY_MS = 5000

const known = new Map<string, ShallowRef<readonly Leg[]>>()
/** Conversations that are or were on a screen, each with how often its legs were asked for: only the latest answer counts. */
const asked = new Map<string, number>()
/** Being read just now. */
const reading = new Set<string>()
const due = new Set<string>()
const choices = shallowReactive(new Map<string, string>())
let rounds = 0

/** The legs of a conversation; empty until they are loaded. */
export function legsOf(conversation: string): ShallowRef<readonly Leg[]> {
  let ref = known.get(conversation)
  if (!ref) known.set(conversation, (ref = shallowRef<readonly Leg[]>([])))
  return ref
}

/** Loaded at first sight, and again when told that something changed. Without them the server chooses the leg. */
export async function loadLegs(conversation: string, again = false): Promise<void> {
  if (asked.has(conversation) && !again) return
  const round = ++rounds
  asked.set(conversation, round)
  reading.add(conversation)
  const latest = () => asked.get(conversation) === round
  try {
    const { items } = await doors.legs(conversation)
    if (latest()) legsOf(conversation).value = items
  } catch (error) {
    if (!latest()) return
    // Not ours to see: opening it asks again. Anything else passes.
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) asked.delete(conversation)
    else setTimeout(() => { if (latest()) void loadLegs(conversation, true) }, RETRY_MS)
  } finally {
    if (latest() || !asked.has(conversation)) reading.delete(conversation)
  }
}

/** Only those that are on a screen or were: others are read when they are opened. Many changes at once are one question. */
export function reloadLegs(conversation: string | null): void {
  if (!conversation || !asked.has(conversation)) return
  due.add(conversation)
  onFlush(readDue)
}
function readDue(): void {
  const ids = [...due]
  due.clear()
  for (const id of ids) if (asked.has(id)) void loadLegs(id, true)
}

/** What happened meanwhile is not known: those on the screen are read now, the others when they are opened next. */
export function rereadLegs(current: string | null): void {
  for (const id of [...asked.keys()]) if (id !== current) asked.delete(id)
  reloadLegs(current)
}

export function chooseLeg(conversation: string, leg: string): void {
  choices.set(conversation, leg)
}

/** The customer speaks on this leg: replies go there, and an earlier choice of another one is over. No event tells of either, nor of a
 *  window that lasts longer now. */
export function heardOn(message: Message): void {
  const { conversation, leg: id } = message
  if (!id) return
  const choice = choices.get(conversation)
  if (choice && choice !== id) choices.delete(conversation)
  const legs = legsOf(conversation)
  const leg = legs.value.find((one) => one.id === id)
  if (leg?.open && !leg.default) legs.value = legs.value.map((one) => ({ ...one, default: one === leg }))
  // An answer under way may be older than these words.
  if (!leg?.open || leg.window || reading.has(conversation)) reloadLegs(conversation)
}

/** The leg a reply goes out on now; null while none is known. */
export function replyLeg(conversation: string): Leg | null {
  const open = legsOf(conversation).value.filter((leg) => leg.open)
  const choice = choices.get(conversation)
  return open.find((leg) => leg.id === choice) ?? open.find((leg) => leg.default) ?? open[0] ?? null
}

/** How many replies one message is counted as: its text and each of its files. */
export const repliesOf = (text: string, files: number) => (text.trim() ? 1 : 0) + files

/** `now` in ms by the server's clock. Null: replies are always taken. */
export function windowLook(window: ReplyWindow | null, now: number): WindowLook | null {
  if (!window) return null
  const ms = Date.parse(window.expires_at) - now
  const open = ms > 0 && (window.remaining === null || window.remaining > 0)
  return { open, ms, remaining: window.remaining, soon: open && (ms < SOON_MS || window.remaining === 1) }
}

/** Whether a reply may go out on it now. */
export function takesReplies(leg: Leg, now: number): boolean {
  return leg.open && (windowLook(leg.window, now)?.open ?? true)
}

/** How long a text is as this leg counts it. */
export function textLength(leg: Pick<Leg, 'text_unit'> | null, text: string): number {
  return leg?.text_unit === 'bytes' ? new TextEncoder().encode(text).length : [...text].length
}

/** Why a leg cannot carry a file: its kind, or its size with the most it takes. Null: it can. */
export function refusesFile(leg: { media: readonly LegMedia[] }, file: Pick<Attachment, 'type' | 'size'>): { most: number | null } | null {
  const kinds = leg.media.filter((media) => file.type.startsWith(media.prefix))
  if (!kinds.length) return { most: null }
  const most = Math.max(...kinds.map((media) => media.most))
  return file.size > most ? { most } : null
}

export function forgetLegs(): void {
  due.clear()
  reading.clear()
  known.clear()
  asked.clear()
  choices.clear()
}
