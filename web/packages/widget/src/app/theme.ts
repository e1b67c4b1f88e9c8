// Puts theme and brand colour on the page.
import { accentOf } from '../colour'
import type { Theme } from '../bridge'

const system = matchMedia('(prefers-color-scheme: dark)')

/** Sets the tokens that depend on theme and brand colour; follows the system while the theme is `auto`. */
export function dress(theme: Theme, color: string): void {
  const paint = () => {
    const dark = theme === 'dark' || (theme === 'auto' && system.matches)
    const { accent, onAccent, soft, mine } = accentOf(color, dark)
    const root = document.documentElement
    root.dataset.theme = dark ? 'dark' : 'light'
    for (const [name, value] of Object.entries({ accent, 'on-accent': onAccent, 'accent-soft': soft, mine })) root.style.setProperty(`--${name}`, value)
  }
  paint()
  system.onchange = theme === 'auto' ? paint : null
}
