// Ending a conversation: at once when everything is answered, else the question is asked in place. Then on to the next one.
import { shallowRef } from 'vue'
import type { View } from '@parlor/api'
import { phone } from '@/lib/screen'
import { useSession } from '@/lib/session'
import { close } from '@/live/deeds'
import { rowOf } from '@/live/rows'
import { views } from '@/live/views'
import { router } from '@/router'
import { walking } from '../composer/focus'

/** The conversation whose end is being asked about. */
export const asking = shallowRef<string | null>(null)

export async function askClose(id: string, view: View, reason?: string): Promise<void> {
  const ids = views[view].shown.value
  const index = ids.indexOf(id)
  // On to the next conversation in one's own hands, downwards first.
  const own = (other: string) => rowOf(other)?.owner === useSession().agent?.id
  const next = [...ids.slice(index + 1), ...ids.slice(0, Math.max(0, index)).reverse()].find(own) ?? null
  const result = await close(id, reason)
  if (result === 'unanswered') asking.value = id
  if (result !== 'done') return
  asking.value = null
  const path = router.currentRoute.value.params.id
  walking.value = true
  if (path === id) void router.push(next && index >= 0 && !phone.value ? `/inbox/${view}/${next}` : `/inbox/${view}`)
}
