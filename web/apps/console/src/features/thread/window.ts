// Which slice of a long thread exists as nodes. It slides as one scrolls; the place one reads at stays where it is on the screen.
import { computed, nextTick, shallowRef, watch, type Ref } from 'vue'
import type { Item } from './layout'

/** Most items that exist at once, and how many come in at an edge. */
export const SIZE = 90
export const STEP = 30
/** Distance to an edge, in px, at which the slice slides. */
const NEAR = 500
/** Within this of the end the thread sticks to its end. */
const STICK = 40

export function useThreadWindow(items: Ref<Item[]>, scroller: Ref<HTMLElement | null>, loadOlder: () => Promise<void>) {
  const start = shallowRef(0)
  const end = shallowRef(0)
  const stuck = shallowRef(true)
  /** Where the thread stood when it was looked at last: only a scroll upwards from there is somebody's wish to leave the end. */
  let top = 0
  const shown = computed(() => items.value.slice(start.value, end.value))

  function toEnd(): void {
    end.value = items.value.length
    start.value = Math.max(0, end.value - SIZE)
    stuck.value = true
    void nextTick(hold)
  }

  /** Puts a thread that is at its end back there, whatever changed its height: a growing composer, a picture that came. */
  function hold(): void {
    const element = scroller.value
    if (!element || !stuck.value) return
    element.scrollTop = element.scrollHeight
    top = element.scrollTop
  }

  /** The correction under way; two at once would undo each other. */
  let settled: Promise<void> = Promise.resolve()

  /** Runs `change` and puts the first row in sight back to where it was. */
  function steady(change: () => void): Promise<void> {
    return (settled = correct(change))
  }

  async function correct(change: () => void): Promise<void> {
    const element = scroller.value
    const top = element?.getBoundingClientRect().top ?? 0
    const anchor = element && [...element.querySelectorAll<HTMLElement>('[data-key]')].find((row) => row.getBoundingClientRect().bottom > top)
    const offset = anchor ? anchor.getBoundingClientRect().top : 0
    change()
    await nextTick()
    if (element && anchor?.isConnected) element.scrollTop += anchor.getBoundingClientRect().top - offset
  }

  function slide(by: number): Promise<void> {
    return steady(() => {
      if (by < 0) {
        start.value = Math.max(0, start.value + by)
        end.value = Math.min(items.value.length, Math.max(end.value + by, start.value + SIZE))
      } else {
        end.value = Math.min(items.value.length, end.value + by)
        start.value = Math.max(0, Math.min(start.value + by, end.value - SIZE))
      }
    })
  }

  let sliding = false
  async function onScroll(): Promise<void> {
    const element = scroller.value
    if (!element) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    const left = element.scrollTop < top - 1
    top = element.scrollTop
    // The height may have changed before the browser told of an earlier scroll: nobody has left the end by that.
    if (stuck.value && !left && below >= STICK) return hold()
    stuck.value = end.value === items.value.length && below < STICK
    if (sliding) return
    sliding = true
    if (element.scrollTop < NEAR) {
      if (start.value === 0) {
        await loadOlder()
        await nextTick()
      }
      await settled
      if (start.value > 0) await slide(-STEP)
    } else if (below < NEAR && end.value < items.value.length) {
      await settled
      await slide(STEP)
    }
    sliding = false
  }

  watch(items, (next, before) => {
    if (stuck.value) return toEnd()
    // Older pages were put in front: the same rows have other numbers now.
    const first = before.slice(start.value, end.value).find((item) => item.kind === 'bubble' || item.kind === 'event')
    const shift = first ? next.findIndex((item) => item.key === first.key) - before.indexOf(first) : 0
    const atTail = end.value === before.length
    void steady(() => {
      start.value = Math.max(0, start.value + shift)
      end.value = Math.min(next.length, end.value + shift)
      if (atTail && next.length - start.value <= SIZE + STEP) end.value = next.length
    })
  }, { flush: 'pre' })

  return { shown, start, end, stuck, toEnd, hold, onScroll }
}
