// Cards that were begun and not sent, by conversation, and the wish to open one: what was filled in is not lost with its dialog.
import { shallowRef } from 'vue'
import type { Card, Problem } from '@parlor/api'

export interface CardDraft {
  card: Card
  /** Why the server did not take it. */
  problem?: Problem | null
}

export const cardDrafts = new Map<string, CardDraft>()
/** The conversation whose card is to be looked at again; `round` makes each wish a change. */
export const cardWish = shallowRef<{ conversation: string; round: number }>({ conversation: '', round: 0 })

/** Puts a card back to be changed. */
export function editCard(conversation: string, draft: CardDraft): void {
  cardDrafts.set(conversation, draft)
  cardWish.value = { conversation, round: cardWish.value.round + 1 }
}

/** What the server says of the card itself; everything else is decided in the thread. */
export const blamesCard = (problem: Problem | null) => Boolean(problem?.errors?.some((one) => one.field.split('.')[0] === 'card'))

export function forgetCards(): void {
  cardDrafts.clear()
}
