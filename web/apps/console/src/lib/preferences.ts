// How this person wants the console on this machine. Kept in local storage; language also on the server.
import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import { setLocale, type ConsoleLocale } from '@/i18n'

export interface Preferences {
  theme: 'light' | 'dark' | 'system'
  locale: ConsoleLocale
  density: 'roomy' | 'compact'
  /** `enter`: Enter sends, Shift-Enter breaks the line. `mod`: Ctrl/⌘-Enter sends. */
  sendKey: 'enter' | 'mod'
  sound: boolean
  desktop: boolean
  shortcuts: boolean
  /** Own keys by action id; an empty text switches the key off. */
  keys: Record<string, string>
  /** Width of the list in px, 240–420. */
  listWidth: number
  contextOpen: boolean
}

const PLACE = 'parlor.preferences'

function kept(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Partial<Preferences>
  } catch {
    return {}
  }
}

export const usePreferences = defineStore('preferences', () => {
  const values = reactive<Preferences>({
    theme: 'system',
    locale: navigator.language.startsWith('zh') ? 'zh-CN' : 'en',
    density: 'roomy', sendKey: 'enter', sound: true, desktop: false, shortcuts: true, keys: {}, listWidth: 320, contextOpen: true,
    ...kept(),
  })
  const system = matchMedia('(prefers-color-scheme: dark)')

  /** Resolves when the page shows these preferences. */
  async function apply(): Promise<void> {
    const dark = values.theme === 'dark' || (values.theme === 'system' && system.matches)
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', dark ? '#101318' : '#f4f5f7')
    await setLocale(values.locale)
  }

  function cycleTheme(): void {
    const order = ['light', 'dark', 'system'] as const
    values.theme = order[(order.indexOf(values.theme) + 1) % order.length]!
  }

  system.addEventListener('change', () => void apply())
  watch(values, () => {
    void apply()
    localStorage.setItem(PLACE, JSON.stringify(values))
  })
  return { values, apply, cycleTheme }
})
