// Rows that were picked, to do one thing with all of them.
import { shallowReactive, shallowRef } from 'vue'

export const picked = shallowReactive(new Set<string>())
/** Boxes stand at every row: there is no pointer to bring them out. */
export const picking = shallowRef(false)
let anchor: string | null = null

/** Picks a row or lets it go; with `range` everything from the last one that was picked. */
export function pick(id: string, range: readonly string[] | null = null): void {
  const from = anchor ? (range?.indexOf(anchor) ?? -1) : -1
  const to = range?.indexOf(id) ?? -1
  if (range && from >= 0 && to >= 0) range.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) => picked.add(one))
  else if (!picked.delete(id)) picked.add(id)
  anchor = id
}

export function letGo(): void {
  picked.clear()
  picking.value = false
  anchor = null
}
