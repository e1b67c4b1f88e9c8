// Whether an input method composes somewhere on the page: what stands in a field then is not yet what was written.
let under: { field: Node; done: Promise<void> } | null = null

document.addEventListener('compositionstart', ({ target }) => {
  const done = new Promise<void>((resolve) => {
    document.addEventListener('compositionend', () => {
      under = null
      // The field takes what was composed with the same event.
      setTimeout(resolve)
    }, { once: true, capture: true })
  })
  under = { field: target as Node, done }
}, true)

/** Kept when what is composed now is written; null where nothing is. A field that is gone composes nothing any more. */
export const composing = (): Promise<void> | null => (under?.field.isConnected ? under.done : null)
