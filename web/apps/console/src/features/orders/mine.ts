// Whoever may reply in a conversation may also act for its customer from beside it.
import type { Conversation } from '@parlor/api'
import { useSession } from '@/lib/session'

export const mayAct = (row: Conversation | null | undefined): boolean => !!row && row.owner === useSession().agent?.id && ['agent', 'pending'].includes(row.place)
