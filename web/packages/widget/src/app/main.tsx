// Start of the application inside the iframe: waits for the host page's word, then paints whenever something changed.
import { render } from 'preact'
import type { VisitorClient, VisitorMessage } from '@parlor/sdk'
import type { Init, ToApp } from '../bridge'
import { connect } from './host'
import { session } from './session'
import { texts } from './texts'
import { dress } from './theme'
import { App, type Facts } from './ui/App'
import './css/base.css'
import './css/thread.css'
import './css/composer.css'

const NOTICE_MS = 5_000
const root = document.getElementById('app')!
let facts: Facts | null = null
let client: VisitorClient | null = null
let due = false
let hush: ReturnType<typeof setTimeout>

/** Paints once, however many changes came in this turn. */
function change(part: Partial<Facts>): void {
  if (!facts) return
  facts = { ...facts, ...part }
  if (due) return
  due = true
  queueMicrotask(() => {
    due = false
    if (facts && client) render(<App facts={facts} client={client} host={host} notice={notice} />, root)
  })
}

function notice(text: string): void {
  clearTimeout(hush)
  change({ notice: text })
  hush = setTimeout(() => change({ notice: '' }), NOTICE_MS)
}

/** New messages are read out by screen readers, and only those. */
function arrived(message: VisitorMessage): void {
  if (!facts || message.event) return
  const t = texts[facts.locale]
  const what = message.text || message.attachments.map((file) => file.name).join('、')
  change({ announce: t.brandSays(message.name ?? facts.config.brand.name, what) })
}

function begin(init: Init): void {
  const { config, locale, theme, open } = init
  facts = { config, locale, theme, open, insets: { top: 0, bottom: 0 }, notice: '', announce: '', framed: host.framed }
  document.documentElement.lang = locale
  dress(theme, config.color)
  client = session(init, host, { changed: () => change({}), arrived })
  change({})
}

function hear(message: ToApp): void {
  if (message.t === 'init') return facts ? undefined : begin(message)
  if (!facts || !client) return
  switch (message.t) {
    case 'shown':
      client.wake()
      return change({ open: message.open, insets: message.insets })
    case 'identify':
      return client.identify(message.user)
    case 'logout':
      return client.logout()
    case 'send':
      return void (message.text.trim() && client.send(message.text.trim()))
    case 'locale':
      client.locale(message.locale)
      document.documentElement.lang = message.locale
      return change({ locale: message.locale })
    case 'theme':
      dress(message.theme, facts.config.color)
      return change({ theme: message.theme })
  }
}

const host = connect((message) => queueMicrotask(() => hear(message)))
