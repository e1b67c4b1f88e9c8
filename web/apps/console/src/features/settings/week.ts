// A week of hours: seven days, each with its spans, read from and written as lines like `1-5 09:00-18:00`.

/** From when until when, as `09:00`; the end may be `24:00`. */
export interface Span { from: string; until: string }
/** Monday first. An empty day is closed. */
export type Week = Span[][]

export const ALWAYS: Span = { from: '00:00', until: '24:00' }
const LINE = /^([1-7])(?:-([1-7]))?\s+(\d\d:\d\d)-(\d\d:\d\d)$/

export const emptyWeek = (): Week => Array.from({ length: 7 }, () => [])

/** What is not a line of this form is left out: the server never keeps such. */
export function weekOf(lines: readonly string[]): Week {
  const week = emptyWeek()
  for (const line of lines) {
    const match = LINE.exec(line.trim())
    if (!match) continue
    const [, first, last = first, from, until] = match
    for (let day = Number(first); day <= Number(last); day += 1) week[day - 1]!.push({ from: from!, until: until! })
  }
  for (const spans of week) spans.sort((a, b) => (a.from < b.from ? -1 : 1))
  return week
}

/** Neighbouring days with the same spans share their lines. */
export function linesOf(week: Week): string[] {
  const lines: string[] = []
  const said = week.map((spans) => spans.map((span) => `${span.from}-${span.until}`).join(' '))
  for (let first = 0; first < 7; first += 1) {
    let last = first
    while (last < 6 && said[last + 1] === said[first]) last += 1
    const days = last > first ? `${first + 1}-${last + 1}` : `${first + 1}`
    for (const span of week[first]!) lines.push(`${days} ${span.from}-${span.until}`)
    first = last
  }
  return lines
}

/** A time as people type it: 9, 930, 9:30, 24. Null where it is none. */
export function timeOf(text: string): string | null {
  const plain = text.trim().replace(/[：.]/, ':')
  const match = /^(\d{1,2}):(\d{1,2})$/.exec(plain) ?? /^(\d{1,2})(\d\d)$/.exec(plain) ?? /^(\d{1,2})$/.exec(plain)
  if (!match) return null
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)]
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
export const isAlways = (spans: readonly Span[]): boolean => spans.length === 1 && spans[0]!.from === ALWAYS.from && spans[0]!.until === ALWAYS.until

export type WeekFault = 'time' | 'order' | 'overlap'
/** What is wrong with a day's spans, if anything. */
export function faultOf(spans: readonly Span[]): WeekFault | null {
  if (spans.some((span) => timeOf(span.from) !== span.from || timeOf(span.until) !== span.until)) return 'time'
  if (spans.some((span) => span.from >= span.until)) return 'order'
  const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))
  return sorted.some((span, index) => index > 0 && span.from < sorted[index - 1]!.until) ? 'overlap' : null
}

/** The next span one would add to a day: an hour after the last one, as long as there is room. */
export function nextSpan(spans: readonly Span[]): Span | null {
  const last = spans.at(-1)
  if (!last) return { from: '09:00', until: '18:00' }
  const end = Math.ceil(minutesOf(timeOf(last.until) ?? '24:00') / 60) + 1
  if (end >= 24) return null
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  return { from: clock(end), until: clock(Math.min(24, end + 4)) }
}
