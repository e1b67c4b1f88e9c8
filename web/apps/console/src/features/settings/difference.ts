// What differs between two states of an entry, field by field, in words.
import type { Setting, SettingKind, SettingVersion } from '@parlor/api'
import { t } from '@/i18n'
import { titleOf, valueText } from './kinds'

type State = Pick<SettingVersion, 'name' | 'fields'> & { deleted?: boolean }
export interface Difference { title: string; before: string; after: string }

/** `before` null: there was nothing. Empty: nothing that is shown differs. */
export function differences(kind: SettingKind, before: State | null, after: State): Difference[] {
  const found: Difference[] = []
  if (!kind.single && before?.name !== after.name) found.push({ title: t('settings.name'), before: before?.name ?? '', after: after.name })
  for (const field of kind.form) {
    const [was, is] = [before?.fields[field.key], after.fields[field.key]]
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    found.push({ title: titleOf(field).title, before: valueText(field, was), after: valueText(field, is) })
  }
  return found
}

export type Happened = 'made' | 'deleted' | 'restored' | 'moved' | 'changed'

/** What was done to come from the version before to this one. */
export function happened(kind: SettingKind, before: State | null, after: State): Happened {
  if (!before) return 'made'
  if (after.deleted) return 'deleted'
  if (before.deleted) return 'restored'
  return differences(kind, before, after).length ? 'changed' : 'moved'
}

/** The first words of an entry beside its name, for lists of what was found. */
export const summary = (kind: SettingKind, entry: Setting): string =>
  kind.form.map((field) => valueText(field, entry.fields[field.key])).filter(Boolean).slice(0, 2).join(' · ')
