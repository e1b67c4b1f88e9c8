// What is searched for, and what was found: kept while one reads a result, so that going back is going back.
import { computed, reactive, shallowRef } from 'vue'
import { Find, type FoundConversation, type SearchPlace, type SearchQuestion } from '@parlor/api'
import { serverNow } from '@/lib/clock'
import { rest, useSession } from '@/lib/session'
import { errorText } from '@/lib/toast'
import { putRow } from '@/live/rows'

export const find = new Find(rest)
/** As the server takes it. */
const LONGEST = 100
const WORDS = 8
const RECENT = 8
export const DAYS = { '': 0, today: 1, week: 7, month: 30, quarter: 90 } as const
export type When = keyof typeof DAYS

export interface Wanted { q: string; agent: string; channel: string; tag: string; place: SearchPlace | ''; when: When; brand: string }
const NOTHING: Wanted = { q: '', agent: '', channel: '', tag: '', place: '', when: '', brand: '' }

export const wanted = reactive<Wanted>({ ...NOTHING })
export const FILTERS = ['agent', 'channel', 'tag', 'place', 'when', 'brand'] as const
export const filtered = computed(() => FILTERS.some((name) => wanted[name]))
/** Whether there is anything to ask. */
export const asks = computed(() => !!wanted.q.trim() || filtered.value)
/** What the server would refuse is said while one writes. */
export const wrong = computed((): 'tooMany' | 'tooLong' | null => {
  const q = wanted.q.trim()
  return [...q].length > LONGEST ? 'tooLong' : q.split(/\s+/).length > WORDS ? 'tooMany' : null
})

export const items = shallowRef<readonly FoundConversation[]>([])
export const next = shallowRef<string | null>(null)
export const state = shallowRef<'idle' | 'loading' | 'ready' | 'error'>('idle')
export const busy = shallowRef(false)
export const failure = shallowRef('')
export const active = shallowRef(0)
let round = 0
/** What the items answer. */
let answered = ''

function question(): SearchQuestion {
  const days = DAYS[wanted.when]
  const from = days ? new Date(startOfDay(serverNow()) - (days - 1) * 86_400_000).toISOString() : ''
  return { q: wanted.q.trim(), agent: wanted.agent, channel: wanted.channel, tag: wanted.tag, place: wanted.place, brand: wanted.brand, from }
}

function startOfDay(ms: number): number {
  const day = new Date(ms)
  day.setHours(0, 0, 0, 0)
  return day.getTime()
}

/** Asks for the first page, unless this very question is answered already. */
export async function ask(again = false): Promise<void> {
  if (!asks.value || wrong.value) return reset()
  const asked = question()
  const key = JSON.stringify(asked)
  if (!again && key === answered && state.value !== 'idle') return
  answered = key
  const mine = ++round
  state.value = items.value.length ? 'ready' : 'loading'
  busy.value = true
  try {
    const page = await find.search(asked)
    if (mine !== round) return
    for (const one of page.items) putRow(one.conversation)
    items.value = page.items
    next.value = page.next ?? null
    state.value = 'ready'
    active.value = 0
  } catch (error) {
    if (mine !== round) return
    items.value = []
    failure.value = errorText(error)
    state.value = 'error'
  } finally {
    if (mine === round) busy.value = false
  }
}

export async function more(): Promise<void> {
  if (!next.value || busy.value) return
  const mine = round
  busy.value = true
  try {
    const page = await find.search(question(), next.value)
    if (mine !== round) return
    for (const one of page.items) putRow(one.conversation)
    // A conversation that others went on in may come once more, with what was said in them.
    const known = new Set(items.value.map((one) => one.conversation.id))
    items.value = [...items.value, ...page.items.filter((one) => !known.has(one.conversation.id))]
    next.value = page.next ?? null
  } catch (error) {
    if (mine === round) failure.value = errorText(error)
  } finally {
    if (mine === round) busy.value = false
  }
}

export function reset(): void {
  round += 1
  answered = ''
  items.value = []
  next.value = null
  busy.value = false
  state.value = 'idle'
}

export function want(change: Partial<Wanted>): void {
  Object.assign(wanted, NOTHING, change)
}

const key = () => `parlor.searches.${useSession().agent?.id ?? ''}`
export const recent = shallowRef<readonly string[]>([])

/** On this device only, for this person only. */
export function readRecent(): void {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key()) ?? '[]')
    recent.value = Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string').slice(0, RECENT) : []
  } catch {
    recent.value = []
  }
}

/** What led to something is worth keeping. */
export function remember(): void {
  const q = wanted.q.trim()
  if (!q) return
  keep([q, ...recent.value.filter((one) => one !== q)].slice(0, RECENT))
}

export function forgetRecent(): void {
  keep([])
}

function keep(list: readonly string[]): void {
  recent.value = list
  try {
    localStorage.setItem(key(), JSON.stringify(list))
  } catch {
    // A full or forbidden storage: they are gone with the page.
  }
}
