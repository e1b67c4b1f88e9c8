// Cards in the thread: each kind says what it is, and none makes the page ask an outside host for anything.
import { createApp, h, type App } from 'vue'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Card } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import Bubble from '@/features/thread/Bubble.vue'
import CardView from '@/features/thread/CardView.vue'
import { forgetRows, putRow } from '@/live/rows'
import { eventually } from './eventually'
import { conversation, message, signedIn } from './world'

let app: App
let host: HTMLElement
function show(render: () => ReturnType<typeof h>): HTMLElement {
  host = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(TooltipProvider, null, { default: render }) })
  app.mount(host)
  return host
}
const view = (card: Card) => show(() => h(CardView, { card }))
const LINK: Card = { kind: 'link', title: '使用说明', description: '安装与换芯', url: 'https://shop.example/manual/aq3?x=1', picture: 'https://img.example:8443/a.png' }

beforeEach(signedIn)
afterEach(() => {
  app.unmount()
  host.remove()
  forgetRows()
})

it('names the host of a link and of its picture, and loads neither', () => {
  const shown = view(LINK)
  expect(shown.querySelector('a')!.href).toBe('https://shop.example/manual/aq3?x=1')
  expect(shown.textContent).toContain('安装与换芯')
  expect(shown.textContent).toContain('shop.example')
  expect(shown.textContent).toContain('配图在 img.example:8443')
  expect(shown.querySelector('img, iframe, audio, [style*=url]')).toBeNull()
})

it('leads nowhere by an address that is none of the web', () => {
  expect(view({ ...LINK, url: 'javascript:alert(1)' }).querySelector('a')).toBeNull()
})

it('shows a menu with its answers in order', () => {
  const shown = view({ kind: 'menu', head: '需要什么帮助？', items: [{ id: '1', text: '退货' }, { id: '2', text: '换货' }], tail: '点一下即可' })
  expect([...shown.querySelectorAll('li')].map((one) => one.textContent)).toEqual(['退货', '换货'])
  expect(shown.textContent).toMatch(/^需要什么帮助？.*点一下即可$/)
})

it('leads to music without playing it', () => {
  const shown = view({ kind: 'music', title: '晨曲', description: '', url: 'https://m.example/a.mp3' })
  expect(shown.querySelector('a')!.href).toBe('https://m.example/a.mp3')
  expect(shown.querySelector('audio')).toBeNull()
})

it.each([['mpnews', '图文素材'], ['mpnewsarticle', '图文素材'], ['wxcard', '卡券'], ['later', '卡片']])('says what is kept at the provider: %s', (of, word) => {
  expect(view({ kind: 'material', of, id: 'K-77', title: '双十一' }).textContent).toContain(`${word} · K-77`)
})

it('says the words of a card once, and what was said beside it too', async () => {
  const row = putRow(conversation('c'))
  const card: Card = { kind: 'menu', head: '要退还是换', items: [{ id: '1', text: '退' }], tail: '' }
  const shown = show(() => h('div', [
    h(Bubble, { message: message(1, { direction: 'out', kind: 'link', text: '要退还是换', card }), first: true, row }),
    h(Bubble, { message: message(2, { direction: 'out', kind: 'link', text: '请看一下', card }), first: true, row }),
  ]))
  const [once, beside] = shown.querySelectorAll('article')
  await eventually(() => expect(once!.textContent!.split('要退还是换').length).toBe(2))
  expect(beside!.textContent).toContain('请看一下')
})
