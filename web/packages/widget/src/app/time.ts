// Times as a visitor reads them, in the browser's zone.
import type { Locale } from '../bridge'
import type { Texts } from './texts'

const DAY_MS = 86_400_000

const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0)

/** 19:05 in both languages. */
export function clockTime(time: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time)
}

/** 今天, 昨天, 3月5日 周四, 2025年3月5日. */
export function dayName(time: number, now: number, locale: Locale, t: Texts): string {
  const days = Math.round((startOfDay(now) - startOfDay(time)) / DAY_MS)
  if (days === 0) return t.today
  if (days === 1) return t.yesterday
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  const parts: Intl.DateTimeFormatOptions = sameYear
    ? { month: 'long', day: 'numeric', weekday: 'short' }
    : { year: 'numeric', month: 'long', day: 'numeric' }
  return new Intl.DateTimeFormat(locale, parts).format(time)
}

export function sameDay(a: number, b: number): boolean {
  return startOfDay(a) === startOfDay(b)
}

/** 512 B, 8.1 KB, 81 KB, 2.4 MB (steps of 1,000), as agents read the same file's size in the console. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'KB'] : [bytes / 1_000_000, 'MB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}
