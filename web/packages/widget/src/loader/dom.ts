// Launcher and panel in the host page, inside a shadow root so that neither page's styles reach the other.
import type { Config, Locale } from '../bridge'
import { on } from '../colour'

const PHONE = '(max-width:520px),(max-height:430px)'
const STYLE = `
:host{all:initial}
button{all:unset;box-sizing:border-box;position:fixed;z-index:2147483000;bottom:calc(20px + env(safe-area-inset-bottom));height:46px;padding:0 18px 0 15px;
display:flex;align-items:center;gap:9px;border-radius:12px;cursor:pointer;font:500 15px/20px Inter,system-ui,"PingFang SC","Microsoft YaHei UI",sans-serif;
box-shadow:0 0 0 1px #1018280d,0 4px 14px #10182824;-webkit-tap-highlight-color:transparent}
button:hover{filter:brightness(1.08)}
button:focus-visible{outline:2px solid currentColor;outline-offset:-5px}
svg{width:20px;height:20px}
b{position:absolute;top:-7px;inset-inline-end:-7px;min-width:10px;height:22px;padding:0 6px;border-radius:11px;background:#fff;color:#1a2029;
font-size:12px;line-height:22px;text-align:center;box-shadow:0 0 0 1px #1018281f,0 2px 6px #10182829}
b:empty{display:none}
iframe{position:fixed;z-index:2147483001;bottom:20px;width:400px;height:min(640px,calc(100vh - 40px));border:0;border-radius:14px;background:#f4f5f7;color-scheme:normal;
box-shadow:0 0 0 1px #10182817,0 16px 48px #1018282e;visibility:hidden;opacity:0;transform:translateY(4px);transition:opacity .18s,transform .18s,visibility 0s .18s}
.r button,.r iframe{right:20px}.l button,.l iframe{left:20px}
.dark iframe{background:#101318;box-shadow:0 0 0 1px #ffffff1a,0 16px 48px #00000080}
.open iframe{visibility:visible;opacity:1;transform:none;transition-delay:0s}
.open button{visibility:hidden}
i{position:fixed;visibility:hidden;padding:env(safe-area-inset-top) 0 env(safe-area-inset-bottom)}
@media ${PHONE}{
button{height:52px;width:52px;padding:0;justify-content:center;border-radius:16px}
button span{display:none}
svg{width:24px;height:24px}
iframe,.r iframe,.l iframe{top:0;left:0;right:0;bottom:auto;width:100%;height:100vh;height:100dvh;border-radius:0}}
@media (prefers-reduced-motion){iframe{transition:none}}
`
const ICON =
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M5 4.5h14q1.5 0 1.5 1.5v9.5q0 1.5-1.5 1.5h-6.5L8 20.5V17H5q-1.5 0-1.5-1.5V6q0-1.5 1.5-1.5ZM8 9h8m-8 3.5h5"/></svg>'

export interface Dom {
  frame: HTMLIFrameElement | null
  /** Creates the iframe, once. */
  load(src: string): HTMLIFrameElement
  show(open: boolean): void
  label(locale: Locale, unread: number): void
  theme(dark: boolean): void
  insets(): { top: number; bottom: number }
}

const UNREAD: Record<Locale, (n: number) => string> = { 'zh-CN': (n) => `，${n} 条未读消息`, en: (n) => `, ${n} unread` }

/** Builds the launcher; `press` is called when it is used. */
export function dom(config: Config, press: () => void): Dom {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  if ('replaceSync' in CSSStyleSheet.prototype) {
    // Constructed sheets pass a host page's style-src; an element would not.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
    root.adoptedStyleSheets = [sheet]
  } else root.appendChild(document.createElement('style')).textContent = STYLE
  const box = root.appendChild(document.createElement('div'))
  const side = config.position === 'left' ? 'l' : 'r'
  let [opened, dark] = [false, false]
  const paint = () => void (box.className = `${side}${opened ? ' open' : ''}${dark ? ' dark' : ''}`)
  const button = box.appendChild(document.createElement('button'))
  button.innerHTML = `${ICON}<span></span><b></b>`
  button.setAttribute('aria-haspopup', 'dialog')
  button.style.background = config.color
  button.style.color = on(config.color)
  button.onclick = press
  const probe = box.appendChild(document.createElement('i'))
  paint()
  document.body.appendChild(host)

  const view = window.visualViewport
  let scroll = ''
  /** On a phone the panel covers what the keyboard leaves, and the page behind stays where it is. */
  const fit = () => {
    if (!self.frame) return
    const phone = opened && matchMedia(PHONE).matches
    self.frame.style.height = phone && view ? `${view.height}px` : ''
    self.frame.style.top = phone && view ? `${view.offsetTop}px` : ''
    document.documentElement.style.overflow = phone ? 'hidden' : scroll
  }
  view?.addEventListener('resize', fit)
  view?.addEventListener('scroll', fit)

  const self: Dom = {
    frame: null,
    load(src) {
      if (self.frame) return self.frame
      const frame = (self.frame = document.createElement('iframe'))
      frame.src = src
      frame.title = config.brand.name
      box.appendChild(frame)
      return frame
    },
    show(open) {
      if (open && !opened) scroll = document.documentElement.style.overflow
      const was = opened
      opened = open
      paint()
      fit()
      button.setAttribute('aria-expanded', String(open))
      if (open) self.frame?.focus()
      else if (was) button.focus({ preventScroll: true })
    },
    label(locale, unread) {
      const text = config.launcher[locale] || config.brand.name
      button.querySelector('span')!.textContent = text
      button.querySelector('b')!.textContent = unread > 99 ? '99+' : String(unread || '')
      button.setAttribute('aria-label', unread ? text + UNREAD[locale](unread) : text)
    },
    theme(is) {
      dark = is
      paint()
    },
    insets() {
      const style = getComputedStyle(probe)
      return { top: parseFloat(style.paddingTop) || 0, bottom: parseFloat(style.paddingBottom) || 0 }
    },
  }
  return self
}
