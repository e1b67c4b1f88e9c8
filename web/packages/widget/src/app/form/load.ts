// The message form comes when it is needed: most visitors never see it.
import { useEffect, useState } from 'preact/hooks'
import type { ContactFormCard } from './Form'

type Card = typeof ContactFormCard
let card: Card | null = null

/** Fetches the form; rejects where the network is gone. */
export const loadForm = (): Promise<Card> => import('./Form').then((it) => (card = it.ContactFormCard))

/** The form once it has come, which begins when it is `likely`; null before. `failed` is called when it is `needed` and does not come. */
export function useForm(likely: boolean, needed: boolean, failed: () => void): Card | null {
  const [, came] = useState(0)
  useEffect(() => {
    if (likely && !card) loadForm().then(() => came(1), () => needed && failed())
  }, [likely, needed])
  return card
}
