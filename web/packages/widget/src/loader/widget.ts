// One account's widget in the host page: what the launcher, the iframe and the host page's commands have in common.
import type { SignedUser } from '@parlor/sdk'
import type { Config, Locale, Theme, ToApp, ToHost } from '../bridge'
import { dom } from './dom'
import { memory, type Memory } from './memory'

export type Command = ArrayLike<unknown>
type Listener = (value?: number) => void
type Hearing = { [K in ToHost['t']]: (message: Extract<ToHost, { t: K }>) => void }

const localeOf = (tag: string): Locale => (/^zh/i.test(tag) ? 'zh-CN' : 'en')

/** What the host page has asked for so far. */
interface Said {
  locale: Locale
  theme: Theme
  user: SignedUser | null
}

type Commands = Record<string, (value: never, more: never) => void>

function commandsOf(
  said: Said,
  tell: (message: ToApp) => void,
  show: (open: boolean) => void,
  paint: () => void,
  kept: Memory,
  unread: (count: number) => void,
  listeners: Record<string, Listener[]>,
): Commands {
  return {
    open: () => show(true),
    close: () => show(false),
    identify: (value: SignedUser | null) => tell({ t: 'identify', user: (said.user = value) }),
    logout() {
      said.user = null
      unread(0)
      kept.clear()
      tell({ t: 'logout' })
    },
    send(text: string) {
      show(true)
      tell({ t: 'send', text: String(text) })
    },
    locale(value: string) {
      tell({ t: 'locale', locale: (said.locale = localeOf(value)) })
      paint()
    },
    theme(value: Theme) {
      tell({ t: 'theme', theme: (said.theme = value) })
      paint()
    },
    on(name: string, listener: Listener) {
      ;(listeners[name] ??= []).push(listener)
      const count = kept.kept().u
      if (name === 'unread' && count) listener(count)
    },
  }
}

/** Draws the widget and answers the function that runs the host page's commands. */
export function widget(host: string, config: Config, language: string): (given: Command) => void {
  const kept = memory(config.account)
  const listeners: Record<string, Listener[]> = {}
  const system = matchMedia('(prefers-color-scheme: dark)')
  const said: Said = { locale: localeOf(language), theme: 'auto', user: null }
  let open = false
  let ready = false
  const unsaid: ToApp[] = []
  const ui = dom(config, () => show(true))

  const tell = (message: ToApp) => {
    if (ready) ui.frame!.contentWindow!.postMessage(message, host)
    else unsaid.push(message)
  }
  const fire = (name: string, value?: number) => listeners[name]?.forEach((listener) => listener(value))
  const wake = () => ui.load(`${host}/widget/?account=${encodeURIComponent(config.account)}#${encodeURIComponent(location.origin)}`)
  const show = (next: boolean) => {
    if (next === open) return
    open = next
    if (open) wake()
    ui.show(open)
    tell({ t: 'shown', open, insets: ui.insets() })
    fire(open ? 'open' : 'close')
  }
  const paint = () => {
    ui.label(said.locale, kept.kept().u ?? 0)
    ui.theme(said.theme === 'dark' || (said.theme === 'auto' && system.matches))
  }
  const unread = (count: number) => {
    const changed = count !== (kept.kept().u ?? 0)
    kept.keep({ u: count })
    paint()
    if (changed) fire('unread', count)
  }

  const hearing: Hearing = {
    ready() {
      const page = { url: location.href, title: document.title }
      ready = true
      tell({ t: 'init', config, token: kept.token(), ...said, page, saved: kept.kept().o ?? [], open })
      // Everything else that was said early is in `init` already.
      for (const message of unsaid.splice(0)) if (/^s/.test(message.t)) tell(message)
    },
    token: (m) => kept.keepToken(m.token),
    status(m) {
      kept.keep({ k: m.keep })
      unread(m.unread)
    },
    save: (m) => kept.keep({ o: m.items }),
    close: () => show(false),
    reload: () => location.reload(),
  }
  addEventListener('message', (event: MessageEvent<ToHost>) => {
    if (event.origin !== host || !ui.frame || event.source !== ui.frame.contentWindow) return
    ;(hearing[event.data.t] as ((message: ToHost) => void) | undefined)?.(event.data)
  })
  system.addEventListener?.('change', paint)
  paint()
  const { u, k, o } = kept.kept()
  if (u || k || o?.length) wake()
  const commands = commandsOf(said, tell, show, paint, kept, unread, listeners)
  return (given) => {
    const command = commands[given[0] as string]
    if (command) command(given[1] as never, given[2] as never)
    else console.warn(`Parlor: unknown command ${given[0]}`)
  }
}
