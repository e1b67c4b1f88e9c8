// What the phone calls the things it receives: words of its language, never the platform's own.
import { expect, it } from 'vitest'
import { log, summary } from '../src/phone/items'
import type { Account, Item } from '../src/phone/line'
import { PHONE } from '../src/phone/texts'

const account: Account = { id: 'a', kind: 'official', name: '拾光', menu: [] }
const card = (kind: string): Item => ({ seq: 1, at: 1, from: 'account', kind, text: '慢一点', media: null, more: null })
/** The kinds that an official account sends as cards. */
const CARDS = ['music', 'news', 'mpnews', 'mpnewsarticle', 'wxcard', 'miniprogrampage', 'link']

it.each(['zh-CN', 'en'] as const)('names every kind of card in %s', (locale) => {
  const t = PHONE[locale]
  for (const kind of [...CARDS, 'something new']) {
    const page = document.createElement('div')
    page.innerHTML = log([card(kind)], { t, account, person: '李', locale, media: () => undefined })
    const name = page.querySelector('small')!.textContent!
    expect(name).toMatch(locale === 'en' ? /^[A-Z][a-z-]+$/ : /^\p{Script=Han}+$/u)
    expect(summary(card(kind), t, 'official')).toBe(`[${name}] 慢一点`)
  }
})
