// To one message of a thread: older pages are loaded until it is there, it comes to the middle of the screen and is marked for a moment.
import { nextTick, type Ref } from 'vue'
import { toast } from '@/lib/toast'
import { f, findTexts } from '@/locales/late'
import type { Thread } from '@/live/threads'
import type { Item } from './layout'

/** How long it is marked, in ms. */
const FLASH_MS = 2400

interface Place { thread: Thread; items: Readonly<Ref<Item[]>>; showAt(index: number): Promise<void>; scroller: Readonly<Ref<HTMLElement | null>> }

export async function jumpTo({ thread, items, showAt, scroller }: Place, conversation: string, seq: number): Promise<void> {
  const there = await reach(thread, conversation, seq)
  await nextTick()
  const index = items.value.findIndex((item) => holds(item, conversation, seq))
  if (!there || index < 0) {
    await findTexts()
    toast(f('notThere'))
    return
  }
  await showAt(index)
  const element = scroller.value?.querySelector<HTMLElement>(`[data-key="${CSS.escape(items.value[index]!.key)}"]`)
  if (!element) return
  element.scrollIntoView?.({ block: 'center' })
  element.classList.add('flash')
  setTimeout(() => element.classList.remove('flash'), FLASH_MS)
}

function holds(item: Item, conversation: string, seq: number): boolean {
  const is = (message: { conversation: string; seq: number }) => message.conversation === conversation && message.seq === seq
  return item.kind === 'bubble' ? is(item.message) : item.kind === 'event' && item.messages.some(is)
}

/** Loads older pages until this message is there; `false`: it is not in this thread any more, or a page did not come. */
async function reach(thread: Thread, conversation: string, seq: number): Promise<boolean> {
  const known = () => thread.messages.value.some((message) => message.conversation === conversation && message.seq === seq)
  for (let waited = 0; !known() && thread.previous.value !== null;) {
    const before = thread.previous.value
    await thread.loadOlder(100)
    if (thread.previous.value !== before) continue
    // A page that somebody's scrolling has asked for comes by itself; one that failed does not.
    if ((waited += 1) > 40) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return known()
}
