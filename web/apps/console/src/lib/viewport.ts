// Where a keyboard comes up over the page instead of pushing it (iOS), the page ends above it: the composer stays in sight, and so do sheets.

/** Less than this, in px, is no keyboard but a bar of the browser. */
const LEAST = 120

/** Follows the part of the page that is seen; answers what ends it. */
export function keepAboveKeyboard(view: VisualViewport | null = window.visualViewport): () => void {
  if (!view) return () => {}
  const root = document.documentElement.style
  const follow = () => {
    const hidden = Math.round(window.innerHeight - view.height)
    // Zoomed in by two fingers the page is larger than what is seen; that is no keyboard.
    const up = hidden > LEAST && view.scale < 1.01
    if (up) {
      root.setProperty('--app-height', `${Math.round(view.height)}px`)
      root.setProperty('--keyboard', `${hidden}px`)
      window.scrollTo(0, 0)
    } else {
      root.removeProperty('--app-height')
      root.removeProperty('--keyboard')
    }
  }
  for (const name of ['resize', 'scroll'] as const) view.addEventListener(name, follow)
  follow()
  return () => {
    for (const name of ['resize', 'scroll'] as const) view.removeEventListener(name, follow)
  }
}
