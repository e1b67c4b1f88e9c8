// The message form: how to reach somebody whom nobody can answer now. What was typed is kept until the server has it.
import { useEffect, useRef, useState } from 'preact/hooks'
import { useAround } from '../context'
import { loadDraft, saveDraft } from '../draft'
import { loadAnswers, saveAnswers } from './answers'
import { FormField } from './Field'
import { contactForm, fieldsOf, mistakes, type Entry } from './questions'
import { formTexts } from './texts'
import './form.css'

export interface FormProps {
  /** Somebody is there to answer. */
  online: boolean
  /** Climbs when the visitor asks for the form, also while it is there. */
  asked: number
  /** Something was typed: the form must not go by itself any more. */
  keep(): void
  back(): void
}

const fingers = matchMedia('(pointer: coarse)')

/** The first empty field, unless the visitor is in one already. On a phone the keyboard would cover the form: there the form itself. */
function enter(card: HTMLFormElement): void {
  if (fingers.matches) return card.focus()
  const fields = [...card.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>('input,textarea,select')]
  if (!fields.includes(document.activeElement as HTMLInputElement)) (fields.find((field) => !field.value) ?? fields[0]!).focus()
}

export function ContactFormCard({ online, asked, keep, back }: FormProps) {
  const { locale, config, client, open } = useAround()
  const t = formTexts[locale]
  const fields = fieldsOf(config, t)
  const card = useRef<HTMLFormElement>(null)
  const [entry, setEntry] = useState<Entry>(() => ({ ...loadAnswers(config.account), text: loadDraft(config.account) }))
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState<string | null>(null)
  const [refused, setRefused] = useState(false)
  const found = tried ? mistakes(fields, entry, config.text_limit, t) : {}
  // Asked anew: the view that was handed in may be older than the send.
  const item = sent ? client.view().outbox.find((one) => one.client_id === sent) : undefined

  const set = (name: string, value: string) => {
    setEntry((was) => {
      const now = { ...was, [name]: value }
      saveAnswers(config.account, now)
      return now
    })
    if (name === 'text') saveDraft(config.account, value)
    if (value) keep()
  }
  useEffect(() => {
    if (!sent) return
    if (item?.failed) {
      // The text goes back into the form instead of staying as a bubble that did not work.
      client.discard(sent)
      setRefused(true)
      setSent(null)
    } else if (!item) {
      setSent(null)
      set('text', '')
      saveAnswers(config.account, {})
      setTried(false)
      back()
    }
  }, [sent, item])
  useEffect(() => {
    if (open && (asked || !fingers.matches)) enter(card.current!)
  }, [open, asked])

  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    const wrong = Object.keys(mistakes(fields, entry, config.text_limit, t))[0]
    if (wrong) return card.current!.querySelector<HTMLElement>(`[name="${CSS.escape(wrong)}"]`)!.focus()
    if (sent) return
    setRefused(false)
    setSent(client.send(entry.text!.trim(), [], contactForm(fields, entry)))
  }
  // Short ones stand side by side: the name beside the way to be reached.
  const paired = fields.length === 3
  const shown = fields.map((field) => <FormField key={field.name} field={field} value={entry[field.name] ?? ''} error={found[field.name]} t={t} set={set} />)
  return (
    <form class="card" ref={card} tabIndex={-1} aria-labelledby="f-title" onSubmit={submit} noValidate>
      <h2 id="f-title">{t.title}</h2>
      <p class="lead">{online ? t.leadOnline : t.lead}</p>
      {refused && (
        <p class="refused" role="alert">
          {t.refused}
        </p>
      )}
      {paired ? <div class="pair">{shown.slice(0, 2)}</div> : shown.slice(0, -1)}
      {shown.at(-1)}
      <div class="ends">
        <button type="button" class="link" onClick={back}>
          {t.justWrite}
        </button>
        <button type="submit" class="send">
          {sent ? t.sending : t.submit}
        </button>
      </div>
    </form>
  )
}
