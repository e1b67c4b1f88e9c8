// Texts in two languages, one loaded at a time. `t` takes only keys that exist; English must have every key of Chinese.
import { createI18n } from 'vue-i18n'
import type { zh } from './locales/zh'

export type Messages = { [Group in keyof typeof zh]: { [Key in keyof (typeof zh)[Group]]: string } }
type Keys<T> = { [Group in keyof T & string]: `${Group}.${keyof T[Group] & string}` }[keyof T & string]
export type MessageKey = Keys<Messages>
export type ConsoleLocale = 'zh-CN' | 'en'

export const i18n = createI18n({ legacy: false, locale: 'zh-CN' as ConsoleLocale, fallbackLocale: false, missingWarn: false, fallbackWarn: false, messages: {} })

/** The two calls we need, without the library's deep key types (ours are checked above). */
const texts = i18n.global as unknown as { t(key: string, values?: Record<string, unknown>): string; te(key: string, locale: string): boolean; locale: { value: ConsoleLocale }; availableLocales: string[]; setLocaleMessage(locale: string, messages: Messages): void }

/** The text of `key` in the current language; follows a change of language wherever it is rendered. */
export function t(key: MessageKey, values: Record<string, unknown> = {}): string {
  return texts.t(key, values)
}

/** A text chosen by a code that came from outside; null for codes that we do not know. */
export function tKnown(group: keyof Messages, code: string): string | null {
  const key = `${group}.${code}`
  return texts.te(key, texts.locale.value) ? texts.t(key) : null
}

/** The same, with `fallback` for codes that we do not know. */
export function tCode(group: keyof Messages, code: string, fallback: MessageKey): string {
  return tKnown(group, code) ?? t(fallback)
}

export function currentLocale(): ConsoleLocale {
  return texts.locale.value
}

/** Only the language in use is loaded. */
const sources: Record<ConsoleLocale, () => Promise<Messages>> = {
  'zh-CN': () => import('./locales/zh').then((file) => file.zh),
  en: () => import('./locales/en').then((file) => file.en),
}

/** Resolves when the page speaks `locale`. */
export async function setLocale(locale: ConsoleLocale): Promise<void> {
  if (!texts.availableLocales.includes(locale)) texts.setLocaleMessage(locale, await sources[locale]())
  texts.locale.value = locale
  document.documentElement.lang = locale
}
