// The filter over the list: name, last words, tags, number. It looks at what is loaded.
import { shallowRef } from 'vue'
import { customerName } from '@/live/names'
import { rowOf } from '@/live/rows'

export const filterText = shallowRef('')

export function filtered(ids: readonly string[], text: string): readonly string[] {
  const wanted = text.trim().toLowerCase()
  if (!wanted) return ids
  return ids.filter((id) => {
    const row = rowOf(id)
    if (!row) return false
    return [customerName(row), row.last_message?.text ?? '', `#${row.number}`, ...row.tags].some((part) => part.toLowerCase().includes(wanted))
  })
}
