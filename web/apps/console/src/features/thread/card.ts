// What a card is called, shown as and leads to.
import type { Card } from '@parlor/api'
import type { IconName } from '@parlor/ui'
import { t, tCode } from '@/i18n'

interface Face { icon: IconName; title: string; description: string; meta: string; href: string | null }

export const titleOf = (card: Card) => (card.kind === 'location' ? card.label : card.kind === 'menu' ? card.head : card.title)

/** The word by which a leg says that it carries such a card. */
export const wordOf = (card: Card): string => (card.kind === 'material' ? card.of : card.kind === 'applet' && !card.app_id ? 'page' : card.kind)

const web = (url: string) => /^https?:\/\//i.test(url)
/** The host of an address; empty for what is none of the web. */
export const hostOf = (url: string) => (web(url) ? url.replace(/^https?:\/\//i, '').split(/[/?#]/)[0]! : '')

/** Cards that are one title with a line below; a place and a menu look otherwise. */
export function faceOf(card: Exclude<Card, { kind: 'location' | 'menu' }>): Face {
  switch (card.kind) {
    case 'link': case 'music':
      return { icon: card.kind, title: card.title || card.url, description: card.description, meta: hostOf(card.url) || card.url, href: web(card.url) ? card.url : null }
    case 'applet':
      return { icon: 'applet', title: card.title || t('card.applet'), description: '', meta: [t('card.applet'), card.path].filter(Boolean).join(' · '), href: null }
    case 'material':
      return { icon: card.of === 'wxcard' ? 'coupon' : 'article', title: card.title || card.id, description: '', meta: [tCode('cardKind', card.of, 'cardKind.other'), card.id].filter(Boolean).join(' · '), href: null }
  }
}
