// Colour arithmetic (WCAG 2 contrast), so that any brand colour carries readable text.

type Rgb = readonly [number, number, number]

const WHITE = '#ffffff'
const INK = '#0b1220'

/** #rrggbb; anything else is the house blue. */
export function parse(hex: string): Rgb {
  const n = /^#[0-9a-f]{6}$/i.test(hex) ? parseInt(hex.slice(1), 16) : 0x1d5fbf
  return [n >> 16, (n >> 8) & 255, n & 255]
}

function luminance(hex: string): number {
  const linear = (c: number): number => (c <= 10 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4)
  const [r, g, b] = parse(hex)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/** 1…21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

/** `part` (0…1) of `b` in `a`. */
export function mix(a: string, b: string, part: number): string {
  const [x, y] = [parse(a), parse(b)]
  const hex = x.map((c, n) => Math.round(c + (y[n]! - c) * part).toString(16).padStart(2, '0'))
  return `#${hex.join('')}`
}

/** Up to this luminance white reads better than ink. */
const EVEN = 0.1926

/** The text colour that reads better on this ground. */
export function on(ground: string): string {
  return luminance(ground) <= EVEN ? WHITE : INK
}

/** Moves `colour` towards `end` until it has `ratio` on every ground. */
function until(colour: string, end: string, ratio: number, ...grounds: string[]): string {
  for (let part = 0; part < 1; part += 0.04) {
    const moved = mix(colour, end, part)
    if (grounds.every((ground) => contrast(moved, ground) >= ratio)) return moved
  }
  return end
}

export interface Accent {
  accent: string
  onAccent: string
  soft: string
  mine: string
}

/** What the application makes of a brand colour, in either theme. */
export function accentOf(brand: string, dark: boolean): Accent {
  const base = mix(brand, brand, 0)
  const [surface, ink] = dark ? ['#161a21', '#e7eaef'] : [WHITE, '#1a2029']
  const tint = (part: number): string => {
    // A pale brand on dark paper would swallow the text: use less of it.
    for (let p = part; p > 0.04; p -= 0.04) if (contrast(mix(surface, base, p), ink) >= 8) return mix(surface, base, p)
    return mix(surface, base, 0.04)
  }
  const soft = tint(dark ? 0.26 : 0.1)
  const mine = tint(dark ? 0.34 : 0.12)
  const accent = dark ? until(until(base, WHITE, 7, surface), WHITE, 4.6, soft, mine) : until(base, '#000000', 4.6, '#f4f5f7', soft, mine)
  return { accent, onAccent: on(accent), soft, mine }
}
