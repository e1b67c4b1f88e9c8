// Files that did not come: asked for once more, one press at a time, and a no is said.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@parlor/api'
import AwaitedFiles from '@/features/thread/AwaitedFiles.vue'
import { doors, rest } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { forgetThreads, openThread } from '@/live/threads'
import { eventually } from './eventually'
import { message, signedIn } from './world'

const LOST = message(1, { kind: 'video', text: '', awaited: [{ kind: 'video', failed: '文件超过 25 MB' }] })
let app: App
let host: HTMLElement
function show(files = LOST.awaited): void {
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(AwaitedFiles, { files, message: 'm1' }) })
  app.mount(host)
}
const button = () => host.querySelector('button')

beforeEach(async () => {
  await signedIn()
  toasts.value = []
})
afterEach(() => {
  app.unmount()
  host.remove()
  forgetThreads()
})

it('has nothing to press while a file is on its way', () => {
  show([{ kind: 'image', failed: null }])
  expect(button()).toBeNull()
})

it('asks again, is busy meanwhile, and shows the message as it is then', async () => {
  vi.spyOn(rest, 'messages').mockResolvedValue({ items: [LOST], next: null, previous: null })
  const thread = openThread('c')
  await eventually(() => expect(thread.state.value).toBe('ready'))
  let answer!: (value: typeof LOST) => void
  const asked = vi.spyOn(doors, 'fetchFiles').mockImplementation(() => new Promise((resolve) => { answer = resolve }))
  show()
  expect(button()!.textContent).toContain('重新获取')
  button()!.click()
  await nextTick()
  expect(button()!.getAttribute('aria-busy')).toBe('true')
  button()!.click()
  expect(asked.mock.calls).toEqual([['m1']])
  answer({ ...LOST, awaited: [{ kind: 'video', failed: null }] })
  await eventually(() => expect(thread.messages.value[0]!.awaited).toEqual([{ kind: 'video', failed: null }]))
  await eventually(() => expect(button()!.getAttribute('aria-busy')).toBeNull())
})

it('says when it could not', async () => {
  vi.spyOn(doors, 'fetchFiles').mockRejectedValue(new ApiError('conflict', 409, null))
  show()
  button()!.click()
  await eventually(() => expect(toasts.value.map((one) => one.kind)).toEqual(['bad']))
  await eventually(() => expect(button()!.getAttribute('aria-busy')).toBeNull())
})
