// Texts of orders and panels: they come with these parts, not with the console's first load.
import { currentLocale } from '@/i18n'
import { enOrders } from '@/locales/en-orders'
import { zhOrders, type OrderTexts } from '@/locales/zh-orders'

/** The text of `key` in the current language, with its values; follows a change of language. */
export function o(key: keyof OrderTexts, values: Record<string, string | number> = {}): string {
  const texts = currentLocale() === 'en' ? enOrders : zhOrders
  return texts[key].replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark))
}

/** What a tenant wrote in both languages. */
export const inBoth = (text: { 'zh-CN': string; en: string }) => text[currentLocale()]
