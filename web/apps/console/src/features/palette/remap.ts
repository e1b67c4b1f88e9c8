// Changing keys: what may become a key, who has it now, what it means to take it.
import { usePreferences } from '@/lib/preferences'
import { ACTIONS } from './actions'
import { DEFAULT_KEYS } from './defaults'

/** Taken by browsers before a page hears of them, or needed to move, write and leave. */
const RESERVED = new Set([
  'Enter', 'Tab', ' ', 'Escape', 'Backspace', 'Delete', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End', 'ContextMenu', 'CapsLock', 'Process', 'Unidentified', 'Dead',
  'F1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12',
  ...['t', 'n', 'w', 'r', 'q', 'l', 'a', 'c', 'v', 'x', 'z', 'y', 'f', 'p', 's', 'o', 'd', 'h', 'j', 'u', '0', '-', '=', '+', 'Enter', 'Tab'].map((key) => `mod+${key}`),
])
export const reserved = (key: string) => RESERVED.has(key)

/** The key as chosen, though shortcuts may be off as a whole; empty for none. */
export const chosenKey = (id: string) => usePreferences().values.keys[id] ?? DEFAULT_KEYS[id] ?? ''
export const isChanged = (id: string) => id in usePreferences().values.keys

/** Who has this key already, other than `id`. */
export const holderOf = (key: string, id: string) => ACTIONS.find((action) => action.id !== id && chosenKey(action.id) === key) ?? null

function put(changes: Record<string, string>): void {
  const { values } = usePreferences()
  const keys = { ...values.keys, ...changes }
  // What is as it was by default is no change.
  for (const [id, key] of Object.entries(keys)) if (key === (DEFAULT_KEYS[id] ?? '')) delete keys[id]
  values.keys = keys
}

/** One key, one action: whoever had it has none now. An empty `key` switches the action's key off. */
export function setKey(id: string, key: string): void {
  const holder = key ? holderOf(key, id) : null
  put({ [id]: key, ...(holder ? { [holder.id]: '' } : {}) })
}

/** Back to our key. Whoever took it meanwhile gives it back, or it would do two things. */
export const resetKey = (id: string) => setKey(id, DEFAULT_KEYS[id] ?? '')

export function resetKeys(): void {
  usePreferences().values.keys = {}
}
