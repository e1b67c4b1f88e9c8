// A list that is read page by page, and again from its beginning when it changed.
import { shallowRef } from 'vue'
import type { Page } from '@parlor/api'
import { toastError } from '@/lib/toast'

export function paged<T extends { id: string }>(ask: (after: string | null) => Promise<Page<T>>) {
  const items = shallowRef<readonly T[]>([])
  const state = shallowRef<'loading' | 'ready' | 'error'>('loading')
  const next = shallowRef<string | null>(null)
  const busy = shallowRef(false)
  let round = 0

  /** What is shown stays until the answer is there. */
  async function load(): Promise<void> {
    const mine = ++round
    if (state.value === 'error') state.value = 'loading'
    try {
      const page = await ask(null)
      if (mine !== round) return
      items.value = page.items
      next.value = page.next ?? null
      state.value = 'ready'
    } catch {
      if (mine === round && !items.value.length) state.value = 'error'
    }
  }

  async function more(): Promise<void> {
    if (!next.value || busy.value) return
    const mine = round
    busy.value = true
    try {
      const page = await ask(next.value)
      if (mine !== round) return
      const known = new Set(items.value.map((item) => item.id))
      items.value = [...items.value, ...page.items.filter((item) => !known.has(item.id))]
      next.value = page.next ?? null
    } catch (error) {
      toastError(error)
    } finally {
      busy.value = false
    }
  }

  function drop(id: string): void {
    items.value = items.value.filter((item) => item.id !== id)
  }
  function put(item: T): void {
    items.value = items.value.map((known) => (known.id === item.id ? item : known))
  }
  return { items, state, next, busy, load, more, drop, put }
}
