// What a tenant keeps of its customers beside name, phone and e-mail: its definitions, and values in words.
import type { Setting, SettingValue } from '@parlor/api'
import { t } from '@/i18n'
import { dayText, figure } from '@/lib/format'
import { entriesOf } from '@/live/settings'

export const KIND = 'attribute'
export const definitions = (): readonly Setting[] => entriesOf(KIND) ?? []
export const keyOf = (definition: Setting): string => String(definition.fields.key ?? '')
export const typeOf = (definition: Setting): string => String(definition.fields.type ?? 'text')
export const definitionOf = (key: string): Setting | undefined => definitions().find((one) => keyOf(one) === key)
export const choicesOf = (definition: Setting): readonly string[] => (Array.isArray(definition.fields.choices) ? definition.fields.choices : [])

/** A value as people read it. */
export function attributeText(key: string, value: SettingValue): string {
  const definition = definitionOf(key)
  if (typeof value === 'boolean') return t(value ? 'customerEdit.yes' : 'customerEdit.no')
  if (typeof value === 'number') return figure(value)
  return definition && typeOf(definition) === 'day' ? dayText(String(value)) : String(value)
}

/** What was typed, as its type says; undefined: it is none of the type. An empty text empties. */
export function valueOf(type: string, typed: string): SettingValue | null | undefined {
  const text = typed.trim()
  if (!text) return null
  if (type === 'flag') return text === 'true'
  if (type !== 'number') return text
  const plain = text.replace(/[,，\s]/g, '')
  return /^[-−]?\d{1,15}$/.test(plain) ? Number(plain.replace('−', '-')) : undefined
}
