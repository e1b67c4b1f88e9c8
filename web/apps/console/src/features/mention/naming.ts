// Whom a note names: who may be named in a conversation, what was chosen for what is being written, and what of it the text still says.
import { shallowReactive } from 'vue'
import type { Mentionable, Named } from '@parlor/api/mentions'
import { useSession } from '@/lib/session'
import { mentions } from './client'

/** Read again when it is older than this, ms: people come and go. */
const FRESH_MS = 60_000
/** Conversations whose circle is kept, and whose choices are. */
const KEPT = 50

interface Circle { at: number; state: 'loading' | 'ready' | 'error'; all: readonly Mentionable[] }
const circles = shallowReactive(new Map<string, Circle>())

/** Who may be named there; loaded, and after a while loaded again. */
export function circleOf(conversation: string): Circle | undefined {
  return circles.get(conversation)
}

/** What is being read: who asks meanwhile waits for the same. */
const reading = new Map<string, Promise<void>>()

/** Reads the circle unless it is fresh; whether it came stands in its state. */
export function loadCircle(conversation: string): Promise<void> {
  const me = useSession().agent?.id
  // Another person has another circle.
  if (me !== owner) forgetCircles()
  owner = me
  const before = circles.get(conversation)
  const under = reading.get(conversation)
  if (under) return under
  if (before?.state === 'ready' && Date.now() - before.at < FRESH_MS) return Promise.resolve()
  const all = before?.all ?? []
  const round = readingRound
  circles.set(conversation, { at: Date.now(), state: all.length ? 'ready' : 'loading', all })
  const read = mentions.mentionable(conversation).then((found) => ({ at: Date.now(), state: 'ready' as const, all: found }), () => ({ at: 0, state: all.length ? 'ready' as const : 'error' as const, all })).then((circle) => {
    if (round !== readingRound) return
    reading.delete(conversation)
    circles.set(conversation, circle)
    while (circles.size > KEPT) circles.delete(circles.keys().next().value!)
  })
  reading.set(conversation, read)
  return read
}
/** Counts up when everything is forgotten: what was asked for before is nobody's any more. */
let readingRound = 0
let owner: string | undefined

/** Whose names hold the word: those that begin with it first, people before teams. */
export function matching(all: readonly Mentionable[], word: string): Mentionable[] {
  const wanted = word.toLowerCase()
  const rank = ({ name, kind }: Mentionable) => {
    const at = name.toLowerCase().indexOf(wanted)
    return at < 0 ? -1 : (at > 0 ? 3 : name.length > word.length ? 1 : 0) + (kind === 'team' ? 1 : 0)
  }
  return all.map((one) => ({ one, rank: rank(one) })).filter((entry) => entry.rank >= 0).sort((a, b) => a.rank - b.rank).map((entry) => entry.one)
}

/** What was chosen, kept over a reload with the draft it belongs to. */
const shelf = () => `parlor:mentions:${useSession().agent?.id ?? ''}`
function kept(): Record<string, Named[]> {
  try {
    return JSON.parse(localStorage.getItem(shelf()) ?? '{}') as Record<string, Named[]>
  } catch {
    return {}
  }
}
function keep(all: Record<string, Named[]>): void {
  try {
    const entries = Object.entries(all).filter(([, picks]) => picks.length).slice(-KEPT)
    if (entries.length) localStorage.setItem(shelf(), JSON.stringify(Object.fromEntries(entries)))
    else localStorage.removeItem(shelf())
  } catch {
    // No storage: what is chosen now is found by its name.
  }
}

export function pick(conversation: string, { kind, id, name }: Mentionable): void {
  const all = kept()
  const others = (all[conversation] ?? []).filter((one) => one.name !== name)
  delete all[conversation]
  keep({ ...all, [conversation]: [...others, { kind, id, name }] })
}

/** What the text names: what was chosen, then names that only one here has. Each once, in order of the text. */
export function namedIn(conversation: string, text: string): Named[] {
  const picks = kept()[conversation] ?? []
  const all = circles.get(conversation)?.all ?? []
  const only = all.filter((one) => all.filter((other) => other.name === one.name).length === 1 && !picks.some((mine) => mine.name === one.name))
  const found: { at: number; one: Named }[] = []
  let rest = text
  for (const { kind, id, name } of [...picks, ...only].sort((a, b) => b.name.length - a.name.length)) {
    for (let at = indexOfName(rest, name); at >= 0; at = indexOfName(rest, name)) {
      if (!found.some((other) => other.one.id === id)) found.push({ at, one: { kind, id, name } })
      // A name that is part of a longer one is not meant by it.
      rest = rest.slice(0, at) + ' '.repeat(name.length + 1) + rest.slice(at + name.length + 1)
    }
  }
  return found.sort((a, b) => a.at - b.at).map((entry) => entry.one)
}

/** Whether an "@" stands there that nothing chosen explains: only the circle tells whether it is a name. */
export function unnamedIn(conversation: string, text: string): boolean {
  let rest = text
  for (const { name } of [...(kept()[conversation] ?? [])].sort((a, b) => b.name.length - a.name.length)) {
    for (let at = indexOfName(rest, name); at >= 0; at = indexOfName(rest, name)) rest = rest.slice(0, at) + ' '.repeat(name.length + 1) + rest.slice(at + name.length + 1)
  }
  return /(?:^|[^\w@])@[^\s@]/u.test(rest)
}

/** Where `@name` stands; “@Li Wei” is not in “@Li Weiping”, while in Chinese no space follows a name. */
export function indexOfName(text: string, name: string): number {
  for (let at = text.indexOf(`@${name}`); at >= 0; at = text.indexOf(`@${name}`, at + 1)) {
    if (!(/[A-Za-z0-9]$/.test(name) && /^[A-Za-z0-9]/.test(text.slice(at + 1 + name.length)))) return at
  }
  return -1
}

/** The note is written: what was chosen for it is done with. */
export function forgetPicks(conversation: string): void {
  const all = kept()
  delete all[conversation]
  keep(all)
}

/** A note goes back into the composer: whom it names goes along. */
export function takeBack(conversation: string, named: readonly Named[]): void {
  const all = kept()
  const others = (all[conversation] ?? []).filter((one) => !named.some((back) => back.name === one.name))
  delete all[conversation]
  keep({ ...all, [conversation]: [...others, ...named] })
}

export function forgetCircles(): void {
  readingRound += 1
  reading.clear()
  circles.clear()
}
