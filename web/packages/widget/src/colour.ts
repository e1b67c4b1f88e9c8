// Colour arithmetic (WCAG 2 contrast), so that any brand colour carries readable text.

type Rgb = readonly [number, number, number]

const WHITE = '#ffffff'
const INK = '#0b1220'

/** #rgb or #rrggbb; anything else is the house blue. */
export function parse(hex: string): Rgb {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex)
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  const parts = short ? short.slice(1).map((c) => c + c) : long?.slice(1)
  return parts ? (parts.map((part) => parseInt(part, 16)) as unknown as Rgb) : [29, 95, 191]
}

function luminance(hex: string): number {
  const [r, g, b] = parse(hex).map((c) => {
    const s = c / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
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

/** The text colour that reads better on this ground; white when both would do. */
export function on(ground: string): string {
  return contrast(ground, WHITE) >= 4.5 || contrast(ground, WHITE) >= contrast(ground, INK) ? WHITE : INK
}

/** Moves `colour` towards `end` until it has `ratio` on `ground`. */
function until(colour: string, end: string, ground: string, ratio: number): string {
  for (let part = 0; part < 1; part += 0.04) {
    const moved = mix(colour, end, part)
    if (contrast(moved, ground) >= ratio) return moved
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
  const [ground, surface, ink] = dark ? ['#161a21', '#161a21', '#e7eaef'] : ['#f4f5f7', WHITE, '#1a2029']
  const accent = dark ? until(base, WHITE, ground, 7) : until(base, '#000000', ground, 4.6)
  const tint = (part: number): string => {
    // A pale brand on dark paper would swallow the text: use less of it.
    for (let p = part; p > 0.04; p -= 0.04) if (contrast(mix(surface, base, p), ink) >= 8) return mix(surface, base, p)
    return mix(surface, base, 0.04)
  }
  return { accent, onAccent: on(accent), soft: tint(dark ? 0.26 : 0.1), mine: tint(dark ? 0.34 : 0.12) }
}
