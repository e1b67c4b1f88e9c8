// The host page's storage, which may be forbidden: then everything lives as long as the page.
import type { OutboxItem } from '@parlor/sdk'

interface Kept {
  /** Unread messages. */
  u?: number
  /** Connect without waiting for a click. */
  k?: boolean
  /** Unsent messages, when the iframe has no storage of its own. */
  o?: OutboxItem[]
}

export interface Memory {
  /** Read anew each time: another tab may have been given one meanwhile, and one browser is one visitor. */
  token(): string | null
  keepToken(token: string | null): void
  kept(): Kept
  keep(part: Kept): void
  clear(): void
}

/** `parlor:<account>` is the visitor token, `parlor:<account>:s` what the next page should know. */
export function memory(account: string): Memory {
  const name = `parlor:${account}`
  const page: Record<string, string> = {}
  const read = (key: string): string | null => {
    try {
      return localStorage.getItem(key)
    } catch {
      return page[key] || null
    }
  }
  const write = (key: string, value: string | null): void => {
    page[key] = value ?? ''
    try {
      if (value) localStorage.setItem(key, value)
      else localStorage.removeItem(key)
    } catch {
      // Forbidden or full.
    }
  }
  const kept = (): Kept => {
    try {
      return JSON.parse(read(`${name}:s`) ?? '{}') as Kept
    } catch {
      return {}
    }
  }
  return {
    token: () => read(name),
    keepToken: (token) => write(name, token),
    kept,
    keep: (part) => write(`${name}:s`, JSON.stringify({ ...kept(), ...part })),
    clear() {
      write(name, null)
      write(`${name}:s`, null)
    },
  }
}
