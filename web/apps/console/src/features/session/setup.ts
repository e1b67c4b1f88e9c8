// What the first run offers: hours that most houses keep, zones found by the names people know, and what was typed, kept
// over a reload. Passwords are not kept.
import { faultOf, weekOf } from '../settings/week'

export const ALWAYS_OPEN: readonly string[] = ['1-7 00:00-24:00']
export const OFFICE_HOURS: readonly string[] = ['1-5 09:00-18:00']
export const OPENINGS = ['office', 'always', 'own'] as const
export const STEPS = ['house', 'when', 'you'] as const
export type Step = (typeof STEPS)[number]

export interface SetupForm { company: string; brand: string; zone: string; open: (typeof OPENINGS)[number]; week: string[]; name: string; email: string; password: string; samples: boolean }

export const blank = (): SetupForm => ({
  company: '', brand: '', zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai', open: 'office', week: [...OFFICE_HOURS], name: '', email: '', password: '', samples: true,
})

const key = (code: string) => `parlor:setup:${code}`
/** What was typed before this page was loaded again in the same tab. */
export function recall(code: string): SetupForm {
  const form = blank()
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(code)) ?? '{}')
    for (const [name, value] of Object.entries(kept ?? {})) if (name in form && typeof value === typeof form[name as keyof SetupForm]) Object.assign(form, { [name]: value })
  } catch { /* Begins anew: storage is shut, or holds what we did not write. */ }
  if (!Array.isArray(form.week) || !OPENINGS.includes(form.open)) Object.assign(form, { week: [...OFFICE_HOURS], open: 'office' })
  return form
}
export function remember(code: string, form: SetupForm): void {
  try {
    sessionStorage.setItem(key(code), JSON.stringify({ ...form, password: undefined }))
  } catch { /* Only a reload would lose it. */ }
}
export function forget(code: string): void {
  try {
    sessionStorage.removeItem(key(code))
  } catch { /* It goes with the tab. */ }
}

export const hoursOf = (form: SetupForm): string[] => [...({ always: ALWAYS_OPEN, office: OFFICE_HOURS, own: form.week })[form.open]]
/** A week of one's own in which no time contradicts another. */
export const isWeek = (lines: readonly string[]) => weekOf(lines).every((spans) => !faultOf(spans))

/** Whether these hours are open at this moment of that zone. */
export function isOpenAt(lines: readonly string[], zone: string, at: Date): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday'))
  const time = `${part('hour')}:${part('minute')}`
  return (weekOf(lines)[day] ?? []).some((span) => span.from <= time && time < span.until)
}
export const timeIn = (zone: string, locale: string, at: Date) => new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

export interface Zone { value: string; text: string; words: string }

/** Every zone the browser knows, with its name and offset now; `own` is there even where the browser lists it by another name. */
export function zones(own: string, locale: string, at = new Date()): Zone[] {
  const all = new Set([own, 'Asia/Shanghai', ...Intl.supportedValuesOf('timeZone')])
  return [...all].map((value) => zoneOf(value, locale, at)).sort((a, b) => (a.value < b.value ? -1 : 1))
}
export function zoneOf(value: string, locale: string, at = new Date()): Zone {
  const name = (style: 'shortOffset' | 'longGeneric', language = locale) =>
    new Intl.DateTimeFormat(language, { timeZone: value, timeZoneName: style }).formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const plain = value.replaceAll('_', ' ')
  const text = `${plain} · ${[...new Set([name('longGeneric'), name('shortOffset')])].join(' ')}`
  return { value, text, words: `${text} ${name('longGeneric', 'en')}${value === 'Asia/Shanghai' ? ' 北京 上海 广州 深圳 Beijing PRC' : ''}`.toLowerCase() }
}
/** Those that have every word; whose place begins with the first word come first. */
export function zonesWith(all: readonly Zone[], words: string): Zone[] {
  const needles = words.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter((zone) => needles.every((needle) => zone.words.includes(needle)))
  const begins = (zone: Zone) => (zone.value.split('/').at(-1)!.toLowerCase().startsWith(needles[0] ?? '') ? 0 : 1)
  return needles.length ? found.sort((a, b) => begins(a) - begins(b)) : found
}
