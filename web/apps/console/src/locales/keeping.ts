// Texts of what is deleted, archived and kept: fetched with the part of the page that shows them, in the language in use.
import { shallowRef, watch } from 'vue'
import { currentLocale, type ConsoleLocale } from '@/i18n'
import type { KeepingTexts } from './zh-keeping'

const sources: Record<ConsoleLocale, () => Promise<KeepingTexts>> = {
  'zh-CN': () => import('./zh-keeping').then((file) => file.zhKeeping),
  en: () => import('./en-keeping').then((file) => file.enKeeping),
}
const texts = shallowRef<KeepingTexts | null>(null)
let following = false

async function load(locale: ConsoleLocale): Promise<void> {
  const found = await sources[locale]()
  if (locale === currentLocale()) texts.value = found
}

/** The text of `key`; follows a change of language wherever it is rendered. */
export function k(key: keyof KeepingTexts, values: Record<string, string | number> = {}): string {
  return (texts.value?.[key] ?? '').replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark))
}

/** A part of the page together with its texts, for components that are loaded late. */
export async function withKeeping<T>(part: Promise<T>): Promise<T> {
  if (!following) watch(currentLocale, (locale) => void load(locale))
  following = true
  const [loaded] = await Promise.all([part, texts.value ? null : load(currentLocale())])
  return loaded
}
