// What the loader in the host page and the application in the iframe say to each other; types only, used by both.
import type { OutboxItem, SignedUser } from '@parlor/sdk'

export type Locale = 'zh-CN' | 'en'
export type Theme = 'auto' | 'light' | 'dark'

/** GET /api/visitor/config; limits in bytes and characters. */
export interface Config {
  account: string
  brand: { name: string }
  /** #rrggbb */
  color: string
  position: 'left' | 'right'
  launcher: Record<Locale, string>
  greeting: Record<Locale, string>
  online: boolean
  file_limit: number
  text_limit: number
  /** What the brand's message form asks, in order; absent on a server that does not say. */
  form?: Question[]
}

/** One question of the message form: `name`, `phone`, `email`, or the key of an attribute, which has a title. */
export interface Question {
  key: string
  title: string
  type: 'text' | 'number' | 'flag' | 'day' | 'choice'
  required: boolean
  choices: string[]
}

export interface Page {
  url: string
  title: string
}

/** Everything the application starts from. */
export interface Init {
  t: 'init'
  config: Config
  token: string | null
  user: SignedUser | null
  locale: Locale
  theme: Theme
  page: Page
  /** Unsent messages that found no better place than the host page's storage. */
  saved: OutboxItem[]
  open: boolean
}

export type ToApp =
  | Init
  | { t: 'shown'; open: boolean; insets: { top: number; bottom: number } }
  | { t: 'identify'; user: SignedUser | null }
  | { t: 'logout' }
  | { t: 'send'; text: string }
  | { t: 'locale'; locale: Locale }
  | { t: 'theme'; theme: Theme }

export type ToHost =
  | { t: 'ready' }
  | { t: 'token'; token: string | null }
  /** `keep`: connect again on the next page without waiting for a click (a conversation or a message is under way). */
  | { t: 'status'; unread: number; keep: boolean }
  | { t: 'save'; items: OutboxItem[] }
  | { t: 'close' }
  /** The server does not know this page's account any more. */
  | { t: 'reload' }
