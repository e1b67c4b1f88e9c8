// The loader: one script tag in the host page. Draws the launcher, opens the iframe when it is needed, speaks for the host page.
import type { SignedUser } from '@parlor/sdk'
import type { Config, Locale, Theme, ToApp, ToHost } from '../bridge'
import { dom } from './dom'
import { memory } from './memory'

type Listener = (value?: number) => void
interface Door {
  (...given: unknown[]): void
  q?: ArrayLike<unknown>[]
  /** Set by the first loader, so that a second script tag does nothing. */
  live?: boolean
}
declare global {
  interface Window {
    Parlor?: Door
  }
}

const RETRY_MS = [2_000, 8_000, 30_000]
const LOCALES: Record<string, Locale> = { zh: 'zh-CN', en: 'en' }
const localeOf = (tag: string): Locale => LOCALES[tag.slice(0, 2).toLowerCase()] ?? 'en'

/** The configuration, asked for until it comes; null when this page may not have it. */
async function configure(host: string, account: string): Promise<Config | null> {
  for (let n = 0; ; n++) {
    try {
      const answer = await fetch(`${host}/api/visitor/config?account=${encodeURIComponent(account)}`, { credentials: 'omit' })
      if (answer.ok) return (await answer.json()) as Config
      if (answer.status < 500 && answer.status !== 429) {
        console.warn(`Parlor: account ${account} is not available on this page (${answer.status})`)
        return null
      }
    } catch {
      // The network: try again below.
    }
    await new Promise((again) => setTimeout(again, RETRY_MS[Math.min(n, 2)]))
  }
}

async function start(host: string, account: string, language: string): Promise<void> {
  const config = await configure(host, account)
  if (!config) return
  if (!document.body) await new Promise((ready) => document.addEventListener('DOMContentLoaded', ready))
  const kept = memory(account)
  const listeners: Record<string, Listener[]> = {}
  const system = matchMedia('(prefers-color-scheme: dark)')
  let locale = localeOf(language)
  let theme: Theme = 'auto'
  let user: SignedUser | null = null
  let open = false
  let ready = false
  let unsaid: ToApp[] = []

  const tell = (message: ToApp) => {
    if (ready) ui.frame?.contentWindow?.postMessage(message, host)
    else unsaid.push(message)
  }
  const fire = (name: string, value?: number) => listeners[name]?.forEach((listener) => listener(value))
  const wake = () => void ui.load(`${host}/widget/?account=${encodeURIComponent(account)}#${encodeURIComponent(location.origin)}`)
  const show = (next: boolean) => {
    if (next === open) return
    open = next
    if (open) wake()
    ui.show(open)
    tell({ t: 'shown', open, insets: ui.insets() })
    fire(open ? 'open' : 'close')
  }
  const ui = dom(config, () => show(true))
  const label = () => ui.label(locale, kept.kept.u)
  const paint = () => ui.theme(theme === 'dark' || (theme === 'auto' && system.matches))
  system.addEventListener?.('change', paint)

  const hear: { [K in ToHost['t']]: (message: Extract<ToHost, { t: K }>) => void } = {
    ready() {
      const page = { url: location.href, title: document.title }
      ready = true
      tell({ t: 'init', config, token: kept.token, user, locale, theme, page, saved: kept.kept.o ?? [], open })
      for (const message of unsaid.splice(0)) if (message.t === 'send' || message.t === 'shown') tell(message)
    },
    token: (m) => kept.keepToken(m.token),
    status(m) {
      const before = kept.kept.u
      kept.keep({ u: m.unread, k: m.keep })
      label()
      if (m.unread !== before) fire('unread', m.unread)
    },
    save: (m) => kept.keep({ o: m.items }),
    close: () => show(false),
  }
  addEventListener('message', (event: MessageEvent<ToHost>) => {
    if (event.origin !== host || !ui.frame || event.source !== ui.frame.contentWindow) return
    ;(hear[event.data?.t] as ((message: ToHost) => void) | undefined)?.(event.data)
  })

  const commands: Record<string, (value: never, more: never) => void> = {
    open: () => show(true),
    close: () => show(false),
    identify: (value: SignedUser | null) => tell({ t: 'identify', user: (user = value) }),
    logout() {
      user = null
      kept.clear()
      label()
      fire('unread', 0)
      tell({ t: 'logout' })
    },
    send(text: string) {
      show(true)
      tell({ t: 'send', text: String(text) })
    },
    locale(value: string) {
      locale = localeOf(value)
      label()
      tell({ t: 'locale', locale })
    },
    theme(value: Theme) {
      theme = value
      paint()
      tell({ t: 'theme', theme })
    },
    on(name: string, listener: Listener) {
      ;(listeners[name] ??= []).push(listener)
      if (name === 'unread' && kept.kept.u) listener(kept.kept.u)
    },
  }
  const run = (given: ArrayLike<unknown>) => {
    const command = commands[given[0] as string]
    if (command) command(given[1] as never, given[2] as never)
    else console.warn(`Parlor: unknown command ${String(given[0])}`)
  }
  const queued = window.Parlor?.q ?? []
  window.Parlor = Object.assign((...given: unknown[]) => run(given), { live: true })
  label()
  paint()
  for (const given of Array.from(queued)) run(given)
  if (kept.kept.k || kept.kept.u || kept.kept.o?.length) wake()
}

const script = (document.currentScript ?? document.querySelector('script[data-account]')) as HTMLScriptElement | null
const account = script?.dataset.account
if (!script || !account) console.warn('Parlor: the script tag needs data-account')
else if (!window.Parlor?.live) {
  // Until the configuration is there, commands wait in the queue.
  const queue: ArrayLike<unknown>[] = Array.from(window.Parlor?.q ?? [])
  window.Parlor = Object.assign((...given: unknown[]) => void queue.push(given), { q: queue, live: true })
  void start(new URL(script.src).origin, account, script.dataset.locale ?? navigator.language)
}
