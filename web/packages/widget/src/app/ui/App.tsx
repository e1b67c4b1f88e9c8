// The whole panel: header, thread, and below it either the composer or the message form.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { VisitorClient } from '@parlor/sdk'
import type { Config, Locale, Theme } from '../../bridge'
import { AroundContext } from '../context'
import type { Host } from '../host'
import { texts } from '../texts'
import { trapTab } from '../trap'
import { Composer } from './Composer'
import { ContactFormCard } from './Form'
import { Header } from './Header'
import { Lightbox, type Picture } from './Lightbox'
import { Thread } from './Thread'

const OFFLINE_MS = 3_000

/** What changes from outside the components. */
export interface Facts {
  config: Config
  locale: Locale
  theme: Theme
  open: boolean
  insets: { top: number; bottom: number }
  /** Said for a moment above the composer. */
  notice: string
  /** Read out by screen readers. */
  announce: string
  framed: boolean
}

/** True once the connection has been down for three seconds. */
function useOffline(downSince: number | null): boolean {
  const [, tick] = useState(0)
  const left = downSince === null ? null : downSince + OFFLINE_MS - Date.now()
  useEffect(() => {
    if (left === null || left <= 0) return
    const timer = setTimeout(() => tick((n) => n + 1), left)
    return () => clearTimeout(timer)
  }, [downSince])
  return left !== null && left <= 0
}

interface Props {
  facts: Facts
  client: VisitorClient
  host: Host
  notice(text: string): void
}

export function App({ facts, client, host, notice }: Props) {
  const { config, locale, open, insets, framed } = facts
  const t = texts[locale]
  const view = client.view()
  const offline = useOffline(view.downSince)
  const panel = useRef<HTMLDivElement>(null)
  const [form, setForm] = useState<boolean | null>(null)
  const [picture, setPicture] = useState<Picture | null>(null)
  const { place, online } = view.state
  const alone = view.welcomed && !online && (place === 'none' || place === 'closed')
  const showForm = form ?? alone
  /** They have told us already how to reach them. */
  const left = view.messages.some((message) => message.from === 'me' && message.form)

  useEffect(() => {
    if (online) setForm((was) => (was === false ? null : was))
  }, [online])
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const light = panel.current!.querySelector('.light')
      if (event.key !== 'Escape') return trapTab(event, light ?? panel.current!)
      if (event.defaultPrevented || event.isComposing) return
      if (light) setPicture(null)
      else host.tell({ t: 'close' })
    }
    addEventListener('keydown', key)
    return () => removeEventListener('keydown', key)
  }, [])

  return (
    <AroundContext.Provider value={{ t, locale, config, client, open, notice }}>
      <div class="panel" ref={panel} role="dialog" aria-label={t.dialog(config.brand.name)} style={{ '--top': `${insets.top}px`, '--bottom': `${insets.bottom}px` }}>
        <Header view={view} framed={framed} leaveMessage={() => setForm(true)} close={() => host.tell({ t: 'close' })} />
        {offline && (
          <p class="bar" role="status">
            {t.offline}
          </p>
        )}
        <Thread view={view} show={setPicture} />
        {facts.notice && (
          <p class="notice" aria-hidden="true">
            <span>{facts.notice}</span>
          </p>
        )}
        {showForm ? (
          <ContactFormCard online={online} back={() => setForm(false)} />
        ) : (
          <Composer leaveMessage={view.welcomed && !online && !left ? () => setForm(true) : null} />
        )}
        {picture && <Lightbox picture={picture} close={() => setPicture(null)} />}
        <div class="hidden" aria-live="polite">
          {facts.notice || facts.announce}
        </div>
      </div>
    </AroundContext.Provider>
  )
}
