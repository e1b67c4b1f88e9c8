// The page as an application: its service worker, a newer version that waits, and the browser's offer to install it.
import { shallowRef } from 'vue'
import { newer } from './newer'

interface InstallPrompt extends Event { prompt(): Promise<void>; userChoice: Promise<{ outcome: string }> }

/** What the browser would install, where it would. */
export const installable = shallowRef<InstallPrompt | null>(null)
let registration: ServiceWorkerRegistration | null = null
/** How often one asks for a newer version, ms; looking at the page again asks too. */
const ASK_MS = 20 * 60_000
let askedAt = 0

function watchFor(worker: ServiceWorker | null): void {
  // The first one takes over from nobody: there is nothing to tell.
  if (!worker || !navigator.serviceWorker.controller) return
  if (worker.state === 'installed') newer.value = 'worker'
  worker.addEventListener('statechange', () => { if (worker.state === 'installed') newer.value = 'worker' })
}

async function ask(): Promise<void> {
  if (!registration || Date.now() - askedAt < ASK_MS) return
  askedAt = Date.now()
  await registration.update().catch(() => {})
}

/** Registers the worker; in development there is none. */
export async function install(): Promise<void> {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    installable.value = event as InstallPrompt
  })
  window.addEventListener('appinstalled', () => { installable.value = null })
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => null)
  if (!registration) return
  askedAt = Date.now()
  watchFor(registration.waiting)
  registration.addEventListener('updatefound', () => watchFor(registration!.installing))
  setInterval(() => void ask(), ASK_MS)
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void ask() })
}

/** Goes over to the newer version. What must not be lost is kept by whoever calls. */
export function goOver(): void {
  const waiting = registration?.waiting
  if (!waiting) return location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage({ t: 'now' })
}

/** Says something to the worker that answers this page. */
export const tell = (t: 'leave' | 'fill') => navigator.serviceWorker?.controller?.postMessage({ t })
