// One thing said, as HTML: bubbles, pictures, cards, and the platform's own grey lines.
import { MARK } from '../art'
import { GLYPHS } from './glyphs'
import type { Account, Item } from './line'
import type { PhoneTexts } from './texts'

export const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** A picture or sound that was fetched; none while it is on its way. */
export type Media = (id: string) => { url: string; type: string } | undefined

export interface Scene {
  t: PhoneTexts
  account: Account
  person: string
  locale: string
  media: Media
}

/** Longer silences than this get a time, in milliseconds. */
const PAUSE = 5 * 60_000

export const avatar = (account: Account): string => `<span class="face shopface ${account.kind}">${MARK}</span>`
export const face = (name: string): string => `<span class="face">${escape(name.slice(0, 1))}</span>`

/** Today: the time; yesterday; else the day and the time. */
export function when(at: number, t: PhoneTexts, locale: string, now: Date = new Date()): string {
  const date = new Date(at)
  const clock = date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hour12: false })
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000)
  if (days === 0) return clock
  if (days === 1) return `${t.yesterday} ${clock}`
  return `${date.toLocaleDateString(locale, { month: 'short', day: 'numeric' })} ${clock}`
}

/** What it is, in brackets; never the platform's own word for it. */
const kindOf = (item: Item, t: PhoneTexts): string => t.kinds[item.kind] ?? t.kinds.other!

/** The line of a chat list. */
export function summary(item: Item, t: PhoneTexts, kind: Account['kind']): string {
  if (item.kind === 'fault') return t.fault[kind]
  if (item.from === 'platform') return t.you[item.kind] ?? t.transferred
  return item.kind === 'text' ? item.text : [kindOf(item, t), item.text].join(' ').trim()
}

export function log(items: Item[], scene: Scene): string {
  let last = 0
  return items
    .map((item) => {
      const stamp = item.at - last > PAUSE ? `<time class="stamp">${when(item.at, scene.t, scene.locale)}</time>` : ''
      last = item.at
      return stamp + one(item, scene)
    })
    .join('')
}

function one(item: Item, scene: Scene): string {
  const { t, account } = scene
  if (item.kind === 'fault') return `<p class="line bad">${GLYPHS.fault}<span>${t.fault[account.kind]}</span></p>`
  if (item.from === 'platform') return `<p class="line">${t.you[item.kind] ?? t.transferred}</p>`
  if (item.kind === 'template') return `<div class="card notice"><b>${t.notice}</b><p>${lines(item.text)}</p></div>`
  const mine = item.from === 'person'
  return `<div class="said ${mine ? 'mine' : ''}">${mine ? face(scene.person) : avatar(account)}${body(item, scene)}</div>`
}

function body(item: Item, { t, media }: Scene): string {
  const known = item.media ? media(item.media) : undefined
  const text = escape(item.text)
  switch (item.kind) {
    case 'text':
      return `<p class="bubble">${lines(item.text)}</p>`
    case 'image':
      return `<figure class="photo">${known ? `<img src="${known.url}" alt="${t.photo}">` : ''}</figure>`
    case 'voice':
      return `<button type="button" class="bubble sound" data-play="${item.seq}" aria-label="${t.play}">${GLYPHS.waves}<span>${t.voiceSeconds}</span></button>`
    case 'video':
      return `<figure class="photo">${known ? `<video src="${known.url}" controls></video>` : ''}</figure>`
    case 'location':
      return `<div class="card map"><b>${text}</b><i>${GLYPHS.place}</i></div>`
    case 'msgmenu':
      return `<div class="bubble menu"><p>${lines(item.text)}</p>${(item.more?.list ?? []).map((it) => `<button type="button" data-item="${escape(it.id)}" data-text="${escape(it.content)}">${escape(it.content)}</button>`).join('')}${item.more?.tail_content ? `<p>${lines(item.more.tail_content)}</p>` : ''}</div>`
    default:
      return `<div class="card"><b>${text || kindOf(item, t)}</b><p>${escape(item.more?.description ?? '')}</p><small>${kindOf(item, t).replace(/[[\]]/g, '')}</small></div>`
  }
}

const lines = (text: string): string => linked(escape(text)).replace(/\n/g, '<br>')

/** Addresses in a text lead there; what is escaped stays escaped. */
const linked = (escaped: string): string =>
  escaped.replace(/https?:\/\/[^\s<&]+(?:&#38;[^\s<&]+)*/g, (url) => `<a href="${url}" target="_blank" rel="noopener noreferrer">${url}</a>`)
