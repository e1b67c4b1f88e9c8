// How somebody is called back: a tone, the title and mark of the tab, a desktop notification. What happened is decided in notices.ts.
import { t } from '@/i18n'
import { CLASSES, usePreferences, type NoticeClass } from '@/lib/preferences'
import { focused } from '@/lib/screen'
import { heldBack, play } from '@/lib/tones'
import { toast } from '@/lib/toast'
import { router } from '@/router'
import { counts } from './directory'
import { customerName } from './names'
import { rowOf } from './rows'

/** `from`: the colleague behind it; `path`: where it leads, when not to the conversation itself. */
export interface Due { kind: NoticeClass; conversation: string; text: string; from?: string; path?: string }
export const rank = (kind: NoticeClass) => CLASSES.indexOf(kind)

/** Conversations in which something happened while nobody looked. */
let unseen = 0
let toldOfSilence = false
let shown: Notification[] = []

/** Whether `at` lies in the span from one time of day until another, perhaps past midnight. */
export function isQuiet(at: Date, on: boolean, from: string, until: string): boolean {
  if (!on || from === until) return false
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  return from < until ? time >= from && time < until : time >= from || time < until
}

/** Says all of it at once, by the most urgent. `dues`: one of each conversation, none empty. */
export function summon(dues: readonly Due[]): void {
  const { values } = usePreferences()
  const first = [...dues].sort((a, b) => rank(a.kind) - rank(b.kind))[0]!
  const quiet = isQuiet(new Date(), values.quiet, values.quietFrom, values.quietUntil)
  if (values.sound && !quiet) play(values.tones[first.kind], values.volume)
  if (heldBack.value && !toldOfSilence && focused.value) {
    toldOfSilence = true
    toast(t('notify.heldBack'), { ms: 15_000, action: { text: t('notify.letSound'), run: () => play(values.tones[first.kind], values.volume) } })
  }
  if (focused.value) return
  unseen += dues.length
  paintTab()
  if (values.desktop && !quiet && 'Notification' in window && Notification.permission === 'granted') void notify(first, dues)
}

const nameOf = (id: string) => { const row = rowOf(id); return row ? customerName(row) : '' }

/** What a notification says and where it leads. */
export function wordsOf(first: Due, dues: readonly Due[]): { title: string; body: string; tag: string; path: string } {
  if (dues.length > 1) {
    const names = dues.map((due) => nameOf(due.conversation)).filter(Boolean)
    return { title: t('notify.several', { n: dues.length }), body: names.slice(0, 4).join(t('common.comma')), tag: 'parlor', path: '/inbox/mine' }
  }
  const name = nameOf(first.conversation)
  const handed = first.from ? t('notice.given', { name, from: first.from }) : t('notify.assigned', { name })
  const title = { offer: t('notice.offer', { name }), handed, mention: t('notify.mentioned', { name, from: first.from ?? '' }), waiting: t('notify.longWait', { name }), message: name }[first.kind]
  const owned = rowOf(first.conversation)?.place === 'queue' ? 'queue' : 'all'
  return { title, body: first.text, tag: first.conversation, path: first.path ?? `/inbox/${first.kind === 'message' || first.kind === 'waiting' ? 'mine' : owned}/${first.conversation}` }
}

async function notify(first: Due, dues: readonly Due[]): Promise<void> {
  const { title, path, ...rest } = wordsOf(first, dues)
  // Our own tone is the sound; where the browser held it back, the notification has one.
  const options = { ...rest, icon: '/assets/icon-192-1.png', badge: '/assets/badge-1.png', silent: !heldBack.value, data: { path } }
  // On phones only a service worker may show one.
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  if (registration?.active) return registration.showNotification(title, options).catch(() => {})
  try {
    const notice = new Notification(title, options)
    shown.push(notice)
    notice.onclick = () => {
      window.focus()
      notice.close()
      void router.push(path)
    }
  } catch {
    // This browser wants a service worker for it and has none.
  }
}

/** Whoever is back needs none of them any more. */
async function clearNotifications(): Promise<void> {
  for (const notice of shown) notice.close()
  shown = []
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  for (const notice of (await registration?.getNotifications?.()) ?? []) notice.close()
}

/** The mark with a figure on it, drawn here: up to 99. */
const marked = (n: number) => `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1d5fbf"/><path d="M8 23V8.5h6.9a5.2 5.2 0 0 1 0 10.4H8" fill="none" stroke="#fff" stroke-width="2.75" stroke-linecap="round" stroke-linejoin="round"/><circle cx="22" cy="22" r="10" fill="#bf2a2a"/><text x="22" y="26.5" font-family="sans-serif" font-size="13" font-weight="700" text-anchor="middle" fill="#fff">${n > 99 ? '99' : n}</text></svg>`)}`

export function paintTab(): void {
  const waiting = counts.value?.mine ?? 0
  document.title = unseen ? `(${unseen}) ${t('notice.title')}` : waiting ? `${t('notice.title')} · ${waiting}` : t('notice.title')
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const address = unseen ? marked(unseen) : '/assets/mark-1.svg'
  if (icon && icon.getAttribute('href') !== address) icon.setAttribute('href', address)
  const app = navigator as Navigator & { setAppBadge?(n: number): Promise<void>; clearAppBadge?(): Promise<void> }
  void (unseen ? app.setAppBadge?.(unseen) : app.clearAppBadge?.())?.catch(() => {})
}

/** Somebody looks again. */
export function seenAll(): void {
  if (unseen) void clearNotifications()
  unseen = 0
}
