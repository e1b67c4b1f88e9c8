// A page of the tenant's own inside ours: a frame within a frame. The outer one is an empty page of ours whose policy lets the inner
// one lead to this panel's origin and nowhere else. The page is foreign: it keeps its own origin, so that both sides can check whom
// they speak with; it may not lead the console away, nor open dialogs over it.
import type { Panel } from '@parlor/api'

/** `allow-same-origin` leaves the page its own origin. The server refuses panels with ours, with which it would undo the sandbox. */
const SANDBOX = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin'
/** Longest text that is taken, as of a message. */
const TEXT = 10_000
/** As many are taken within a second. */
const AT_ONCE = 5
const TALLEST = 8_000

export interface Hears {
  loaded(): void
  insert(text: string): void
}
export interface Frame { tell(panel: Panel, look: { locale: string; theme: string }): void; close(): void }

/** Whether the outer page is the empty one: anything else is a refusal. */
export const isRoom = (outer: HTMLIFrameElement): boolean => outer.contentDocument?.title === 'Panel'

export function openFrame(outer: HTMLIFrameElement, panel: Panel, title: string, hears: Hears): Frame {
  const page = outer.contentDocument!
  const inner = page.createElement('iframe')
  inner.setAttribute('sandbox', SANDBOX)
  inner.setAttribute('referrerpolicy', 'no-referrer')
  inner.title = title
  Object.assign(page.documentElement.style, { height: '100%' })
  Object.assign(page.body.style, { margin: '0', height: '100%' })
  Object.assign(inner.style, { display: 'block', width: '100%', height: '100%', border: '0' })
  inner.addEventListener('load', () => hears.loaded())
  inner.src = panel.url
  let taken: number[] = []

  function heard(event: MessageEvent): void {
    if (event.source !== inner.contentWindow || event.origin !== panel.origin) return
    const said = event.data as { type?: unknown; text?: unknown; height?: unknown } | null
    if (!said || typeof said !== 'object') return
    const now = Date.now()
    taken = taken.filter((at) => now - at < 1000)
    if (taken.length >= AT_ONCE) return
    taken.push(now)
    if (said.type === 'parlor.insert' && typeof said.text === 'string' && said.text.trim() && said.text.length <= TEXT) hears.insert(said.text)
    if (said.type === 'parlor.height' && typeof said.height === 'number' && Number.isFinite(said.height)) inner.style.minHeight = `${Math.min(TALLEST, Math.max(0, Math.round(said.height)))}px`
  }
  // The page answers whoever spoke to it, or the page around it: both are ours.
  const windows = [window, outer.contentWindow!]
  for (const one of windows) one.addEventListener('message', heard)
  page.body.append(inner)

  return {
    tell(now, look) {
      inner.contentWindow?.postMessage({ type: 'parlor.context', ...now.context, url: now.url, expires_at: now.expires_at, ...look }, panel.origin)
    },
    close() {
      for (const one of windows) one.removeEventListener('message', heard)
      inner.remove()
    },
  }
}
