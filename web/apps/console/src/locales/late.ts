// Texts that are not needed at first sight: fetched with the part of the page that shows them, in the language in use.
import { shallowRef, watch } from 'vue'
import { currentLocale, type ConsoleLocale } from '@/i18n'
import type { FindTexts } from './zh-find'

const sources: Record<ConsoleLocale, () => Promise<FindTexts>> = {
  'zh-CN': () => import('./zh-find').then((file) => file.zhFind),
  en: () => import('./en-find').then((file) => file.enFind),
}
const texts = shallowRef<FindTexts | null>(null)
let following = false

async function load(locale: ConsoleLocale): Promise<void> {
  const found = await sources[locale]()
  if (locale === currentLocale()) texts.value = found
}

/** Resolves when `f` speaks; from then on it follows the language of the page. */
export async function findTexts(): Promise<void> {
  if (!following) watch(currentLocale, (locale) => void load(locale))
  following = true
  if (!texts.value) await load(currentLocale())
}

/** The text of `key`; follows a change of language wherever it is rendered. */
export function f(key: keyof FindTexts, values: Record<string, string | number> = {}): string {
  return (texts.value?.[key] ?? '').replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark))
}

/** A part of the page together with its texts, for components that are loaded late. */
export async function withTexts<T>(part: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([part, findTexts()])
  return loaded
}
