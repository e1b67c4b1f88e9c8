// Which key does what for this person: the defaults of the actions, changed or switched off by preference.
import { usePreferences } from '@/lib/preferences'
import { DEFAULT_KEYS } from './defaults'

/** The key of an action, or undefined where it has none or shortcuts are off. */
export function keyOf(id: string): string | undefined {
  const { values } = usePreferences()
  if (!values.shortcuts) return undefined
  return (values.keys[id] ?? DEFAULT_KEYS[id]) || undefined
}

/** Writes a keyboard event the way keys are written here; null for keys that stand alone for nothing. */
export function keyOfEvent(event: KeyboardEvent): string | null {
  if (event.isComposing || event.keyCode === 229 || event.altKey) return null
  if (['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) return null
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key
}

/** Whether keys pressed there are text. */
export function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}
