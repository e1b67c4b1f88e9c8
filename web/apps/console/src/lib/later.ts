// A deed without a way back at the server: done only when the time to think again is over.
import { reactive } from 'vue'
import { t } from '@/i18n'
import { dismiss, toast, toastError } from './toast'

/** Time to think again, ms. */
const THINK_MS = 5000

/** Ids of what is about to go, or gone: lists leave it out. */
export const leaving: Set<string> = reactive(new Set<string>())
const waiting = new Map<string, () => void>()

/** Takes `id` out of sight now and runs `deed` in five seconds, unless undone; what fails comes back into sight. */
export function later(id: string, text: string, deed: () => Promise<unknown>): void {
  if (leaving.has(id)) return
  leaving.add(id)
  const run = async () => {
    clearTimeout(timer)
    waiting.delete(id)
    dismiss(told)
    try {
      await deed()
    } catch (error) {
      leaving.delete(id)
      toastError(error)
    }
  }
  const timer = setTimeout(() => void run(), THINK_MS)
  waiting.set(id, () => void run())
  const told = toast(text, {
    ms: THINK_MS,
    action: {
      text: t('common.undo'),
      run: () => {
        clearTimeout(timer)
        waiting.delete(id)
        leaving.delete(id)
      },
    },
  })
}

// Whoever closes the page has thought enough.
window.addEventListener('pagehide', () => { for (const run of [...waiting.values()]) run() })
