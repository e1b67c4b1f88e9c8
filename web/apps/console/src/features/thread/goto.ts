// Where a link leads into a thread: `?seq=` names a message, which may lie far above what is loaded.
import { nextTick, type Ref } from 'vue'
import type { Thread } from '@/live/threads'
import { router } from '@/router'
import type { Item } from './layout'

/** Pages that are read to find it, at most. */
const PAGES = 40

/** The item of the message that the address names; null where it names none, or it is not in this thread. */
export async function find(thread: Thread, items: Ref<Item[]>): Promise<Item | null> {
  const seq = Number(router.currentRoute.value.query.seq)
  if (!Number.isInteger(seq) || seq < 1) return null
  const at = () => thread.messages.value.find((message) => message.conversation === thread.id && message.seq === seq)
  for (let page = 0; page < PAGES && !at() && thread.previous.value !== null; page += 1) await thread.loadOlder()
  await nextTick()
  const shows = (item: Item) => (item.kind === 'bubble' && item.message.conversation === thread.id && item.message.seq === seq) || (item.kind === 'event' && item.messages.some((one) => one.seq === seq))
  return items.value.find(shows) ?? null
}
