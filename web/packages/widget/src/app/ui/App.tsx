// The whole panel: header, thread, and below it either the composer or the message form.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { State, VisitorClient } from '@parlor/sdk'
import type { Config, Locale, Theme } from '../../bridge'
import { AroundContext } from '../context'
import { useForm } from '../form/load'
import type { Host } from '../host'
import { texts } from '../texts'
import { trapTab } from '../trap'
import { Composer } from './Composer'
import { Header, served, type Claim } from './Header'
import { Lightbox, type Picture } from './Lightbox'
import { Thread } from './Thread'

const OFFLINE_MS = 3_000

/** The message form: shown or not by how things stand, asked for, with something typed in it, or declined. */
type Form = 'auto' | 'asked' | 'kept' | 'declined'

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

/** Follows what the browser says about its network; true means only that there is one. */
function useNetwork(): boolean {
  const [there, setThere] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setThere(navigator.onLine)
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  return there
}

/** Notices about the state of things: taken back as soon as they do not hold any more. */
function useClaim(state: State, shown: string, notice: (text: string) => void): Claim {
  const made = useRef<{ text: string; holds(state: State): boolean } | null>(null)
  useEffect(() => {
    if (!made.current || made.current.holds(state)) return
    if (made.current.text === shown) notice('')
    made.current = null
  })
  return (text, holds) => {
    made.current = { text, holds }
    notice(text)
  }
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
  const network = useNetwork()
  const claim = useClaim(view.state, facts.notice, notice)
  const [form, setForm] = useState<Form>('auto')
  const [asked, setAsked] = useState(0)
  const composing = useRef(false)
  const typed = useRef(false)
  const [picture, setPicture] = useState<Picture | null>(null)
  const { place, online } = view.state
  const away = view.welcomed && !online && !served(view.state)
  /** Something was written or added while the composer stood in for a form on its way. */
  const begun = () => panel.current?.querySelector('.compose .staged') || (typed.current && panel.current?.querySelector<HTMLTextAreaElement>('.compose textarea')?.value)
  // Who comes and finds nobody is asked how to reach them. Who writes already, or had a conversation, may write on.
  const showForm = form === 'auto' ? away && place === 'none' && !composing.current && !begun() : form !== 'declined'
  // Nobody is kept from writing by a form that does not come; who asked for it is told.
  const Form = useForm(showForm || away || !config.online, showForm, () => {
    setForm('declined')
    if (form === 'asked') notice(t.noForm)
  })
  composing.current = open && view.welcomed && !showForm
  /** They have told us already how to reach them. */
  const left = view.messages.some((message) => message.from === 'me' && message.form)

  const leaveMessage = () => {
    setForm('asked')
    setAsked((n) => n + 1)
  }
  useEffect(() => {
    // Somebody has come: a form with nothing in it makes way for talking.
    if (!away) setForm((was) => (was === 'kept' ? was : 'auto'))
  }, [away])
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
      <div class="panel" ref={panel} onInput={() => (typed.current = true)} role="dialog" aria-label={t.dialog(config.brand.name)} style={{ '--top': `${insets.top}px`, '--bottom': `${insets.bottom}px` }}>
        <Header view={view} framed={framed} claim={claim} leaveMessage={leaveMessage} close={() => host.tell({ t: 'close' })} />
        {offline && (
          <p class="bar" role="status">
            {view.gone ? `${t.gone} ` : network ? t.lost : t.offline}
            {view.gone && (
              <button type="button" class="link" onClick={() => host.tell({ t: 'reload' })}>
                {t.reload}
              </button>
            )}
          </p>
        )}
        <Thread view={view} show={setPicture} />
        {facts.notice && (
          <p class="notice" aria-hidden="true">
            <span>{facts.notice}</span>
          </p>
        )}
        {showForm && Form ? (
          <Form online={!away} asked={asked} keep={() => setForm('kept')} back={() => setForm('declined')} />
        ) : (
          <Composer away={away} leaveMessage={away && !left ? leaveMessage : null} />
        )}
        {picture && <Lightbox picture={picture} close={() => setPicture(null)} />}
        <div class="hidden" aria-live="polite">
          {facts.notice || facts.announce}
        </div>
      </div>
    </AroundContext.Provider>
  )
}
