// The emoji that people in service use, in a few rows; the system's own picker has the rest.
const EMOJI = [
  '😀', '😄', '😁', '😅', '😂', '🙂', '😉', '😊', '😇', '🥰',
  '😍', '😘', '😋', '😎', '🤗', '🤔', '😐', '😶', '🙄', '😬',
  '😌', '😴', '😷', '🤒', '😟', '😢', '😭', '😱', '😓', '😡',
  '👍', '👎', '👌', '✌️', '🤝', '👏', '🙏', '💪', '👋', '🙌',
  '❤️', '💔', '✨', '🔥', '🎉', '🎁', '🌹', '🌞', '⭐', '💯',
  '✅', '❌', '❗', '❓', '⏰', '📦', '🚚', '📷', '📞', '🧾',
] as const

const SIZE = 24
/** A code point that no font draws: what it looks like is what missing looks like. */
const MISSING = '\u{10ffff}'
let known: readonly string[] | null = null

/** Those that this machine can draw; an office machine without an emoji font would show boxes. Found out once. */
export function drawableEmoji(): readonly string[] {
  return (known ??= findDrawable())
}

function findDrawable(): readonly string[] {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = SIZE
  const pen = canvas.getContext?.('2d', { willReadFrequently: true })
  if (!pen) return EMOJI
  pen.font = `18px ${getComputedStyle(document.body).fontFamily}`
  pen.textBaseline = 'top'
  const look = (text: string) => {
    pen.clearRect(0, 0, SIZE, SIZE)
    pen.fillText(text, 0, 2)
    return pen.getImageData(0, 0, SIZE, SIZE).data.join()
  }
  const missing = look(MISSING)
  return EMOJI.filter((emoji) => look(emoji) !== missing)
}
