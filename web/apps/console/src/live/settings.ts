// Settings that the page has read, by kind: what the settings page changes, and what agents choose from. A kind is read when
// somebody needs it, and again whenever settings changed.
import { shallowReactive } from 'vue'
import { Settings, type Setting } from '@parlor/api'
import { rest } from '@/lib/session'

export const settings = new Settings(rest)
const known = shallowReactive(new Map<string, readonly Setting[]>())
const asked = new Map<string, Promise<readonly Setting[]>>()

/** Entries of a kind as far as they are known; null before they were read. */
export const entriesOf = (kind: string): readonly Setting[] | null => known.get(kind) ?? null

/** Reads a kind, from the server. Of two readings the later one counts. */
export function readSettings(kind: string): Promise<readonly Setting[]> {
  const reading: Promise<readonly Setting[]> = settings.all(kind).then((items) => {
    if (asked.get(kind) === reading) known.set(kind, items)
    return items
  }, (error: unknown) => {
    if (asked.get(kind) === reading && !known.has(kind)) asked.delete(kind)
    throw error
  })
  asked.set(kind, reading)
  return reading
}

/** Reads a kind unless it is known, or under way. */
export const needSettings = (kind: string): Promise<readonly Setting[]> => {
  const items = known.get(kind)
  return items ? Promise.resolve(items) : (asked.get(kind) ?? readSettings(kind))
}

let due: ReturnType<typeof setTimeout> | null = null
/** How long one waits for further changes before reading again, ms: whoever puts a list in order changes several entries. */
const CALM_MS = 300

/** Something was changed, by whomever: what is known is read again, the rest when it is needed. */
export function settingsChanged(): void {
  if (!asked.size) return
  due ??= setTimeout(() => {
    due = null
    for (const kind of [...asked.keys()]) void readSettings(kind).catch(() => {})
  }, CALM_MS)
}

/** An entry as the server just answered it; a deleted one leaves its list. */
export function putSetting(entry: Setting): void {
  const items = known.get(entry.kind) ?? []
  const others = items.filter((one) => one.id !== entry.id)
  known.set(entry.kind, entry.deleted ? others : [...others, entry].sort(inOrder))
}

export function dropSetting(kind: string, id: string): void {
  const items = known.get(kind)
  if (items) known.set(kind, items.filter((one) => one.id !== id))
}

/** As the server lists them. */
export const inOrder = (a: Setting, b: Setting): number => a.position - b.position || (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1)

/** What a brand's conversations may be closed with. */
export const dispositionsOf = (brand: string): readonly Setting[] => (known.get('disposition') ?? []).filter((one) => one.brand === brand)
/** The name of a disposition; null where it is not known (any more). */
export const dispositionName = (id: string | null): string | null => (id ? (known.get('disposition')?.find((one) => one.id === id)?.name ?? null) : null)
/** Whether the brand wants to know at close what it was about. */
export function asksDisposition(brand: string): boolean {
  return known.get('reception')?.find((one) => one.brand === brand)?.fields.needs_disposition === true
}

const ownReasons = ['meal', 'rest', 'meeting', 'training'] as const

/** Why one may take a break: what the house named, or our own words while it named nothing. */
export function breakReasons(): readonly string[] {
  const entries = known.get('break_reason') ?? []
  return entries.length ? entries.map((entry) => entry.name) : ownReasons
}
/** How long a break for that reason usually takes; null where nobody said. */
export function usualMinutes(reason: string | null): number | null {
  const minutes = known.get('break_reason')?.find((entry) => entry.name === reason)?.fields.minutes
  return typeof minutes === 'number' ? minutes : null
}

export function forgetSettings(): void {
  if (due) clearTimeout(due)
  due = null
  known.clear()
  asked.clear()
}
