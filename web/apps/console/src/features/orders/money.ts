// Amounts as people write them.
import { moneyIn } from '@/lib/format'

const digits = new Map<string, number>()
/** How many digits the currency has behind its point: 2, of yen 0. */
export function digitsOf(currency: string): number {
  const known = digits.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  digits.set(currency, known)
  return known
}

/** ¥20.00 */
export const moneyText = (amount: number, currency: string) => moneyIn(amount, currency)

/** 20.00, as it stands in a field. */
export const amountText = (amount: number, currency: string) => (amount / 10 ** digitsOf(currency)).toFixed(digitsOf(currency))

/** What was written, in the smallest unit; null for what is no amount. Full-width figures of a Chinese keyboard are figures too. */
export function amountOf(text: string, currency: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s¥$€£]/g, '')
  const match = /^(\d{1,12})(?:\.(\d*))?$/.exec(plain)
  const behind = digitsOf(currency)
  if (!match || (match[2] ?? '').length > behind) return null
  return Number(match[1] + (match[2] ?? '').padEnd(behind, '0'))
}
