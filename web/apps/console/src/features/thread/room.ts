// What the thread's header shows in words: the customer's name comes first, then what the channels are called, then the buttons' words.

/** `full`: everything in words. `icons`: buttons as icons. `least`: channels as icons too, no number. */
export type Room = 'full' | 'icons' | 'least'

/** Marks of a name that are always to be read. */
const READ = 12
/** Widths in px at the sizes that the header uses: marks of the name, marks of a word, what surrounds each. */
const NAME = [9.5, 16] as const
const WORD = [6.6, 13] as const
const BUTTON = 44
const ICON = 40
const TAG = 42
const FRAME = 92
const NUMBER = 52

const isWide = (mark: string) => mark > '\u2e80'
const width = (text: string, [narrow, wide]: readonly [number, number]) => [...text].reduce((sum, mark) => sum + (isWide(mark) ? wide : narrow), 0)

/** How much fits into `px` beside the first marks of `name`. `channels` and `buttons`: their words as shown. */
export function roomFor(px: number, name: string, channels: readonly string[], buttons: readonly string[]): Room {
  const person = FRAME + width([...name].slice(0, READ).join(''), NAME)
  const tags = NUMBER + channels.reduce((sum, word) => sum + TAG + width(word, WORD), 0)
  const words = buttons.reduce((sum, word) => sum + BUTTON + width(word, WORD), 0)
  if (person + tags + words <= px) return 'full'
  return person + tags + buttons.length * ICON <= px ? 'icons' : 'least'
}
