// What the visitor of the demo has chosen: language, theme, shop, identity; kept in this browser where that is allowed.
import type { Locale } from './texts'

export interface Settings {
  locale: Locale
  theme: 'light' | 'dark'
  /** Index into the accounts of /demo/config.json. */
  shop: number
  /** Index into the users, or null for a guest. */
  user: number | null
  /** Whether the phone lies beside the shop. */
  phone: boolean
  /** Whether the chat is open. */
  chat: boolean
}

const KEY = 'shiguang'

export function loadSettings(): Settings {
  const first: Settings = {
    locale: /^zh/i.test(navigator.language) ? 'zh-CN' : 'en',
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    shop: 0,
    user: null,
    phone: false,
    chat: false,
  }
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>) }
  } catch {
    return first
  }
}

/** Keeps only what was chosen, so that language and theme go on following the system until then. */
export function saveSettings(part: Partial<Settings>): void {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>
    localStorage.setItem(KEY, JSON.stringify({ ...kept, ...part }))
  } catch {
    // Forbidden storage: the choice holds for this page.
  }
}
