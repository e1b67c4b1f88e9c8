// What the window is like: width classes, and whether somebody looks at it.
import { shallowRef } from 'vue'

function follows(query: string) {
  const list = matchMedia(query)
  const value = shallowRef(list.matches)
  list.addEventListener('change', () => { value.value = list.matches })
  return value
}

export const phone = follows('(width < 768px)')
/** Below this the context panel folds into a sheet. */
export const narrow = follows('(width < 1280px)')

/** Beside the list there is little room left: actions show as icons. */
export const tight = follows('(width < 1024px)')

const looking = () => document.visibilityState === 'visible' && document.hasFocus()
/** The page is visible in a focused window: only then something counts as read. */
export const focused = shallowRef(looking())
for (const name of ['focus', 'blur', 'pageshow'] as const) window.addEventListener(name, () => { focused.value = looking() })
document.addEventListener('visibilitychange', () => { focused.value = looking() })
