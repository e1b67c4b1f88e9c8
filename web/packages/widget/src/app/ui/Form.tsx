// The message form: how to reach somebody whom nobody can answer now. What was typed is kept until the server has it.
import { useEffect, useRef, useState } from 'preact/hooks'
import { contactForm, mistakes, type Entry } from '../contact'
import { useAround } from '../context'
import { loadDraft, saveDraft } from '../draft'
import { EnterKey } from '../keys'

interface FieldProps {
  name: keyof Entry
  label: string
  value: string
  error: string | undefined
  long?: boolean
  complete?: string
  set(name: keyof Entry, value: string): void
}

function Field({ name, label, value, error, long, complete, set }: FieldProps) {
  const enter = useRef(new EnterKey())
  const shared = {
    id: `f-${name}`,
    name,
    value,
    'aria-invalid': !!error,
    'aria-describedby': error ? `e-${name}` : undefined,
    onInput: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
    onCompositionStart: () => enter.current.started(),
    onCompositionEnd: () => enter.current.ended(),
  }
  /** Enter in a one-line field submits, unless it belongs to an input method. */
  const guard = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !enter.current.sends(event)) event.preventDefault()
  }
  return (
    <div class="field">
      <label for={shared.id}>{label}</label>
      {long ? <textarea rows={3} dir="auto" {...shared} /> : <input autoComplete={complete} onKeyDown={guard} {...shared} />}
      {error && (
        <p class="bad" id={`e-${name}`}>
          {error}
        </p>
      )}
    </div>
  )
}

interface Props {
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
  const fields = [...card.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input,textarea')]
  if (!fields.includes(document.activeElement as HTMLInputElement)) (fields.find((field) => !field.value) ?? fields[0]!).focus()
}

export function ContactFormCard({ online, asked, keep, back }: Props) {
  const { t, config, client, open } = useAround()
  const card = useRef<HTMLFormElement>(null)
  const [entry, setEntry] = useState<Entry>(() => ({ name: '', contact: '', text: loadDraft(config.account) }))
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState<string | null>(null)
  const [refused, setRefused] = useState(false)
  const found = tried ? mistakes(entry, config.text_limit, t) : {}
  // Asked anew: the view that was handed in may be older than the send.
  const item = sent ? client.view().outbox.find((one) => one.client_id === sent) : undefined

  const set = (name: keyof Entry, value: string) => {
    setEntry((was) => ({ ...was, [name]: value }))
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
    const wrong = Object.keys(mistakes(entry, config.text_limit, t))[0]
    if (wrong) return card.current!.querySelector<HTMLElement>(`[name=${wrong}]`)!.focus()
    if (sent) return
    setRefused(false)
    setSent(client.send(entry.text.trim(), [], contactForm(entry)))
  }
  return (
    <form class="card" ref={card} tabIndex={-1} aria-labelledby="f-title" onSubmit={submit} noValidate>
      <h2 id="f-title">{t.formTitle}</h2>
      <p class="lead">{online ? t.formLeadOnline : t.formLead}</p>
      {refused && (
        <p class="refused" role="alert">
          {t.formRefused}
        </p>
      )}
      <div class="pair">
        <Field name="name" label={t.formName} value={entry.name} error={found.name} complete="name" set={set} />
        <Field name="contact" label={t.formContact} value={entry.contact} error={found.contact} complete="email" set={set} />
      </div>
      <Field name="text" label={t.formText} value={entry.text} error={found.text} long set={set} />
      <div class="ends">
        <button type="button" class="link" onClick={back}>
          {t.justWrite}
        </button>
        <button type="submit" class="send">
          {sent ? t.formSending : t.formSubmit}
        </button>
      </div>
    </form>
  )
}
