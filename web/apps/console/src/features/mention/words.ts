// Texts of mentions and of colleagues at the same conversation: they come with these parts, not with the console's first load.
import { currentLocale } from '@/i18n'
import { enMention } from '@/locales/en-mention'
import { zhMention } from '@/locales/zh-mention'

/** The text of `key` in the current language, with its values; follows a change of language. */
export function m(key: keyof typeof zhMention, values: Record<string, string | number> = {}): string {
  const text = (currentLocale() === 'en' ? enMention : zhMention)[key]
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark))
}
