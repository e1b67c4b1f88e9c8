// The legs of a conversation and which of them a reply goes out on: the server's default, or the agent's choice until the
// customer speaks elsewhere.
import { shallowReactive, shallowRef, type ShallowRef } from 'vue'
import type { Attachment, Leg, LegMedia, Message, ReplyWindow } from '@parlor/api'
import { doors } from '@/lib/session'

/** What a leg's window tells at a glance. */
export interface WindowLook { open: boolean; ms: number; remaining: number | null; soon: boolean }

/** Under an hour, or one reply left: it is said in amber. */
const SOON_MS = 3_600_000

const known = new Map<string, ShallowRef<readonly Leg[]>>()
const asked = new Set<string>()
const choices = shallowReactive(new Map<string, string>())

/** The legs of a conversation; empty until they are loaded. */
export function legsOf(conversation: string): ShallowRef<readonly Leg[]> {
  let ref = known.get(conversation)
  if (!ref) known.set(conversation, (ref = shallowRef<readonly Leg[]>([])))
  return ref
}

/** Loaded at first sight, and again when told that something changed. */
export async function loadLegs(conversation: string, again = false): Promise<void> {
  if (asked.has(conversation) && !again) return
  asked.add(conversation)
  try {
    legsOf(conversation).value = (await doors.legs(conversation)).items
  } catch {
    // Without them the server chooses the leg; opening the conversation asks again.
    asked.delete(conversation)
  }
}

/** Only those that are on a screen or were: others are read when they are opened. */
export function reloadLegs(conversation: string | null): void {
  if (conversation && asked.has(conversation)) void loadLegs(conversation, true)
}

export function chooseLeg(conversation: string, leg: string): void {
  choices.set(conversation, leg)
}

/** The customer speaks on this leg: an earlier choice of another one is over. */
export function heardOn(message: Message): void {
  const choice = choices.get(message.conversation)
  if (choice && message.leg && message.leg !== choice) choices.delete(message.conversation)
}

/** The leg a reply goes out on now; null while none is known. */
export function replyLeg(conversation: string): Leg | null {
  const open = legsOf(conversation).value.filter((leg) => leg.open)
  const choice = choices.get(conversation)
  return open.find((leg) => leg.id === choice) ?? open.find((leg) => leg.default) ?? open[0] ?? null
}

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
  known.clear()
  asked.clear()
  choices.clear()
}
