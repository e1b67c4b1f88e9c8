// Where a link leads into a thread: `?seq=` names a message, which may lie far above what is loaded.
import { nextTick, type Ref } from 'vue'
import type { Thread } from '@/live/threads'
import { router } from '@/router'
import type { Item } from './layout'
import { SIZE, STEP } from './window'

/** Pages that are read to find it, at most. */
const PAGES = 40
/** How long it is marked, ms. */
const MARKED = 1600

/** The item of the message that the address names; null where it names none, or it is not in this thread. */
async function find(thread: Thread, items: Ref<Item[]>): Promise<Item | null> {
  const seq = Number(router.currentRoute.value.query.seq)
  if (!Number.isInteger(seq) || seq < 1) return null
  const there = () => thread.messages.value.some((message) => message.conversation === thread.id && message.seq === seq)
  for (let page = 0; page < PAGES && !there() && thread.previous.value !== null; page += 1) await thread.loadOlder()
  await nextTick()
  const shows = (item: Item) =>
    (item.kind === 'bubble' && item.message.conversation === thread.id && item.message.seq === seq)
    || (item.kind === 'event' && item.messages.some((one) => one.conversation === thread.id && one.seq === seq))
  return items.value.find(shows) ?? null
}

/** Brings the message that the address names into sight and marks it; false: it names none. */
export async function goTo(thread: Thread, items: Ref<Item[]>, slice: { start: Ref<number>; end: Ref<number>; stuck: Ref<boolean> }, scroller: Ref<HTMLElement | null>): Promise<boolean> {
  const item = await find(thread, items)
  if (!item) return false
  slice.stuck.value = false
  slice.start.value = Math.max(0, items.value.indexOf(item) - STEP)
  slice.end.value = Math.min(items.value.length, slice.start.value + SIZE)
  await nextTick()
  const row = [...(scroller.value?.querySelectorAll<HTMLElement>('[data-key]') ?? [])].find((one) => one.dataset.key === item.key)
  row?.scrollIntoView({ block: 'center' })
  row?.animate?.([{ backgroundColor: 'var(--selected)' }, { backgroundColor: 'transparent' }], { duration: MARKED })
  return true
}
