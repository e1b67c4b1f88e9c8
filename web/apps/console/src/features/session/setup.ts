// What the first run offers: hours that most houses keep, and zones by the names people know.

export const ALWAYS_OPEN: readonly string[] = ['1-7 00:00-24:00']
export const OFFICE_HOURS: readonly string[] = ['1-5 09:00-18:00']

export interface Zone { value: string; text: string }

/** Every zone the browser knows, with its offset now; `own` is there even where the browser lists it by another name. */
export function zones(own: string, locale: string, at = new Date()): Zone[] {
  const all = new Set([own, 'Asia/Shanghai', ...Intl.supportedValuesOf('timeZone')])
  return [...all].map((value) => ({ value, text: `${value.replaceAll('_', ' ')} · ${offset(value, locale, at)}` })).sort((a, b) => (a.value < b.value ? -1 : 1))
}

function offset(id: string, locale: string, at: Date): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: id, timeZoneName: 'shortOffset' }).formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}
