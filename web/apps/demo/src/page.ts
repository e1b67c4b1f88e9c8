// The page as HTML: every text comes from texts.ts and every picture from art.ts, so nothing here needs escaping but names.
import { ART, HERO, MARK } from './art'
import { GLYPHS } from './phone/glyphs'
import { PHONE } from './phone/texts'
import type { Settings } from './settings'
import { PRODUCTS, TEXTS, type Texts } from './texts'
import type { DemoConfig } from './widget'

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** A shop's name in the page's language, when it is one of the two that the demo has. */
function shopName(brand: string, t: Texts): string {
  if (brand.includes('旗舰')) return t.flagship
  if (brand.includes('售后')) return t.service
  return escape(brand)
}

function choice(name: string, label: string, options: [string, string][], chosen: string): string {
  const buttons = options.map(([value, text]) => `<button type="button" data-set="${name}" data-value="${value}" aria-pressed="${value === chosen}">${text}</button>`)
  return `<div class="choice" role="group" aria-label="${label}">${buttons.join('')}</div>`
}

function bar(t: Texts, s: Settings, config: DemoConfig): string {
  const shops = config.accounts.map((account, n): [string, string] => [String(n), shopName(account.brand, t)])
  const users = config.users.map((user, n): [string, string] => [String(n), escape(t.people[user.name] ?? user.name)])
  const dark = s.theme === 'dark'
  return `<header class="bar"><div class="wide">
    <a class="logo" href="#top">${MARK}<b>${t.name}</b></a>
    <nav><a href="#things">${t.things}</a><a href="#order">${t.order}</a></nav>
    <div class="choices">
      ${shops.length > 1 ? choice('shop', t.shopSwitch, shops, String(s.shop)) : ''}
      ${users.length ? choice('user', t.userSwitch, [['', t.guest], ...users], s.user === null ? '' : String(s.user)) : ''}
      <button type="button" class="plain" data-set="locale" data-value="${s.locale === 'en' ? 'zh-CN' : 'en'}">${t.language}</button>
      <button type="button" class="plain" data-set="theme" data-value="${dark ? 'light' : 'dark'}">${dark ? t.themeLight : t.themeDark}</button>
    </div></div></header>`
}

/** The after-sales shop greets differently. */
function hero(t: Texts, s: Settings, service: boolean, withPhone: boolean): string {
  const [title, lead] = service ? [t.heroService, t.leadService] : [t.heroFlagship, t.leadFlagship]
  const phone = withPhone ? `<button type="button" class="second" data-act="phone">${GLYPHS.phone}${PHONE[s.locale].contact}</button>` : ''
  return `<section class="hero wide"><div>
    <h1>${title.replace('\n', '<br>')}</h1><p>${lead}</p>
    <div class="acts"><button type="button" class="main" data-act="open">${t.askUs}</button>${phone}<a class="plain" href="#things">${t.look}</a></div>
  </div><figure>${HERO}</figure></section>`
}

function things(t: Texts, s: Settings): string {
  const cards = PRODUCTS.map(
    (product, n) => `<li id="${product.art}"><figure>${ART[product.art]}</figure>
      <h3>${product.name[s.locale]}</h3><p>${product.line[s.locale]}</p>
      <div class="foot"><span>¥ ${product.price}</span><button type="button" data-act="ask" data-n="${n}" aria-label="${t.ask} ${product.name[s.locale]}">${t.ask}</button></div></li>`,
  )
  return `<section class="things wide" id="things"><h2>${t.things}</h2><ul>${cards.join('')}</ul></section>`
}

function order(t: Texts): string {
  return `<section class="order wide" id="order"><div class="card">
    <div><h2>${t.orderTitle}</h2><p>${t.orderLead}</p></div>
    <form><label for="number">${t.orderLabel}</label><div><input id="number" name="number" autocomplete="off" spellcheck="false" maxlength="24"><button class="main">${t.orderFind}</button></div></form>
    <div class="found" aria-live="polite"></div></div></section>`
}

/** The whole page. Without accounts (no demo server) there are no switches. */
export function page(s: Settings, config: DemoConfig): string {
  const t = TEXTS[s.locale]
  const service = config.accounts[s.shop]?.brand.includes('售后') ?? false
  return `<aside class="hint" id="top" aria-label="${t.hintLabel}">${t.hint}<a href="/" target="_blank" rel="noopener">${t.desk}</a>${t.hintEnd}</aside>
    ${bar(t, s, config)}<main>${hero(t, s, service, config.phone !== undefined)}${things(t, s)}${order(t)}</main>
    <footer class="wide"><p>${t.foot}</p><a href="/" target="_blank" rel="noopener">${t.desk}</a></footer>`
}

/** The answer to an order lookup. */
export function found(number: string, s: Settings, orders: { number: string; product: number; done: number }[]): string {
  const t = TEXTS[s.locale]
  const hit = orders.find((one) => one.number === number.replace(/[\s-]/g, '').toUpperCase())
  if (!hit) return `<p>${t.orderNone} <button type="button" class="link" data-act="order" data-number="${escape(number.trim())}">${t.orderAsk}</button></p>`
  const steps = t.steps.map((step, n) => `<li class="${n < hit.done ? 'done' : ''}">${step}</li>`)
  return `<p><b>${PRODUCTS[hit.product]!.name[s.locale]}</b><span>${hit.number}</span></p><ol>${steps.join('')}</ol>
    <button type="button" class="link" data-act="order" data-number="${hit.number}">${t.orderHelp}</button>`
}
