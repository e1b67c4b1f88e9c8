// Quick replies by "/": finding the word that is being typed, choosing what fits, filling in names.
import type { QuickReply } from '@parlor/api'

export interface SlashWord { from: number; to: number; text: string }

/** The "/word" that the caret stands in, at the beginning or after a space; null when there is none. */
export function slashWord(text: string, caret: number): SlashWord | null {
  const match = /(?:^|\s)\/([^\s/]{0,32})$/u.exec(text.slice(0, caret))
  if (!match) return null
  const word = match[1] ?? ''
  return { from: caret - word.length - 1, to: caret, text: word }
}

/** What stands behind the "@" that the caret is after; in the middle of a word, as in an address, it is none. */
export function atWord(text: string, caret: number): SlashWord | null {
  const match = /(?:^|[^\w@])@([^@\n]{0,40})$/u.exec(text.slice(0, caret))
  const word = match?.[1]
  return word === undefined ? null : { from: caret - word.length - 1, to: caret, text: word }
}

/** The exact shortcut first, then shortcuts that begin with the word, then titles, then texts that contain it. */
export function matching(replies: readonly QuickReply[], word: string): QuickReply[] {
  const wanted = word.toLowerCase()
  const rank = (reply: QuickReply) => {
    if (reply.shortcut.toLowerCase() === wanted) return -1
    if (reply.shortcut.toLowerCase().startsWith(wanted)) return 0
    if (reply.title.toLowerCase().includes(wanted)) return 1
    return reply.text.toLowerCase().includes(wanted) ? 2 : 3
  }
  return replies.map((reply) => ({ reply, rank: rank(reply) })).filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.reply.shortcut.localeCompare(b.reply.shortcut)).map((entry) => entry.reply)
}

/** What can stand between double braces. */
export const VARIABLES = ['customer.name', 'agent.name', 'brand.name', 'conversation.number'] as const
export type Variable = (typeof VARIABLES)[number]

/** Whether it is offered now: who keeps quick replies also sees those that have expired. */
export const isGood = (reply: QuickReply, at: number): boolean => !reply.expires_at || at < Date.parse(reply.expires_at)

/** Fills in what stands between double braces; what is missing takes its space and its comma along. */
export function fillIn(text: string, values: Partial<Record<Variable, string | null>>): string {
  return VARIABLES.reduce((filled, name) => fill(filled, name, values[name] ?? null), text)
}

function fill(text: string, variable: string, name: string | null): string {
  const place = new RegExp(`([^\\S\\n]*)\\{\\{\\s*${variable.replace('.', '\\.')}\\s*\\}\\}([^\\S\\n]*)([,，、:：]?)([^\\S\\n]*)`, 'g')
  return text.replace(place, (all, before: string, between: string, mark: string, after: string, at: number, whole: string) => {
    if (name) return before + name + between + mark + after
    if (at === 0 || whole[at - 1] === '\n') return ''
    if (mark) return mark + after
    const next = whole[at + all.length] ?? ''
    return /^[\s.!?;。！？；…）)]?$/.test(next) ? '' : (before || between) && ' '
  })
}
