// What a key may be used for, in the order people look for it, and the three choices that fit nearly everybody.
import type { ApiKey, Scope } from '@parlor/api'
import { t } from '@/i18n'
import { w, wKnown } from './words'

export const SCOPES: readonly Scope[] = [
  'conversations:read', 'conversations:write', 'customers:read', 'customers:write', 'customers:reveal', 'orders:read', 'orders:write', 'events:read', 'webhooks:read', 'webhooks:write',
  'settings:read', 'settings:write', 'channels:read', 'channels:write', 'people:read', 'people:write', 'audit:read',
]
export type Preset = 'read' | 'messages' | 'all' | 'own'
export const PRESETS: readonly Preset[] = ['read', 'messages', 'all', 'own']
const OF: Record<Exclude<Preset, 'own'>, readonly Scope[]> = {
  read: ['conversations:read', 'customers:read', 'events:read', 'settings:read', 'channels:read'],
  messages: ['conversations:read', 'conversations:write', 'customers:read', 'events:read'],
  all: ['all'],
}
export const scopesOf = (preset: Preset, own: readonly Scope[]): Scope[] => [...(preset === 'own' ? own : OF[preset])]

/** Three in words, and how many there are in all. */
export function scopesText(scopes: readonly Scope[]): string {
  const known = ['all' as Scope, ...SCOPES].filter((scope) => scopes.includes(scope))
  const words = known.slice(0, known.length > 4 ? 3 : 4).map((scope) => wKnown('scope', scope)).join(t('common.comma'))
  return known.length > 4 ? `${words} ${w('keys|andMore', { n: known.length })}` : words
}

/** A line that works as it stands; without the key, with what to put in its place. */
export const curlLine = (key: string) => `curl -H 'Authorization: Bearer ${key}' ${location.origin}/api/v1/counts`

export const isEnded = (key: ApiKey, nowMs: number) => !!key.expires_at && Date.parse(key.expires_at) <= nowMs
