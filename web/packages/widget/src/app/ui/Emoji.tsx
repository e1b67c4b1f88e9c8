// A small choice of emoji; everything else comes from the device's own keyboard.
import { useEffect, useRef } from 'preact/hooks'
import { useAround } from '../context'
import { drawableEmoji } from '../emoji'

export function EmojiPanel({ pick, close }: { pick(emoji: string): void; close(back: boolean): void }) {
  const { t } = useAround()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current!.querySelector('button')!.focus()
    const outside = (event: PointerEvent) => {
      const target = event.target as Element
      if (!box.current!.contains(target) && !target.closest('.emojibutton')) close(false)
    }
    addEventListener('pointerdown', outside)
    return () => removeEventListener('pointerdown', outside)
  }, [])
  /** Arrow keys walk the grid; its width is what the styles make of it. */
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      return close(true)
    }
    const all = [...box.current!.querySelectorAll('button')]
    const columns = getComputedStyle(box.current!).gridTemplateColumns.split(' ').length
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key]
    if (!step) return
    event.preventDefault()
    all[all.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus()
  }
  return (
    <div class="emojis" ref={box} role="group" aria-label={t.emoji} onKeyDown={walk}>
      {drawableEmoji().map((one, n) => (
        <button type="button" key={one} tabIndex={n === 0 ? 0 : -1} onClick={() => pick(one)}>
          {one}
        </button>
      ))}
    </div>
  )
}
