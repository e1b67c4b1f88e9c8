// Told when a conversation in one's own hands went on in another's: who has it now, and the way there.
import type { Conversation } from '@parlor/api'
import { t } from '@/i18n'
import { now } from '@/lib/clock'
import { rest, useSession } from '@/lib/session'
import { toast } from '@/lib/toast'
import { router } from '@/router'
import { agents } from './directory'
import { customerName } from './names'
import { putRow, type Row } from './rows'

/** Long enough to be read by somebody who is writing. */
const TOLD_MS = 15_000

/** Whoever merges on purpose goes along; within this time of asking the merge is theirs, in ms. */
const FOLLOW_MS = 15_000
let following = { id: '', until: 0 }

/** The agent joins the customer of what is on the screen with another, and goes where that goes on. Null: it came to nothing. */
export function followMerge(id: string | null): void {
  following = { id: id ?? '', until: now.value + FOLLOW_MS }
}

/** `row` is the conversation that ended; `before` how it was. `current`: what is on the screen. */
export async function tellMerged(row: Conversation, before: Row | null, current: string | null): Promise<void> {
  const me = useSession().agent?.id
  const into = row.merged_into
  if (!into) return
  if (before?.owner !== me && row.owner !== me && current !== row.id) return
  try {
    const survivor = putRow(await rest.conversation(into))
    const way = `/inbox/${survivor.owner === me ? 'mine' : 'all'}/${into}`
    if (current === row.id && following.id === row.id && now.value < following.until) return void router.push(way)
    const values = { name: customerName(survivor), number: survivor.number, agent: agents.get(survivor.owner ?? '')?.name ?? '' }
    const text = survivor.owner === me ? t('merge.toldMine', values) : values.agent ? t('merge.toldOther', values) : t('merge.told', values)
    toast(text, { ms: TOLD_MS, action: { text: t('place.openSurvivor'), run: () => void router.push(way) } })
  } catch {
    // It lies in a brand that is not ours: the bar in the thread says what there is to say.
  }
}
