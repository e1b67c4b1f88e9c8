// Where the visitor writes: takes text, and files by button, drop and paste; sends by Enter or button.
import { useRef, useState } from 'preact/hooks'
import { useAround } from '../context'
import { loadDraft, saveDraft } from '../draft'
import { drawableEmoji } from '../emoji'
import { byteSize } from '../time'
import { useTyping } from '../typing'
import { EmojiPanel } from './Emoji'
import { Icon } from './icons'
import { Staged, useDrop } from './Staged'
import { TextField } from './TextField'

const MOST_FILES = 10
const COUNT_FROM = 0.9
const fingers = matchMedia('(pointer: coarse)')

/** How much room is left, once that matters; before, how to send. */
function Hint({ length }: { length: number }) {
  const { t, config } = useAround()
  const left = config.text_limit - length
  if (left < 0) {
    return (
      <span class="hint bad" role="alert">
        {t.over(-left)}
      </span>
    )
  }
  const near = length >= config.text_limit * COUNT_FROM
  return <span class="hint">{near ? t.left(left) : fingers.matches ? '' : t.enterHint}</span>
}

function FilePicker({ add }: { add(files: Iterable<File>): void }) {
  const { t } = useAround()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class="icon" aria-label={t.attach} title={t.attach} onClick={() => picker.current!.click()}>
        <Icon name="clip" />
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])])
          // The same file may be chosen again after it was removed.
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

interface Props {
  /** Nobody is there: what is written now is answered later. */
  away: boolean
  /** Opens the form, while nobody is there and no way to answer is known. */
  leaveMessage: (() => void) | null
}

export function Composer({ away, leaveMessage }: Props) {
  const { t, config, client, notice } = useAround()
  const [text, setText] = useState(() => loadDraft(config.account))
  const [files, setFiles] = useState<File[]>([])
  const [emoji, setEmoji] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const typing = useTyping(client)
  const length = [...text].length
  const ready = (text.trim() !== '' || files.length > 0) && length <= config.text_limit

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
  const closeEmoji = (back: boolean) => {
    setEmoji(false)
    if (back) field.current?.focus()
  }

  return (
    <form
      class={dragging ? 'compose drop' : 'compose'}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {emoji && <EmojiPanel pick={insert} close={closeEmoji} />}
      <div class="box">
        <Staged files={files} remove={(file) => setFiles(files.filter((one) => one !== file))} />
        <TextField field={field} value={text} placeholder={dragging ? t.dropHere : away ? t.writeAway : t.write} write={write} send={send} paste={add} />
        <div class="tools">
          <FilePicker add={add} />
          {drawableEmoji().length > 0 && (
            <button type="button" class="icon emojibutton" aria-label={t.emoji} title={t.emoji} aria-expanded={emoji} onClick={() => setEmoji(!emoji)}>
              <Icon name="smile" />
            </button>
          )}
          {leaveMessage && (
            <button type="button" class="leave" onClick={leaveMessage}>
              {t.leaveMessage}
            </button>
          )}
          <Hint length={length} />
          <button type="submit" class="send" aria-disabled={!ready}>
            {t.send}
          </button>
        </div>
      </div>
    </form>
  )
}
