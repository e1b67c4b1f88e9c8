// Leads the eye to what was looked for: scrolled into sight, its control focused.
import { nextTick } from 'vue'

export function pointAt(within: HTMLElement | null, selector: string): void {
  void nextTick(() => {
    const found = within?.querySelector<HTMLElement>(selector)
    found?.scrollIntoView({ block: 'center' })
    const control = found?.matches('a, button') ? found : found?.querySelector<HTMLElement>('input, textarea, select, button')
    control?.focus({ preventScroll: true })
  })
}
