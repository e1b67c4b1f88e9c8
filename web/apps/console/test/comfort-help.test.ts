// Help: the same topics in both languages, every key that it names exists, and what it calls a page is that page's name.
import { createApp, h, nextTick, type App } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TooltipProvider } from '@parlor/ui'
import { pages as english } from '@/features/help/en'
import HelpPage from '@/features/help/HelpPage.vue'
import { blocks, excerpt, inline } from '@/features/help/markup'
import { TOPIC_OF, TOPICS } from '@/features/help/topics'
import { pages as chinese } from '@/features/help/zh'
import { ACTIONS } from '@/features/palette/actions'
import { rest, useSession } from '@/lib/session'
import { router } from '@/router'
import { eventually } from './eventually'
import { signedIn } from './world'

let app: App | null = null
let host: HTMLElement

beforeEach(async () => {
  await signedIn()
  vi.spyOn(rest, 'session').mockResolvedValue(useSession().session!)
  vi.spyOn(rest, 'conversations').mockResolvedValue({ items: [], next: null })
  host = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  app?.unmount()
  app = null
  host.remove()
})

it('has the same topics in both languages, each of some length', () => {
  for (const pages of [chinese, english]) {
    expect(pages.map((one) => one.id)).toEqual([...TOPICS])
    for (const one of pages) expect(one.body.length, one.id).toBeGreaterThan(120)
    expect(JSON.stringify(pages)).not.toMatch(/[!！]/)
  }
  for (const topic of Object.values(TOPIC_OF)) expect(TOPICS).toContain(topic)
})

it('names only actions that there are', () => {
  const ids = new Set(ACTIONS.map((action) => action.id))
  const named = [...chinese, ...english].flatMap((one) => [...one.body.matchAll(/\[\[([\w.]+)\]\]/g)].map((match) => match[1]!))
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter((id) => !ids.has(id))).toEqual([])
})

it('reads its marks', () => {
  expect(blocks('## 标题\n- 一 **二**\n- 三\n1. 先\n文 [[close]]')).toEqual([
    { kind: 'heading', parts: [{ kind: 'text', text: '标题' }] },
    { kind: 'list', items: [[{ kind: 'text', text: '一 ' }, { kind: 'strong', text: '二' }], [{ kind: 'text', text: '三' }]] },
    { kind: 'steps', items: [[{ kind: 'text', text: '先' }]] },
    { kind: 'text', parts: [{ kind: 'text', text: '文 ' }, { kind: 'key', action: 'close' }] },
  ])
  expect(inline('<b>')).toEqual([{ kind: 'text', text: '<b>' }])
  expect([excerpt('点**接待**就好', '接待就'), excerpt('点', '没有')]).toEqual(['点接待就好…', null])
})

it('opens a topic, and finds another by what it says', async () => {
  await router.push('/help/keyboard')
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(HelpPage) }) })
  app.use(router).mount(host)
  await eventually(() => expect(host.querySelector('article h2')?.textContent).toBe('快捷键'))
  expect([...host.querySelectorAll('article kbd')].map((key) => key.textContent)).toContain('E')
  const field = host.querySelector('nav[aria-label=帮助主题] input') as HTMLInputElement
  field.value = '试听'
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
  expect([...host.querySelectorAll('nav[aria-label=帮助主题] a')].map((link) => link.getAttribute('href'))).toEqual(['/help/start', '/help/notifications'])
  field.value = '没有这样的话'
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
  expect(host.textContent).toContain('没有找到')
})
