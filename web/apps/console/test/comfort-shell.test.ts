// A start without a line: whoever was signed in goes on, without what opens doors; whoever signed out or is out of time does not.
import { createPinia, setActivePinia } from 'pinia'
import { createApp, h, nextTick } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, NETWORK } from '@parlor/api'
import UpdateBar from '@/features/session/UpdateBar.vue'
import * as install from '@/lib/install'
import { newer } from '@/lib/newer'
import { rest, useSession } from '@/lib/session'
import { toasts } from '@/lib/toast'
import { setDraft } from '@/live/drafts'
import { uploads } from '@/live/uploads'
import { eventually } from './eventually'
import { ME, signedIn } from './world'

const away = () => vi.spyOn(rest, 'session').mockRejectedValue(new ApiError(NETWORK, 0, null))
/** The page loaded anew. */
function again() {
  setActivePinia(createPinia())
  return useSession()
}
async function entered(expires: number) {
  await signedIn()
  const session = { ...useSession().session!, expires_at: new Date(Date.now() + expires).toISOString() }
  vi.spyOn(rest, 'session').mockResolvedValue(session)
  await useSession().check()
  return session
}

beforeEach(() => { localStorage.clear() })
afterEach(() => {
  newer.value = null
  uploads.clear()
})

it('goes on as whoever was signed in, with no key to any door kept', async () => {
  await entered(3_600_000)
  expect(localStorage.getItem('parlor.session')).not.toContain('"csrf":"c"')
  away()
  const session = again()
  await session.check()
  expect([session.state, session.agent?.id]).toEqual(['in', ME])
})

it('cannot go on for whoever is out of time, was never in, or signed out', async () => {
  await entered(-1)
  away()
  const late = again()
  await late.check()
  expect(late.state).toBe('unreachable')
  await entered(3_600_000)
  vi.spyOn(rest, 'signOut').mockResolvedValue(undefined as never)
  await useSession().signOut()
  expect(localStorage.getItem('parlor.session')).toBeNull()
  away()
  const out = again()
  await out.check()
  expect(out.state).toBe('unreachable')
})

it('takes a newer version over on a press, with drafts kept, and not while files go up', async () => {
  await signedIn()
  vi.spyOn(rest, 'saveDraft').mockRejectedValue(new ApiError(NETWORK, 0, null))
  const over = vi.spyOn(install, 'goOver').mockImplementation(() => {})
  newer.value = 'worker'
  const host = document.body.appendChild(document.createElement('div'))
  const app = createApp({ render: () => h(UpdateBar) })
  app.mount(host)
  expect(host.textContent).toContain('有新版本')
  setDraft('c', 'reply', '写了一半')
  uploads.set('c', [{ id: 'u', file: new File([], 'a'), attachment: null, error: null, part: 0 } as never])
  host.querySelector('button')!.click()
  await eventually(() => expect(toasts.value.at(-1)?.text).toContain('附件还在上传'))
  expect(over).not.toHaveBeenCalled()
  uploads.clear()
  host.querySelector('button')!.click()
  await eventually(() => expect(over).toHaveBeenCalledOnce())
  expect(localStorage.getItem(`parlor:drafts:${ME}`)).toContain('写了一半')
  host.querySelectorAll('button')[1]!.click()
  await nextTick()
  expect(host.textContent).toBe('')
  app.unmount()
  host.remove()
})
