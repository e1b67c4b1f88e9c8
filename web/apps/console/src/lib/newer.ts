// Whether a newer version waits; lib/install.ts finds out, the bar asks.
import { shallowRef } from 'vue'

/** `worker`: it is here and waits for a word. `gone`: a part of this version is not on the server any more. */
export const newer = shallowRef<'worker' | 'gone' | null>(null)
// A part that cannot be loaded while there is a line: the server has another version.
window.addEventListener('vite:preloadError', (event) => {
  if (!navigator.onLine) return
  event.preventDefault()
  newer.value = 'gone'
})
