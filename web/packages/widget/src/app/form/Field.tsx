// One question of the message form, drawn by what kind of answer it wants.
import { useRef } from 'preact/hooks'
import { EnterKey } from '../keys'
import type { Field } from './questions'
import type { FormTexts } from './texts'

interface Props {
  field: Field
  value: string
  error: string | undefined
  t: FormTexts
  set(name: string, value: string): void
}

export function FormField({ field: { name, label, kind, required, choices, complete }, value, error, t, set }: Props) {
  const enter = useRef(new EnterKey())
  const shared = {
    id: `f-${name}`,
    name,
    'aria-invalid': !!error,
    'aria-required': required,
    'aria-describedby': error ? `e-${name}` : undefined,
  }
  const typed = {
    ...shared,
    value,
    onInput: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
    onCompositionStart: () => enter.current.started(),
    onCompositionEnd: () => enter.current.ended(),
  }
  /** Enter in a one-line field submits, unless it belongs to an input method. */
  const guard = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !enter.current.sends(event)) event.preventDefault()
  }
  const control = () => {
    if (kind === 'long') return <textarea rows={3} dir="auto" {...typed} />
    if (kind === 'flag') return <input type="checkbox" {...shared} checked={!!value} onChange={(event) => set(name, event.currentTarget.checked ? '1' : '')} />
    if (kind !== 'choice') return <input type={kind === 'day' ? 'date' : 'text'} inputMode={kind === 'number' ? 'decimal' : undefined} autoComplete={complete} onKeyDown={guard} {...typed} />
    return (
      <select {...shared} value={value} onChange={(event) => set(name, event.currentTarget.value)}>
        <option value="" />
        {choices.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    )
  }
  return (
    <div class={kind === 'flag' ? 'field flag' : 'field'}>
      <label for={shared.id}>
        {label}
        {!required && kind !== 'flag' && <small>{t.optional}</small>}
      </label>
      {control()}
      {error && (
        <p class="bad" id={`e-${name}`}>
          {error}
        </p>
      )}
    </div>
  )
}
