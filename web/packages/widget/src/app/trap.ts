// Keeps the Tab key inside the panel while it is open.

const REACHABLE = 'a[href],button:not([disabled]),input,textarea,[tabindex="0"]'

/** Wraps Tab from the last control to the first and back. */
export function trapTab(event: KeyboardEvent, within: ParentNode): void {
  if (event.key !== 'Tab') return
  const all = [...within.querySelectorAll<HTMLElement>(REACHABLE)].filter((one) => one.offsetParent !== null || one.getClientRects().length)
  const [first, last] = [all[0], all[all.length - 1]]
  const at = document.activeElement
  const outside = !at || at === document.body
  if (event.shiftKey ? outside || at === first : outside || at === last) {
    event.preventDefault()
    ;(event.shiftKey ? last : first)?.focus()
  }
}
