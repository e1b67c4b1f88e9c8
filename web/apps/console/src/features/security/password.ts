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

/** Why the server did not take the password in `field`; null: it refused for something else. */
export function refusedPassword(error: unknown, field: string): string | null {
  const code = error instanceof ApiError ? error.fieldCode(field) : null
  if (!code) return null
  return code === 'common' || RULES.includes(code as Rule) ? t(`password.${code}` as MessageKey) : t('password.refused')
}
