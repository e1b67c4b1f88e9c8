// Figures and times as people read them. Relative to 24 hours, then dates; waiting as a clock.
import { currentLocale, t } from '@/i18n'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The limit after which an unanswered customer counts as missed (漏回); amber begins at 60 % of it. */
export const WAIT_LIMIT_MS = 2 * MINUTE
export type WaitLevel = 'calm' | 'soon' | 'over'

export function waitLevel(ms: number): WaitLevel {
  return ms >= WAIT_LIMIT_MS ? 'over' : ms >= WAIT_LIMIT_MS * 0.6 ? 'soon' : 'calm'
}

/** 0:42 · 12:05 · 3 h 04 · 2 d: never wider than six figures. */
export function waitText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  if (ms < DAY) return t('time.hoursMinutes', { h: Math.floor(seconds / 3600), m: String(Math.floor(seconds / 60) % 60).padStart(2, '0') })
  return t('time.days', { n: Math.floor(ms / DAY) })
}

/** A span as people say it: 47 时 12 分, 12 分, 40 秒; days from three on. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return t('time.seconds', { n: seconds })
  if (ms < HOUR) return t('time.minutes', { n: Math.floor(seconds / 60) })
  if (ms < 3 * DAY) return t('time.hoursMinutes', { h: Math.floor(seconds / 3600), m: String(Math.floor(seconds / 60) % 60).padStart(2, '0') })
  return t('time.days', { n: Math.floor(ms / DAY) })
}

export function timeOfDay(iso: string): string {
  return format(iso, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

export function fullTime(iso: string): string {
  return format(iso, { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** 刚刚 · 5 分钟前 · 19:14 · 昨天 · 11月3日. */
export function shortTime(iso: string, nowMs: number): string {
  const age = nowMs - Date.parse(iso)
  if (age < MINUTE) return t('time.justNow')
  if (age < HOUR) return t('time.minutesAgo', { n: Math.floor(age / MINUTE) })
  if (sameDay(Date.parse(iso), nowMs)) return timeOfDay(iso)
  if (sameDay(Date.parse(iso), nowMs - DAY)) return t('time.yesterday')
  return format(iso, { month: 'short', day: 'numeric' })
}

/** The same within a sentence, where "5 min" would be a span: 5 min ago, just now, yesterday. */
export function momentText(iso: string, nowMs: number): string {
  const age = nowMs - Date.parse(iso)
  if (age < MINUTE) return t('time.nowIn')
  if (age < HOUR) return t('time.ago', { n: Math.floor(age / MINUTE) })
  const text = shortTime(iso, nowMs)
  return text === t('time.yesterday') ? t('time.yesterdayIn') : text
}

/** A count as it is written in this language: 10,000. */
export function figure(n: number): string {
  return new Intl.NumberFormat(currentLocale()).format(n)
}

export function dayLabel(iso: string, nowMs: number): string {
  const at = Date.parse(iso)
  if (sameDay(at, nowMs)) return t('time.today')
  if (sameDay(at, nowMs - DAY)) return t('time.yesterday')
  const year = new Date(at).getFullYear() === new Date(nowMs).getFullYear() ? undefined : 'numeric'
  return format(iso, { year, month: 'long', day: 'numeric', weekday: 'short' })
}

/** A day without its time, as it was given: 2026-10-01 is 2026年10月1日 wherever one is. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return year && month && date ? format(new Date(year, month - 1, date).toISOString(), { year: 'numeric', month: 'long', day: 'numeric' }) : day
}

export function dayKey(iso: string): string {
  const date = new Date(iso)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

/** A moment to come: 14:30 today, 明天 09:00, 11月24日 09:00. */
export function dueText(iso: string, nowMs: number): string {
  const at = Date.parse(iso)
  if (sameDay(at, nowMs)) return timeOfDay(iso)
  if (sameDay(at, nowMs + DAY)) return t('time.tomorrowAt', { time: timeOfDay(iso) })
  return format(iso, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'KB'] : [bytes / 1_000_000, 'MB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}

export interface TextPart { text: string; href: string | null }

/** Splits a text at its web addresses; only http and https become links. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let last = 0
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'，。；！？、）】》」]+[^\s<>"'，。；！？、）】》」.,;:!?)\]}]/g)) {
    if (match.index > last) parts.push({ text: text.slice(last, match.index), href: null })
    parts.push({ text: match[0], href: match[0] })
    last = match.index + match[0].length
  }
  if (last < text.length) parts.push({ text: text.slice(last), href: null })
  return parts
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(iso: string, options: Intl.DateTimeFormatOptions): string {
  const key = currentLocale() + JSON.stringify(options)
  let made = formats.get(key)
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(currentLocale(), options)))
  return made.format(new Date(iso))
}

const monies = new Map<string, Intl.NumberFormat>()

/** ¥20.00, of an amount in the currency's smallest unit. */
export function moneyIn(amount: number, currency: string): string {
  const key = currentLocale() + currency
  let made = monies.get(key)
  if (!made) monies.set(key, (made = new Intl.NumberFormat(currentLocale(), { style: 'currency', currency })))
  return made.format(amount / 10 ** made.resolvedOptions().maximumFractionDigits!)
}
