// Texts of the pages for integrators: they come with these pages, not with the console's first load.
import { currentLocale } from '@/i18n'
import { enIntegrate } from '@/locales/en-integrate'
import { zhIntegrate } from '@/locales/zh-integrate'

export type IntegrateTexts = { [Group in keyof typeof zhIntegrate]: { [Key in keyof (typeof zhIntegrate)[Group]]: string } }
type Keys<T> = { [Group in keyof T & string]: `${Group}|${keyof T[Group] & string}` }[keyof T & string]
export type IntegrateKey = Keys<IntegrateTexts>

/** The text of `group|key` in the current language, with its values; follows a change of language. */
export function w(key: IntegrateKey, values: Record<string, unknown> = {}): string {
  const texts: Record<string, Record<string, string>> = currentLocale() === 'en' ? enIntegrate : zhIntegrate
  const [group = '', name = ''] = key.split('|')
  return (texts[group]?.[name] ?? key).replace(/\{(\w+)\}/g, (whole, value: string) => (value in values ? String(values[value]) : whole))
}

/** A word that came from outside: as it is written where there is no text for it. */
export function wKnown(group: 'kind' | 'scope', name: string): string {
  const text = w(`${group}|${name}` as IntegrateKey)
  return text.startsWith(`${group}|`) ? name : text
}
