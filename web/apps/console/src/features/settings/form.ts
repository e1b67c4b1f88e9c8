// What stands in a form while it is filled in, and whether it is right before the server is asked.
import type { FormField, Setting, SettingFields, SettingKind, SettingValue } from '@parlor/api'
import { t } from '@/i18n'
import { figure } from '@/lib/format'
import { faultOf, timeOf, weekOf } from './week'

/** A field as its control holds it: numbers as they are typed, lists of lines as one text. */
export type Raw = string | boolean | string[]
export type Values = Record<string, Raw>

/** Lines of one field at most. */
export const LINES = 1000
const LISTS = new Set(['several', 'week', 'agents', 'brands'])
/** What signs calls: the prefix, then at least 24 bytes in base64. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/

function raw(field: FormField, value: SettingValue | null | undefined): Raw {
  if (field.type === 'flag') return value === true
  if (LISTS.has(field.type)) return Array.isArray(value) ? [...value] : []
  // What is kept is never shown: that there is something is all that comes.
  if (field.type === 'secret') return value === true ? true : ''
  if (field.type === 'lines') return Array.isArray(value) ? value.join('\n') : ''
  return value == null ? '' : String(value)
}

/** The presets where there is no entry, or where it holds nothing of what can never be empty. */
export function valuesOf(kind: SettingKind, entry: Pick<Setting, 'fields'> | null): Values {
  const never = new Set(['flag', 'number', 'choice', 'week'])
  return Object.fromEntries(kind.form.map((field) => {
    const held = entry?.fields[field.key]
    return [field.key, raw(field, held ?? (!entry || never.has(field.type) ? field.preset : null))]
  }))
}
export const presetOf = (field: FormField): Raw => raw(field, field.preset)

const linesIn = (text: Raw): string[] => String(text).split('\n').map((line) => line.trim()).filter(Boolean)

/** A number as people write it: 1,000; undefined: nothing stands there; NaN: it is none. */
export function numberOf(value: unknown): number | undefined {
  const plain = String(value ?? '').normalize('NFKC').replace(/[,\s]/g, '')
  return plain === '' ? undefined : Number(plain)
}

function held(field: FormField, value: Raw): SettingValue | undefined {
  switch (field.type) {
    case 'flag': return value === true
    case 'number': return numberOf(value)
    case 'lines': return linesIn(value)
    case 'several': case 'week': case 'agents': case 'brands': return Array.isArray(value) ? value : []
    case 'secret': return value === true || String(value).trim() || undefined
    case 'choice': case 'queue': case 'day': case 'moment': return String(value) || undefined
    default: return String(value).trim()
  }
}

/** The whole form as it goes to the server. What is left out there is the preset again. */
export function fieldsOf(kind: SettingKind, values: Values): SettingFields {
  return Object.fromEntries(kind.form.flatMap((field) => {
    const value = held(field, values[field.key] ?? '')
    return value === undefined ? [] : [[field.key, value]]
  }))
}

/** Whether both say the same to the server. */
export const same = (kind: SettingKind, a: Values, b: Values): boolean => JSON.stringify(fieldsOf(kind, a)) === JSON.stringify(fieldsOf(kind, b))

/** What is wrong with one field, in words. */
export function faultIn(field: FormField, value: Raw): string | null {
  const given = held(field, value)
  if (given === undefined || given === '' || (Array.isArray(given) && !given.length)) return field.required ? t('fieldError.required') : null
  switch (field.type) {
    case 'text': case 'paragraph': return tooLong([String(given)], field.most, 'settings.tooLong')
    case 'number': return Number.isInteger(given) && Number(given) >= (field.least ?? -Infinity) && Number(given) <= (field.most ?? Infinity) ? null : rangeText(field)
    case 'lines': return (given as string[]).length > LINES ? t('settings.tooManyLines', { n: LINES }) : tooLong(given as string[], field.most, 'settings.lineTooLong')
    case 'week': return weekFault(given as string[])
    case 'color': return /^#[0-9a-f]{6}$/i.test(String(given)) ? null : t('settings.badColor')
    case 'secret': return given === true || SECRET.test(String(given)) ? null : t('settings.badSecret')
    case 'url': return /^https?:\/\/.+/.test(String(given)) ? tooLong([String(given)], 2000, 'settings.tooLong') : t('settings.badUrl')
    default: return null
  }
}

export function rangeText(field: FormField): string {
  return t('settings.range', { least: figure(field.least ?? 0), most: figure(field.most ?? 0) })
}

function tooLong(texts: string[], most: number | null, key: 'settings.tooLong' | 'settings.lineTooLong'): string | null {
  const long = most === null ? -1 : texts.findIndex((text) => [...text].length > most)
  return long < 0 ? null : t(key, { n: most, line: long + 1 })
}

function weekFault(lines: readonly string[]): string | null {
  const fault = weekOf(lines).map(faultOf).find(Boolean)
  return fault ? t(`settings.week_${fault}`) : null
}

/** What no single field can tell, as the server would say it. */
const TOGETHER: Record<string, (values: Values) => Record<string, string>> = {
  holiday: (values) => ({
    ...(values.from && values.until && String(values.until) < String(values.from) ? { until: t('settings.notBefore') } : {}),
    ...(linesIn(values.hours ?? '').some((line) => {
      const [from, until, more] = line.split('-')
      return more !== undefined || !from || !until || timeOf(from) !== from || timeOf(until) !== until || from >= until
    }) ? { hours: t('settings.badSpans') } : {}),
  }),
  attribute: (values) => ({
    ...(/^[a-z0-9_]*$/.test(String(values.key ?? '').trim()) ? {} : { key: t('settings.badKey') }),
    ...(values.type === 'choice' && !linesIn(values.choices ?? '').length ? { choices: t('settings.needsChoice') } : {}),
  }),
}

/** By field key; `name` for the entry's own. */
export function faultsIn(kind: SettingKind, name: string, values: Values): Record<string, string> {
  const faults: Record<string, string> = {}
  if (!kind.single && !name.trim()) faults.name = t('fieldError.required')
  else if ([...name.trim()].length > 100) faults.name = t('settings.tooLong', { n: 100 })
  for (const field of kind.form) {
    const fault = faultIn(field, values[field.key] ?? '')
    if (fault) faults[field.key] = fault
  }
  return { ...TOGETHER[kind.kind]?.(values), ...faults }
}
