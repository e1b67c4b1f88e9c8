// A list that is read page by page, and again from its beginning when it changed: at most every two seconds, not while
// somebody is busy in it, and without losing the pages that were asked for further down.
import { getCurrentScope, onScopeDispose, shallowRef } from 'vue'
import type { Page } from '@parlor/api'
import { toastError } from '@/lib/toast'

/** Between two readings that events ask for, ms. */
const REST_MS = 2000
/** How soon to look again whether the list is let go, ms. */
const HELD_MS = 500

export function paged<T extends { id: string }>(ask: (after: string | null) => Promise<Page<T>>, held: () => boolean = () => false) {
  const items = shallowRef<readonly T[]>([])
  const state = shallowRef<'loading' | 'ready' | 'error'>('loading')
  const next = shallowRef<string | null>(null)
  const busy = shallowRef(false)
  let round = 0
  let asking = false
  let last = -Infinity
  let due: ReturnType<typeof setTimeout> | null = null

  /** Reads from the beginning at once. What is shown stays until the answer is there. */
  async function load(): Promise<void> {
    const mine = ++round
    cancel()
    last = performance.now()
    asking = true
    if (state.value === 'error') state.value = 'loading'
    try {
      const page = await ask(null)
      if (mine === round) take(page)
    } catch {
      if (mine === round && !items.value.length) state.value = 'error'
    } finally {
      if (mine === round) asking = false
    }
  }

  /** The new first page, and of what was loaded below it everything that still follows. */
  function take(page: Page<T>): void {
    const first = new Set(page.items.map((item) => item.id))
    const end = items.value.findLastIndex((item) => first.has(item.id))
    const tail = page.next && end >= 0 ? items.value.slice(end + 1) : []
    items.value = [...page.items, ...tail]
    if (!tail.length) next.value = page.next ?? null
    state.value = 'ready'
  }

  /** Reads again because something changed; however often it is called, in peace. */
  function soon(): void {
    due ??= setTimeout(settle, Math.max(0, last + REST_MS - performance.now()))
  }
  function settle(): void {
    due = held() ? setTimeout(settle, HELD_MS) : null
    if (!due) void load()
  }
  function cancel(): void {
    if (due) clearTimeout(due)
    due = null
  }
  if (getCurrentScope()) onScopeDispose(cancel)

  async function more(): Promise<void> {
    const after = next.value
    if (!after || busy.value) return
    busy.value = true
    try {
      const page = await ask(after)
      // The list began anew meanwhile: this page does not follow what is shown.
      if (next.value !== after) return
      const known = new Set(items.value.map((item) => item.id))
      items.value = [...items.value, ...page.items.filter((item) => !known.has(item.id))]
      next.value = page.next ?? null
    } catch (error) {
      toastError(error)
    } finally {
      busy.value = false
    }
  }

  /** Away with it; an answer that was asked for before knows nothing of that, so it is asked for again. */
  function drop(id: string): void {
    items.value = items.value.filter((item) => item.id !== id)
    outdated()
  }
  function put(item: T): void {
    items.value = items.value.map((known) => (known.id === item.id ? item : known))
    outdated()
  }
  function outdated(): void {
    if (!asking) return
    round += 1
    asking = false
    soon()
  }
  return { items, state, next, busy, load, soon, more, drop, put }
}
