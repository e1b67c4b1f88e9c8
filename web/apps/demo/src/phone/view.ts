// The phone's screens as HTML: list of chats, one chat, an account's profile, the sheet for codes.
import type { Settings } from '../settings'
import { GLYPHS } from './glyphs'
import { avatar, escape, summary, when } from './items'
import type { Account, Code } from './line'
import { asAddress, PICTURES } from './samples'
import type { Chat, Phone } from './state'
import type { PhoneTexts } from './texts'

export interface Person {
  id: string
  name: string
}

/** The device around the screen, and whose it is. */
export function device(t: PhoneTexts, people: Person[], who: string): string {
  const names = people.map((it) => `<button type="button" data-who="${it.id}" aria-pressed="${it.id === who}">${escape(it.name)}</button>`)
  return `<div class="above"><div class="choice" role="group" aria-label="${t.whose}">${names.join('')}</div>
      <button type="button" class="round" data-do="away" aria-label="${t.close}" title="${t.close}">${GLYPHS.close}</button></div>
    <div class="device"><div class="glass"><div class="status" aria-hidden="true"><time></time><i></i></div><div class="screen"></div></div></div>`
}

function bar(title: string, left: string, right: string): string {
  return `<header class="top">${left}<h2>${title}</h2>${right}</header>`
}

const round = (what: string, name: string, glyph: string): string => `<button type="button" class="round" data-do="${what}" aria-label="${name}" title="${name}">${glyph}</button>`

const lost = (phone: Phone, t: PhoneTexts): string => (phone.lost ? `<p class="lost" role="status">${t.lost}</p>` : '')

export function list(phone: Phone, t: PhoneTexts, s: Settings): string {
  const rows = phone.listed().map((chat) => row(chat, t, s))
  return `${bar(t.chats, '<span class="round"></span>', round('scan', t.scan, GLYPHS.scan))}${lost(phone, t)}<ul class="chats">${rows.join('')}</ul>`
}

function row(chat: Chat, t: PhoneTexts, s: Settings): string {
  const last = chat.items.at(-1)
  const isStrange = chat.account.kind === 'official' && !chat.following
  const line = last ? summary(last, t, chat.account.kind) : isStrange ? t.notFollowing : t[chat.account.kind]
  const count = chat.unread > 0 ? `<em>${chat.unread > 99 ? '99+' : chat.unread}</em>` : ''
  return `<li><button type="button" data-chat="${chat.account.id}">${avatar(chat.account)}${count}
    <span class="names"><b>${escape(chat.account.name)}</b><span>${escape(line)}</span></span>${last ? `<time>${when(last.at, t, s.locale)}</time>` : ''}</button></li>`
}

/** An account's card: what it is, follow or not, write to it. */
export function profile(chat: Chat, t: PhoneTexts): string {
  const { account, following } = chat
  const acts =
    account.kind === 'mini' || following
      ? `<button type="button" class="wideact main" data-do="open">${t.open}</button>${account.kind === 'official' ? `<button type="button" class="wideact" data-do="unfollow">${t.unfollow}</button>` : ''}`
      : `<button type="button" class="wideact main" data-do="follow">${t.follow}</button>`
  return `${bar('', round('back', t.back, GLYPHS.back), '<span class="round"></span>')}
    <section class="about">${avatar(account)}<h3>${escape(account.name)}</h3><small>${t[account.kind]}</small><p>${t.about[account.kind]}</p>${acts}</section>`
}

/** The frame of a chat; `.log` is filled, and the line to write on kept, by the phone itself. */
export function chat(it: Chat, t: PhoneTexts): string {
  const { account } = it
  const keys = account.menu.map((key) => `<button type="button" data-key="${escape(key.key)}" ${key.is_view ? 'data-view' : ''}>${escape(key.name)}</button>`)
  return `${bar(`<span class="title"></span>`, round('back', t.back, GLYPHS.back), round('profile', t.profile, GLYPHS.person))}<div class="trouble"></div>
    <div class="log" role="log" tabindex="0" aria-label="${escape(account.name)}"></div>
    ${keys.length ? `<div class="keys">${keys.join('')}</div>` : ''}
    <form class="write"><textarea name="text" rows="1" aria-label="${t.write}" placeholder="${t.write}"></textarea>
      <button type="button" class="round" data-do="more" aria-label="${t.more}" aria-expanded="false">${GLYPHS.plus}</button><button class="go">${t.send}</button></form>
    <div class="drawer" hidden>${drawer(account, t)}</div>`
}

function drawer(account: Account, t: PhoneTexts): string {
  const acts: [string, string, string][] = [['photos', t.photo, GLYPHS.photo]]
  if (account.kind === 'official') acts.push(['voice', t.voice, GLYPHS.voice], ['place', t.place, GLYPHS.place])
  else acts.push(['card', t.card, GLYPHS.card])
  const buttons = acts.map(([what, name, glyph]) => `<li><button type="button" data-do="${what}"><i>${glyph}</i>${name}</button></li>`)
  const pictures = PICTURES.map((svg, n) => `<li><button type="button" data-picture="${n}" aria-label="${t.samples[n]}" title="${t.samples[n]}"><img src="${escape(asAddress(svg))}" alt=""></button></li>`)
  return `<ul class="acts4">${buttons.join('')}</ul>
    <div class="pictures" hidden><p>${t.pictures}</p><ul>${pictures.join('')}</ul><label class="wideact">${t.fromDevice}<input type="file" accept="image/*" hidden></label></div>`
}

export function scan(codes: Code[], phone: Phone, t: PhoneTexts): string {
  const name = (code: Code): string => escape(phone.chat(code.account)?.account.name ?? '')
  const recent = codes.map((code) => `<li><button type="button" data-code="${escape(code.url)}"><b>${name(code)}</b><span>${t.codeOf(escape(code.scene))}</span></button></li>`)
  return `${bar(t.scan, round('back', t.back, GLYPHS.back), '<span class="round"></span>')}
    <section class="codes"><p>${t.scanLead}</p><form class="paste"><label>${t.scanLabel}<input name="url" autocomplete="off" spellcheck="false"></label><button class="wideact main">${t.scanNow}</button></form>
    <p class="wrong" role="alert"></p>${recent.length ? `<ul>${recent.join('')}</ul>` : `<p class="none">${t.noCodes}</p>`}</section>`
}
