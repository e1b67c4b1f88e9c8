// How this person wants the console. Kept on this machine at once; what is not the machine's own follows the person by the server
// (live/own.ts).
import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import { setLocale, type ConsoleLocale } from '@/i18n'
import type { Tone } from './tones'

/** What calls somebody back, most urgent first. */
export const CLASSES = ['offer', 'handed', 'mention', 'waiting', 'message'] as const
export type NoticeClass = (typeof CLASSES)[number]

export interface Preferences {
  theme: 'light' | 'dark' | 'system'
  locale: ConsoleLocale
  density: 'roomy' | 'compact'
  text: 'small' | 'normal' | 'large' | 'largest'
  /** `system`: as the machine wants it. */
  motion: 'system' | 'less'
  /** `enter`: Enter sends, Shift-Enter breaks the line. `mod`: Ctrl/⌘-Enter sends. */
  sendKey: 'enter' | 'mod'
  /** Whether this machine may sound at all, and notify. */
  sound: boolean
  desktop: boolean
  tones: Record<NoticeClass, Tone>
  /** Percent. */
  volume: number
  /** A customer of mine who waits this many minutes waits too long. */
  waitingMinutes: number
  quiet: boolean
  /** `22:00`, by this machine's clock; the span may go past midnight. */
  quietFrom: string
  quietUntil: string
  shortcuts: boolean
  /** Own keys by action id; an empty text switches the key off. */
  keys: Record<string, string>
  /** Width of the list in px, 240–420. */
  listWidth: number
  contextOpen: boolean
  /** Whose choices these are: another person on this machine begins with ours, or with what the server keeps for them. */
  whose: string | null
}

/** What follows the person, as it is while nobody has said anything. */
export const COMMON = {
  density: 'roomy', text: 'normal', motion: 'system', sendKey: 'enter',
  tones: { offer: 'chord', handed: 'bell', mention: 'bell', waiting: 'wood', message: 'drop' }, volume: 60, waitingMinutes: 3, quiet: false, quietFrom: '22:00', quietUntil: '08:00',
  shortcuts: true, keys: {},
} satisfies Partial<Preferences>

const PLACE = 'parlor.preferences'
/** Sizes of text against ours; rows grow along. */
export const SCALES: Record<Preferences['text'], number> = { small: 0.93, normal: 1, large: 1.13, largest: 1.26 }

function kept(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Partial<Preferences>
  } catch {
    return {}
  }
}

export const usePreferences = defineStore('preferences', () => {
  const before = kept()
  const values = reactive<Preferences>({
    ...COMMON, theme: 'system', locale: navigator.language.startsWith('zh') ? 'zh-CN' : 'en', sound: true, desktop: false, listWidth: 320, contextOpen: true, whose: null,
    ...before, tones: { ...COMMON.tones, ...before.tones },
  })
  const system = matchMedia('(prefers-color-scheme: dark)')

  /** Resolves when the page shows these preferences. */
  async function apply(): Promise<void> {
    const dark = values.theme === 'dark' || (values.theme === 'system' && system.matches)
    Object.assign(document.documentElement.dataset, { theme: dark ? 'dark' : 'light', density: values.density, text: values.text, motion: values.motion })
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
