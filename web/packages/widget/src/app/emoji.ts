// The emoji on offer: those that this device can draw.

const EMOJI = [...'😀😄😊🙂😉😍🥰😘🤗🤔😮😅😂🤣😢😭😤😡🥺😳🙄😴🤒😎👍👎👌🙏👏🤝💪👋❤💔🌹🎉🎁✨🔥💯✅❌❓⏰📦🚚🏠📷📞🧾']
const SIZE = 24
/** A code point that no font draws: what it looks like is what missing looks like. */
const MISSING = '\u{10ffff}'
let known: readonly string[] | null = null

/** A device without an emoji font would show boxes; those are left out, possibly all. Found out once. */
export function drawableEmoji(): readonly string[] {
  return (known ??= EMOJI.filter(drawable(document.createElement('canvas'))))
}

/** Answers whether a text looks different from a missing one; a browser without a canvas is believed to draw everything. */
export function drawable(canvas: HTMLCanvasElement): (text: string) => boolean {
  canvas.width = canvas.height = SIZE
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return () => true
  pen.font = '18px sans-serif'
  pen.textBaseline = 'top'
  const look = (text: string) => {
    pen.clearRect(0, 0, SIZE, SIZE)
    pen.fillText(text, 0, 2)
    return pen.getImageData(0, 0, SIZE, SIZE).data.join()
  }
  const missing = look(MISSING)
  return (text) => look(text) !== missing
}
