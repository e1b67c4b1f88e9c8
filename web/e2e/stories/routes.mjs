// Every address of the console, as its router lists them: nothing that axe finds, in both languages and themes, and nothing wider than a phone.
// A route without a visit fails here: whoever adds one adds how it is looked at.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { DIALOG, Inspector } from '../lib/inspector.mjs'
import { gone, seen, until } from '../lib/see.mjs'
import { DESK, PHONE } from '../lib/world.mjs'

const router = readFileSync(new URL('../../apps/console/src/router.ts', import.meta.url), 'utf8')
const ROUTES = [...router.matchAll(/\{ path: .*?name: '([^']+)'/g)].map((match) => match[1])

/** What is open is looked at; then the same address on a phone, for its width. */
async function look(tour, screen, options) {
  await tour.inspector.look(screen, tour.page, options)
  await narrow(tour, screen)
}
async function narrow({ page, inspector }, screen) {
  await page.setViewportSize(PHONE)
  const over = await until('the width of a phone', () => page.evaluate(() => innerWidth < 768 && { by: document.documentElement.scrollWidth - innerWidth }))
  if (over.by > 0) inspector.found.push(`${inspector.name} ${screen}: ${over.by} px wider than a phone`)
  await page.setViewportSize(DESK)
}
const go = async (tour, path, mark = 'main h1, main h2') => {
  await tour.page.goto(tour.world.server.url + path)
  await seen(tour.page.locator(mark))
  // What loads is looked at when it is there; the story page shows loading for good.
  if (path !== '/_ui') await gone(tour.page.locator('main [role=status] .skeleton'))
}
const plain = (path, mark) => async (tour) => { await go(tour, path, mark); await look(tour, path) }

/** By the route's name: how it is looked at. `out`: by somebody who is not signed in. */
const VISITS = {
  'sign-in': { out: true, visit: plain('/sign-in', 'form') },
  setup: { out: true, visit: plain('/setup/0123456789abcdef', 'main') },
  join: {
    out: true,
    async visit(tour) {
      const { link } = await tour.world.admin.post('/agent-invites', { email: `${tour.inspector.name}@parlor.test`, name: '新同事', role: 'agent', brands: [], capacity: 8, locale: 'zh-CN' })
      await go(tour, new URL(link, tour.world.server.url).pathname, 'main')
      await look(tour, 'join')
    },
  },
  inbox: { visit: async (tour) => { for (const view of ['mine', 'queue', 'closed']) await plain(`/inbox/${view}`, '#inbox-filter')(tour) } },
  review: { visit: plain('/review') },
  search: { visit: plain('/search', 'main input') },
  welcome: { visit: plain('/welcome') },
  mentions: { visit: plain('/mentions') },
  customers: { visit: plain('/customers') },
  customer: {
    async visit(tour) {
      const [customer] = (await tour.world.admin.get('/customers')).items
      await go(tour, `/customers/${customer.id}`, 'main ol li')
      await look(tour, 'customer')
      await tour.page.getByRole('tab').nth(1).click()
      await gone(tour.page.locator('main [role=status] .skeleton'))
      await look(tour, 'files of a customer')
    },
  },
  brands: {
    async visit(tour) {
      await plain('/brands')(tour)
      for (const button of [/^(新建品牌|New brand)$/, /^(新建队列|New queue)$/]) {
        await tour.page.getByRole('button', { name: button }).first().click()
        await seen(tour.page.getByRole('dialog'))
        await look(tour, String(button), DIALOG)
        await tour.page.keyboard.press('Escape')
        await gone(tour.page.getByRole('dialog'))
      }
    },
  },
  'api-keys': { visit: plain('/api-keys') },
  webhooks: { visit: plain('/webhooks') },
  deliveries: { visit: plain('/deliveries') },
  channels: { visit: plain('/channels') },
  people: {
    async visit(tour) {
      await plain('/people')(tour)
      await tour.page.getByRole('button', { name: /^(邀请同事|Invite a colleague)$/ }).first().click()
      await seen(tour.page.getByRole('dialog'))
      await look(tour, 'invite a colleague', DIALOG)
    },
  },
  audit: { visit: plain('/audit') },
  security: { visit: plain('/security') },
  help: {
    async visit(tour) {
      await go(tour, '/help', 'article h2')
      const paths = await tour.page.locator('nav a[href^="/help/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
      assert.ok(paths.length > 10, `${paths.length} topics`)
      await look(tour, 'help')
      for (const path of [paths.at(-1), '/help/keyboard']) await plain(path, 'article h2')(tour)
    },
  },
  ui: { visit: plain('/_ui', '[data-component=Dialog]') },
  settings: {
    async visit(tour) {
      await go(tour, '/settings', 'main h2, main h1')
      const paths = await tour.page.locator('nav a[href^="/settings/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
      assert.ok(paths.length > 8, `${paths.length} kinds`)
      for (const path of paths) await plain(path, 'main h1, main h2')(tour)
    },
  },
}

/** Writes while somebody is there, so that there is a customer to look at. */
async function somebodyComes(world, locale) {
  const agent = await world.agent({ locale })
  const visitor = await world.visitor({ locale })
  await visitor.write('你好')
  await visitor.sent('你好')
  await visitor.page.close()
  await agent.page.close()
}

async function tour(world, locale, names) {
  await world.open()
  // Links that are over, and codes that open nothing, are answered so on purpose.
  world.guard.allowed.push(/status of (401|404|410)/)
  const inspector = new Inspector(locale)
  if (names.includes('customer')) await somebodyComes(world, locale)
  const { page: inside } = await world.window(world.admin, { locale })
  const outside = await (await world.context({ locale })).newPage()
  for (const name of names) {
    const { visit, out } = VISITS[name]
    await visit({ world, inspector, page: out ? outside : inside })
  }
  inspector.check()
}

const others = Object.keys(VISITS).filter((name) => name !== 'settings')
export const stories = {
  async 'every route has a visit'() {
    assert.ok(ROUTES.length > 10, `${ROUTES.length} routes`)
    assert.deepEqual(ROUTES.filter((name) => !VISITS[name]), [])
    assert.deepEqual(Object.keys(VISITS).filter((name) => !ROUTES.includes(name)), [])
  },
  'routes in Chinese': (world) => tour(world, 'zh-CN', others),
  'routes in English': (world) => tour(world, 'en', others),
  'settings in Chinese': (world) => tour(world, 'zh-CN', ['settings']),
  'settings in English': (world) => tour(world, 'en', ['settings']),
}
