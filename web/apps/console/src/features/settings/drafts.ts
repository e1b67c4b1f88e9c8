// What was filled in and not saved: kept while one looks elsewhere, so that nothing is lost by a slip.
import { computed, shallowReactive } from 'vue'
import type { Setting } from '@parlor/api'
import { useSession } from '@/lib/session'
import type { Values } from './form'

/** `base`: the entry that was begun from; null for a new one. */
export interface Draft { kind: string; brand: string | null; name: string; values: Values; base: Setting | null }

const drafts = shallowReactive(new Map<string, Draft>())

/** `id`: the entry's, `new`, or `one` where there is only one. Drafts are whose they are: nobody else on this machine sees them. */
export const draftKey = (kind: string, brand: string | null, id: string) => [useSession().agent?.id, kind, brand ?? '', id].join(' ')
export const draftAt = (key: string) => drafts.get(key) ?? null
export const keepDraft = (key: string, draft: Draft) => void drafts.set(key, draft)
export const dropDraft = (key: string) => void drafts.delete(key)

const mine = computed(() => [...drafts].filter(([key]) => key.startsWith(`${useSession().agent?.id} `)).map(([, draft]) => draft))
export const unsaved = () => mine.value.length > 0
export const unsavedIn = (kind: string, brand?: string | null) => mine.value.some((draft) => draft.kind === kind && (brand === undefined || draft.brand === brand))

// The browser asks before it throws them away.
window.addEventListener('beforeunload', (event) => { if (unsaved()) event.preventDefault() })
