// The end of a thread: who is there stays there whatever changes its height, and leaves it only by scrolling up.
import { nextTick, shallowRef } from 'vue'
import { expect, it, vi } from 'vitest'
import { useThreadWindow } from '@/features/thread/window'
import { layout } from '@/features/thread/layout'
import { message } from './world'

/** A box of `height` px that shows `client` px of it, as a browser would scroll it. */
function box(height: number, client: number) {
  let top = 0
  return {
    scrollHeight: height, clientHeight: client,
    get scrollTop() { return top },
    set scrollTop(value: number) { top = Math.max(0, Math.min(value, this.scrollHeight - this.clientHeight)) },
    get below() { return this.scrollHeight - top - this.clientHeight },
    getBoundingClientRect: () => ({ top: 0 }), querySelectorAll: () => [],
  }
}
async function thread() {
  const element = box(2000, 600)
  const said = shallowRef(layout([message(1), message(2)], [], null))
  const view = useThreadWindow(said, shallowRef(element as unknown as HTMLElement), vi.fn(async () => {}))
  view.toEnd()
  await nextTick()
  expect(element.below).toBe(0)
  return { element, said, ...view }
}

it('stays at the end when the composer grew before the browser told of the last scroll', async () => {
  const { element, stuck, onScroll } = await thread()
  element.clientHeight -= 120
  await onScroll()
  expect([stuck.value, element.below]).toEqual([true, 0])
})

it('stays at the end when a picture above grows, and shows what comes next', async () => {
  const { element, said, stuck, hold, onScroll } = await thread()
  element.scrollHeight += 300
  hold()
  await onScroll()
  expect([stuck.value, element.below]).toEqual([true, 0])
  element.scrollHeight += 60
  said.value = layout([message(1), message(2), message(3)], [], null)
  await nextTick()
  await nextTick()
  expect(element.below).toBe(0)
})

it('leaves the end when somebody scrolls up, and then nothing pulls it back', async () => {
  const { element, stuck, hold, onScroll } = await thread()
  element.scrollTop -= 200
  await onScroll()
  expect(stuck.value).toBe(false)
  element.clientHeight -= 120
  hold()
  await onScroll()
  expect([stuck.value, element.below]).toEqual([false, 320])
  element.scrollTop = element.scrollHeight
  await onScroll()
  expect(stuck.value).toBe(true)
})
