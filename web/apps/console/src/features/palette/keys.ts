// Listens for shortcuts. Never while composing, never in a text field (except with Ctrl/⌘), never behind a dialog.
import { onMounted, onUnmounted } from 'vue'
import { router } from '@/router'
import { ACTIONS } from './actions'
import { dialog } from './dialogs'
import { keyOf, keyOfEvent, writes } from './keymap'

function onKey(event: KeyboardEvent): void {
  const page = router.currentRoute.value.name
  if (event.defaultPrevented || page === 'sign-in') return
  const key = keyOfEvent(event)
  if (!key) return
  const withMod = key.startsWith('mod+')
  if (!withMod && (writes(event.target) || dialog.value || document.querySelector('[role=menu],[role=dialog]'))) return
  const action = ACTIONS.find((entry) => keyOf(entry.id) === key)
  if (!action || (dialog.value && action.id !== 'palette') || (action.when && !action.when())) return
  // Beside the inbox only what leads somewhere, and what is offered there too.
  if (page !== 'inbox' && !/^(palette|help|search|accept|decline|view\.|page\.)/.test(action.id)) return
  event.preventDefault()
  action.run()
}

export function listenForKeys(): void {
  onMounted(() => window.addEventListener('keydown', onKey))
  onUnmounted(() => window.removeEventListener('keydown', onKey))
}
