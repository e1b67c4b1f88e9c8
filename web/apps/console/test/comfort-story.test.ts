// The story page: every component of packages/ui is on it, in both themes.
import { readdirSync } from 'node:fs'
import { createApp, h } from 'vue'
import { expect, it, vi } from 'vitest'
import { TooltipProvider } from '@parlor/ui'
import * as ui from '@parlor/ui'
import StoryPage from '@/features/story/StoryPage.vue'
import { rest, useSession } from '@/lib/session'
import { allRows } from '@/live/rows'
import { router } from '@/router'
import { signedIn } from './world'

it('shows every component in both themes, and touches nothing that is real', async () => {
  await signedIn()
  vi.spyOn(rest, 'session').mockResolvedValue(useSession().session!)
  const asked = vi.spyOn(globalThis, 'fetch')
  const host = document.body.appendChild(document.createElement('div'))
  const app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(StoryPage) }) })
  app.use(router).mount(host)
  const files = readdirSync('packages/ui/src').filter((name) => name.endsWith('.vue')).map((name) => name.replace('.vue', ''))
  expect(files.length).toBeGreaterThan(15)
  expect(files.filter((name) => !(name in ui)), 'not exported').toEqual([])
  for (const theme of ['light', 'dark']) {
    const shown = [...host.querySelectorAll(`[data-theme=${theme}] [data-component]`)]
    expect(files.filter((name) => !shown.some((one) => one.getAttribute('data-component') === name)), theme).toEqual([])
    for (const one of shown) expect(one.querySelector('div')!.childElementCount, one.getAttribute('data-component')!).toBeGreaterThan(0)
  }
  expect([...allRows()]).toEqual([])
  expect(asked).not.toHaveBeenCalled()
  app.unmount()
  host.remove()
})
