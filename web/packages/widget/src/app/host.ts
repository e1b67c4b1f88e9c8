// The line to the host page, with both origins checked; without a host page the application stands alone.
import type { Config, Init, Locale, ToApp, ToHost } from '../bridge'

export interface Host {
  tell(message: ToHost): void
  /** False: opened by itself in a window (a link in a chat, a menu of an official account). */
  framed: boolean
}

/** The loader names its origin in the fragment; the server's frame-ancestors decides who may embed us at all. */
const parentOrigin = (): string => decodeURIComponent(location.hash.slice(1))

/** Connects to the host page; `hear` gets `init` first. */
export function connect(hear: (message: ToApp) => void): Host {
  if (window.parent === window) return alone(hear)
  const origin = parentOrigin()
  addEventListener('message', (event: MessageEvent<ToApp>) => {
    if (event.source === window.parent && event.origin === origin && event.data?.t) hear(event.data)
  })
  const tell = (message: ToHost) => window.parent.postMessage(message, origin)
  tell({ t: 'ready' })
  return { tell, framed: true }
}

function alone(hear: (message: ToApp) => void): Host {
  const account = new URLSearchParams(location.search).get('account') ?? ''
  const key = `parlor:${account}`
  const attempt = <T>(act: () => T): T | null => {
    try {
      return act()
    } catch {
      return null
    }
  }
  const locale: Locale = /^zh/i.test(navigator.language) ? 'zh-CN' : 'en'
  const start = async () => {
    const answer = await fetch(`/api/visitor/config?account=${encodeURIComponent(account)}`)
    if (!answer.ok) return
    const config = (await answer.json()) as Config
    const token = attempt(() => localStorage.getItem(key))
    const page = { url: location.href, title: config.brand.name }
    const init: Init = { t: 'init', config, token, user: null, locale, theme: 'auto', page, saved: [], open: true }
    document.title = config.brand.name
    hear(init)
  }
  start().catch(() => setTimeout(() => alone(hear), 5_000))
  return {
    framed: false,
    tell(message) {
      if (message.t === 'reload') location.reload()
      if (message.t !== 'token') return
      attempt(() => (message.token ? localStorage.setItem(key, message.token) : localStorage.removeItem(key)))
    },
  }
}
