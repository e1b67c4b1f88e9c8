// The host page's storage, which may be forbidden: then everything lives as long as the page.
import type { OutboxItem } from '@parlor/sdk'

interface Kept {
  /** Unread messages. */
  u: number
  /** Connect without waiting for a click. */
  k: boolean
  /** Unsent messages, when the iframe has no storage of its own. */
  o?: OutboxItem[]
}

export interface Memory {
  token: string | null
  kept: Kept
  /** Writes a change through; null removes. */
  keepToken(token: string | null): void
  keep(part: Partial<Kept>): void
  clear(): void
}

const NOTHING: Kept = { u: 0, k: false }

/** `parlor:<account>` is the visitor token, `parlor:<account>:s` what the next page should know. */
export function memory(account: string): Memory {
  const name = `parlor:${account}`
  const read = (key: string): string | null => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const write = (key: string, value: string | null): void => {
    try {
      if (value === null) localStorage.removeItem(key)
      else localStorage.setItem(key, value)
    } catch {
      // Forbidden or full: the values below still serve this page.
    }
  }
  const load = (): Kept => {
    try {
      return { ...NOTHING, ...(JSON.parse(read(`${name}:s`) ?? '{}') as Partial<Kept>) }
    } catch {
      return NOTHING
    }
  }
  return {
    token: read(name),
    kept: load(),
    keepToken(token) {
      this.token = token
      write(name, token)
    },
    keep(part) {
      this.kept = { ...this.kept, ...part }
      write(`${name}:s`, JSON.stringify(this.kept))
    },
    clear() {
      this.kept = NOTHING
      this.keepToken(null)
      write(`${name}:s`, null)
    },
  }
}
