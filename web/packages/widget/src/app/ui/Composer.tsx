// Where the visitor writes: grows with the text, takes files by button, drop and paste, and never sends during composition.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { useAround } from '../context'
import { loadDraft, saveDraft } from '../draft'
import { EnterKey } from '../keys'
import { byteSize } from '../time'
import { EmojiPanel } from './Emoji'
import { Icon } from './icons'
import { Staged, useDrop } from './Staged'

const MOST_FILES = 10
const COUNT_FROM = 0.9
/** Typing is told every three seconds at most, and taken back after five of rest. */
const TYPING_EVERY_MS = 3_000
const TYPING_REST_MS = 5_000
const fingers = matchMedia('(pointer: coarse)')

function useTyping(): (on: boolean) => void {
  const { client } = useAround()
  const told = useRef(0)
  const rest = useRef<ReturnType<typeof setTimeout>>()
  return (on) => {
    clearTimeout(rest.current)
    const now = Date.now()
    if (!on) {
      if (told.current) client.type(false)
      told.current = 0
      return
    }
    if (now - told.current > TYPING_EVERY_MS) client.type(true)
    if (now - told.current > TYPING_EVERY_MS) told.current = now
    rest.current = setTimeout(() => {
      client.type(false)
      told.current = 0
    }, TYPING_REST_MS)
  }
}

export function Composer({ extra }: { extra: ComponentChildren }) {
  const { t, config, client, open, notice } = useAround()
  const [text, setText] = useState(() => loadDraft(config.account))
  const [files, setFiles] = useState<File[]>([])
  const [emoji, setEmoji] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const enter = useRef(new EnterKey())
  const typing = useTyping()
  const length = [...text].length
  const over = length - config.text_limit
  const ready = (text.trim() !== '' || files.length > 0) && over <= 0

  const write = (next: string) => {
    setText(next)
    saveDraft(config.account, next)
    typing(next.trim() !== '')
  }
  const add = (given: Iterable<File>) => {
    const fit: File[] = []
    for (const file of given) {
      if (file.size > config.file_limit) notice(t.fileTooLarge(file.name, byteSize(config.file_limit)))
      else fit.push(file)
    }
    if (files.length + fit.length > MOST_FILES) notice(t.tooManyFiles(MOST_FILES))
    setFiles([...files, ...fit].slice(0, MOST_FILES))
    field.current?.focus()
  }
  const send = () => {
    if (!ready) return
    client.send(text.trim(), files.map((file) => ({ name: file.name, type: file.type, size: file.size, body: file })))
    write('')
    setFiles([])
    setEmoji(false)
    field.current?.focus()
  }
  const insert = (piece: string) => {
    const el = field.current!
    const at = el.selectionStart
    write(text.slice(0, at) + piece + text.slice(el.selectionEnd))
    queueMicrotask(() => {
      el.focus()
      el.selectionStart = el.selectionEnd = at + piece.length
    })
  }
  const dragging = useDrop(add)

  useLayoutEffect(() => {
    const el = field.current!
    el.style.height = '0'
    el.style.height = `${el.scrollHeight}px`
  }, [text, open])
  useEffect(() => {
    // On a phone the keyboard would cover what the visitor came to read.
    if (open && !fingers.matches) field.current?.focus()
  }, [open])

  return (
    <form
      class={dragging ? 'compose drop' : 'compose'}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {emoji && <EmojiPanel pick={insert} close={() => (setEmoji(false), field.current?.focus())} />}
      <div class="box">
        <Staged files={files} remove={(file) => setFiles(files.filter((one) => one !== file))} />
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={dragging ? t.dropHere : t.write}
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
            add(pasted)
          }}
        />
        <div class="tools">
          <button type="button" class="icon" aria-label={t.attach} title={t.attach} onClick={() => picker.current!.click()}>
            <Icon name="clip" />
          </button>
          <button type="button" class="icon emojibutton" aria-label={t.emoji} title={t.emoji} aria-expanded={emoji} onClick={() => setEmoji(!emoji)}>
            <Icon name="smile" />
          </button>
          {extra}
          <span class={over > 0 ? 'hint bad' : 'hint'} role={over > 0 ? 'alert' : undefined}>
            {over > 0 ? t.over(over) : length >= config.text_limit * COUNT_FROM ? t.left(-over) : fingers.matches ? '' : t.enterHint}
          </span>
          <button type="submit" class="send" aria-disabled={!ready}>
            {t.send}
          </button>
        </div>
      </div>
      <input ref={picker} type="file" multiple hidden onChange={(event) => (add(event.currentTarget.files ?? []), (event.currentTarget.value = ''))} />
    </form>
  )
}
