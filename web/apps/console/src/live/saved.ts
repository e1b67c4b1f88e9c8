// Saved views: filters of the inbox by a name. Which there are, how much is in each, and whether a row belongs.
import { shallowRef, watch } from 'vue'
import type { Conversation, SavedView } from '@parlor/api'
import { serverNow } from '@/lib/clock'
import { rest } from '@/lib/session'
import { counts } from './directory'

/** `saved-` and the id, as it stands in the address. */
export type SavedName = `saved-${string}`
export const isSaved = (name: string): name is SavedName => name.startsWith('saved-')
export const nameOf = (id: string): SavedName => `saved-${id}`

export const savedViews = shallowRef<readonly SavedView[]>([])
export const savedOf = (name: string): SavedView | undefined => savedViews.value.find((one) => nameOf(one.setting.id) === name)

/** What a list is called, where its name is kept. */
export const savedTitle = (name: string): string => savedOf(name)?.setting.name ?? ''

let round = 0
export async function loadSaved(): Promise<void> {
  const mine = ++round
  const { items } = await rest.ask<{ items: SavedView[] }>('GET', '/saved-views')
  if (mine === round) savedViews.value = items
}
export function forgetSaved(): void {
  round += 1
  savedViews.value = []
}
// They are counted when everything else is.
watch(counts, (now) => { if (now && savedViews.value.length) void loadSaved().catch(() => {}) })

export function belongsToSaved(name: string, row: Conversation, me: string): boolean {
  const fields = savedOf(name)?.setting.fields
  if (!fields || row.place === 'closed') return false
  const { place, brand, channel, owner, tag, waiting_minutes: minutes } = fields
  if (place && place !== 'open' && place !== row.place) return false
  if ((brand && brand !== row.brand) || (channel && !row.channels.includes(String(channel))) || (tag && !row.tags.includes(String(tag)))) return false
  if (owner && (row.place === 'agent' ? row.owner : null) !== (owner === 'none' ? null : owner === 'me' ? me : owner)) return false
  if (minutes || fields.unanswered) return row.waiting_since !== null && serverNow() - Date.parse(row.waiting_since) > Number(minutes || 0) * 60_000 - 1
  return true
}
