// Who is doing what right now: customers and colleagues typing, colleagues looking at a conversation. Forgotten by itself.
import { shallowReactive } from 'vue'
import type { TypingFrame, ViewingFrame } from '@parlor/api'

export interface Typing { who: 'customer' | 'agent'; agent: string | null; name: string | null; text: string | null }

/** A client repeats `on` every 3 s; two silent rounds mean it stopped. */
const TYPING_MS = 7000

/** By conversation, then by who (the customer, or an agent's id). */
export const typing = shallowReactive(new Map<string, readonly Typing[]>())
/** By conversation: colleagues who have it open. */
export const viewing = shallowReactive(new Map<string, readonly { id: string; name: string }[]>())
const timers = new Map<string, ReturnType<typeof setTimeout>>()

export function putTyping(frame: TypingFrame): void {
  const who = frame.agent ?? 'customer'
  const key = `${frame.conversation}/${who}`
  clearTimeout(timers.get(key))
  timers.delete(key)
  const others = (typing.get(frame.conversation) ?? []).filter((entry) => (entry.agent ?? 'customer') !== who)
  if (frame.on) {
    typing.set(frame.conversation, [...others, { who: frame.who, agent: frame.agent, name: frame.name, text: frame.text }])
    timers.set(key, setTimeout(() => putTyping({ ...frame, on: false }), TYPING_MS))
  } else if (others.length) typing.set(frame.conversation, others)
  else typing.delete(frame.conversation)
}

/** A message has arrived: its author is no longer typing it. */
export function stopTyping(conversation: string, who: 'customer' | string): void {
  if (!typing.has(conversation)) return
  putTyping({ t: 'typing', conversation, who: who === 'customer' ? 'customer' : 'agent', agent: who === 'customer' ? null : who, name: null, on: false, text: null })
}

export function putViewing({ conversation, agents }: ViewingFrame): void {
  if (agents.length) viewing.set(conversation, agents)
  else viewing.delete(conversation)
}
export const forgetViewing = () => viewing.clear()

export function forgetPeople(): void {
  for (const timer of timers.values()) clearTimeout(timer)
  timers.clear()
  typing.clear()
  viewing.clear()
}
