// The sign-in page says why it is there when it was not the agent who went.
import { createApp, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import SignInPage from '@/features/session/SignInPage.vue'
import { rest, useSession } from '@/lib/session'
import { router } from '@/router'
import { eventually } from './eventually'
import { signedIn } from './world'

let app: App
const host = () => document.body
const show = () => {
  app = createApp(SignInPage)
  app.use(router).mount(document.body.appendChild(document.createElement('div')))
}

beforeEach(signedIn)
afterEach(() => {
  app.unmount()
  document.body.replaceChildren()
})

it('says that the session has ended', async () => {
  // What an answer 401 sets off.
  ;(rest as unknown as { options: { onUnauthenticated(): void } }).options.onUnauthenticated()
  show()
  await eventually(() => expect(host().querySelector('[role=status]')?.textContent).toContain('登录已失效，请重新登录'))
})

it('says nothing to somebody who signed out', async () => {
  vi.spyOn(rest, 'signOut').mockResolvedValue(undefined as never)
  await useSession().signOut()
  show()
  expect(host().querySelector('form')).toBeTruthy()
  expect(host().querySelector('[role=status]')).toBeNull()
})
