// Finding in settings: kinds, their fields and their entries, by words in either language.
import type { Setting, SettingKind } from '@parlor/api'
import { brands } from '@/live/directory'
import { inWords, titleOf } from './kinds'

export interface Found { id: string; kind: string; title: string; path: string; field?: string; entry?: string; brand?: string | null; to?: string }

interface Words { 'zh-CN': string; en: string }
const MOST = 30

const plain = (text: string) => text.toLowerCase().normalize('NFKC')
const both = (...texts: Words[]) => texts.flatMap((text) => [text['zh-CN'], text.en])

/** Every word must be found. Kinds first, then fields, then entries. */
export function find(wanted: string, kinds: readonly SettingKind[], entries: (kind: string) => readonly Setting[]): Found[] {
  const needles = plain(wanted).split(/\s+/).filter(Boolean)
  if (!needles.length) return []
  const fits = (texts: readonly string[]) => {
    const hay = plain(texts.join('\n'))
    return needles.every((needle) => hay.includes(needle))
  }
  const ofKinds: Found[] = []
  const ofFields: Found[] = []
  const ofEntries: Found[] = []
  for (const kind of kinds) {
    const path = inWords(kind.title)
    if (fits(both(kind.title, kind.help))) ofKinds.push({ id: kind.kind, kind: kind.kind, title: path, path: inWords(kind.help) })
    for (const field of kind.form) {
      if (fits(both(field.title, field.help, ...field.choices.map((one) => one.title)))) ofFields.push({ id: `${kind.kind}.${field.key}`, kind: kind.kind, title: titleOf(field).title, path, field: field.key })
    }
    for (const entry of entries(kind.kind)) {
      const texts = [entry.name, ...Object.values(entry.fields).flatMap((value) => (typeof value === 'string' || Array.isArray(value) ? value : []))]
      if (!fits(texts)) continue
      const field = kind.form.find((one) => fits([String(entry.fields[one.key] ?? '')]))
      const whose = entry.brand && brands.size > 1 ? brands.get(entry.brand)?.name : null
      ofEntries.push({ id: entry.id, kind: kind.kind, title: kind.single ? titleOf(field ?? kind.form[0]!).title : entry.name, path: whose ? `${path} · ${whose}` : path, brand: entry.brand, ...(kind.single ? { field: field?.key } : { entry: entry.id }) })
    }
  }
  return [...ofKinds, ...ofFields, ...ofEntries].slice(0, MOST)
}
