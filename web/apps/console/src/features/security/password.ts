// The rules of a password that can be told while it is typed; the server keeps them, and one more: the list of the best known ones.
import { ApiError } from '@parlor/api'
import { t, type MessageKey } from '@/i18n'

export const RULES = ['length', 'simple', 'like_email'] as const
export type Rule = (typeof RULES)[number]

/** Which rules it keeps. An empty one keeps none yet. */
export function kept(password: string, email: string): Record<Rule, boolean> {
  const folded = password.trim().toLowerCase()
  const letters = [...folded]
  const address = email.toLowerCase()
  const there = password.length > 0
  const length = [...password].length
  return {
    length: length >= 8 && length <= 128,
    simple: there && letters.some((letter) => letter !== letters[0]),
    like_email: there && folded !== address && folded !== address.split('@')[0],
  }
}

export const isGood = (password: string, email: string): boolean => Object.values(kept(password, email)).every(Boolean)

/** 0 to 2: from how many signs it is likely chosen, times its length; signs that follow one another count half. */
export function strength(password: string): 0 | 1 | 2 {
  const letters = [...password]
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s]|_|\s/].filter((kind) => kind.test(password))
  const range = /[^\x20-\x7e]/.test(password) ? 2000 : kinds.reduce((sum, kind) => sum + (kind.source === '\\d' ? 10 : 26), 0)
  const steps = letters.filter((letter, n) => n > 0 && Math.abs(letter.codePointAt(0)! - letters[n - 1]!.codePointAt(0)!) <= 1).length
  const bits = (letters.length - steps / 2) * Math.log2(range || 1)
  return bits < 45 ? 0 : bits < 70 ? 1 : 2
}

/** Why the server did not take the password in `field`; null: it refused for something else. */
export function refusedPassword(error: unknown, field: string): string | null {
  const code = error instanceof ApiError ? error.fieldCode(field) : null
  if (!code) return null
  return code === 'common' || RULES.includes(code as Rule) ? t(`password.${code}` as MessageKey) : t('password.refused')
}
