// The composer's text: grows with what is written, and lets no Enter through that belongs to an input method.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { RefObject } from 'preact'
import { useAround } from '../context'
import { EnterKey } from '../keys'

const fingers = matchMedia('(pointer: coarse)')

interface Props {
  field: RefObject<HTMLTextAreaElement>
  value: string
  placeholder: string
  write(text: string): void
  send(): void
  paste(files: File[]): void
}

export function TextField({ field, value, placeholder, write, send, paste }: Props) {
  const { t, open } = useAround()
  const enter = useRef(new EnterKey())
  useLayoutEffect(() => {
    const el = field.current!
    const frame = el.form!
    // A composer that is small while it is measured would let the thread above lose its end.
    frame.style.minHeight = `${frame.offsetHeight}px`
    el.style.height = '0'
    el.style.height = `${el.scrollHeight}px`
    frame.style.minHeight = ''
  }, [value, open])
  const wasOpen = useRef(open)
  useEffect(() => {
    const opened = open && !wasOpen.current
    wasOpen.current = open
    const at = document.activeElement
    // Without an opening only a focus that stands nowhere is taken. On a phone the keyboard would cover what the visitor came to read.
    if (open && !fingers.matches && (opened || !at || at === document.body)) field.current?.focus()
  }, [open])
  return (
    <textarea
      ref={field}
      rows={1}
      dir="auto"
      value={value}
      placeholder={placeholder}
      aria-label={t.write}
      enterkeyhint="send"
      onInput={(event) => write(event.currentTarget.value)}
      onCompositionStart={() => enter.current.started()}
      onCompositionEnd={() => enter.current.ended()}
      onKeyDown={(event) => {
        if (!enter.current.sends(event)) return
        event.preventDefault()
        send()
      }}
      onPaste={(event) => {
        const pasted = [...(event.clipboardData?.files ?? [])]
        if (pasted.length === 0) return
        event.preventDefault()
        paste(pasted)
      }}
    />
  )
}
