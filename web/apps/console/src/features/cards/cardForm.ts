// The form of a card: which fields each kind has, what is wrong with them, and the card they make.
import { computed, reactive, shallowRef } from 'vue'
import type { Card, CardWord, Problem } from '@parlor/api'
import type { IconName } from '@parlor/ui'
import { t, tCode, type MessageKey } from '@/i18n'
import { wordOf } from '../thread/card'

/** What the agent chooses from; an article may be known by either of two ids. */
export interface CardKind { name: string; icon: IconName; words: readonly CardWord[] }
const KINDS: readonly CardKind[] = [
  { name: 'link', icon: 'link', words: ['link'] },
  { name: 'menu', icon: 'list', words: ['menu'] },
  { name: 'applet', icon: 'applet', words: ['applet', 'page'] },
  { name: 'music', icon: 'music', words: ['music'] },
  { name: 'article', icon: 'article', words: ['mpnews', 'mpnewsarticle'] },
  { name: 'wxcard', icon: 'coupon', words: ['wxcard'] },
]

type Text = 'title' | 'description' | 'url' | 'picture' | 'app_id' | 'path' | 'head' | 'tail' | 'id'
/** `most`: in characters, or with `bytes` in bytes. `web`: an address of the web. */
export interface CardField { key: Text; label: MessageKey; hint?: MessageKey; most: number; bytes?: boolean; need?: boolean; web?: boolean; long?: boolean }

const TITLE: CardField = { key: 'title', label: 'cards.title', hint: 'cards.titleHint', most: 128, need: true }
const WORDS: CardField = { key: 'description', label: 'cards.description', hint: 'cards.descriptionHint', most: 512, long: true }
const URL: CardField = { key: 'url', label: 'cards.url', hint: 'cards.urlHint', most: 2000, bytes: true, need: true, web: true }
const id = (hint: MessageKey): CardField => ({ key: 'id', label: 'cards.id', hint, most: 512, bytes: true, need: true })
const KEPT = { ...TITLE, hint: 'cards.keptTitleHint' } as const
const PATH: CardField = { key: 'path', label: 'cards.path', hint: 'cards.pathHint', most: 1024, bytes: true, need: true }
const FIELDS: Record<CardWord, readonly CardField[]> = {
  link: [TITLE, WORDS, URL, { ...URL, key: 'picture', label: 'cards.picture', hint: 'cards.pictureHint', need: false }],
  menu: [{ key: 'head', label: 'cards.head', hint: 'cards.headHint', most: 128, need: true }, { ...WORDS, key: 'tail', label: 'cards.tail', hint: 'cards.tailHint' }],
  applet: [TITLE, { key: 'app_id', label: 'cards.appId', hint: 'cards.appIdHint', most: 64, need: true }, PATH],
  page: [TITLE, PATH],
  music: [TITLE, WORDS, { ...URL, hint: 'cards.musicHint' }],
  mpnews: [id('cards.mediaIdHint'), KEPT],
  mpnewsarticle: [id('cards.articleIdHint'), KEPT],
  wxcard: [id('cards.cardIdHint'), KEPT],
}
/** Answers of a menu: how many, and characters of each. */
export const MOST_ITEMS = 10
const MOST_ITEM = 128

export interface Item { key: number; text: string }
let counter = 0
export const blankItem = (text = ''): Item => ({ key: ++counter, text })

/** `words`: what the leg carries. `begun`: a card to go on with. */
export function useCardForm(words: readonly string[], begun: Card | null) {
  const kinds = KINDS.filter((kind) => kind.words.some((word) => words.includes(word)))
  // A page that was begun without saying whose it is may still become either.
  const begunAs = begun && [wordOf(begun), ...(begun.kind === 'applet' ? ['applet'] : [])].find((word) => words.includes(word))
  const known = begunAs ? begun : null
  const word = shallowRef((begunAs || kinds[0]?.words.find((one) => words.includes(one)) || 'link') as CardWord)
  const form = reactive({ title: '', description: '', url: '', picture: '', app_id: '', path: '', head: '', tail: '', id: '', items: [blankItem(), blankItem()] })
  if (known) fill(known)
  const errors = reactive<Record<string, string>>({})
  const failed = shallowRef('')
  const kind = computed(() => kinds.find((one) => one.words.includes(word.value)))
  const fields = computed(() => FIELDS[word.value])
  const items = computed(() => form.items.map((item) => item.text.trim()).filter(Boolean))
  const dirty = computed(() => [...fields.value.map((field) => form[field.key]), ...(word.value === 'menu' ? items.value : [])].some((text) => text.trim()))

  function fill(card: Card): void {
    for (const [key, value] of Object.entries(card)) if (key in form && typeof value === 'string') Object.assign(form, { [key]: value })
    if (card.kind === 'menu' && card.items.length) form.items = card.items.map((item) => blankItem(item.text))
  }
  function choose(to: CardWord): void {
    if (to === word.value) return
    word.value = to
    forget()
  }
  function forget(): void {
    for (const key of Object.keys(errors)) delete errors[key]
    failed.value = ''
  }

  /** The ids of answers are ours: their places, from 1. */
  function card(): Card {
    const { title, description, url, picture, app_id, path, head, tail, id: kept } = Object.fromEntries(Object.entries(form).map(([key, value]) => [key, typeof value === 'string' ? value.trim() : ''])) as Record<Text, string>
    switch (word.value) {
      case 'link': return { kind: 'link', title, description, url, ...(picture ? { picture } : {}) }
      case 'music': return { kind: 'music', title, description, url }
      case 'applet': return { kind: 'applet', title, app_id, path }
      case 'page': return { kind: 'applet', title, app_id: '', path }
      case 'menu': return { kind: 'menu', head, items: items.value.map((text, index) => ({ id: String(index + 1), text })), tail }
      default: return { kind: 'material', of: word.value, id: kept, title }
    }
  }

  /** What is plainly wrong is said before the server is asked. */
  function complete(): boolean {
    forget()
    for (const field of fields.value) {
      const error = wrong(field, form[field.key].trim())
      if (error) errors[field.key] = error
    }
    if (word.value === 'menu') {
      if (!items.value.length) errors.items = t('cards.needItem')
      else if (items.value.some((text) => [...text].length > MOST_ITEM)) errors.items = t('cards.itemTooLong', { n: MOST_ITEM })
    }
    return !Object.keys(errors).length
  }

  /** Says each refusal of the server at its field; what belongs to none that is shown is said for the whole. */
  function refuse(problem: Problem | null): void {
    forget()
    for (const { field, code } of problem?.errors ?? []) {
      const key = field.replace(/^card\.?/, '')
      if (key === 'items' && word.value === 'menu' || fields.value.some((one) => one.key === key)) errors[key] = tCode('fieldError', code, 'fieldError.other')
      else failed.value = code === 'unable' ? t('cards.unable') : t('problem.invalid')
    }
  }
  return { known, kinds, kind, word, words, form, fields, errors, failed, dirty, choose, card, complete, refuse }
}

function wrong(field: CardField, text: string): string | null {
  if (!text) return field.need ? t('channels.missing') : null
  if (field.web && !/^https?:\/\/[^\s/]/i.test(text)) return t('cards.badUrl')
  const size = field.bytes ? new TextEncoder().encode(text).length : [...text].length
  return size > field.most ? t(field.bytes ? 'cards.tooManyBytes' : 'cards.tooLong', { n: field.most }) : null
}
