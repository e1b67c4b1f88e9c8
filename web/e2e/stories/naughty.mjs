// Whatever is typed stays text: nothing runs, nothing breaks out of its place, and no page becomes wider than a phone.
import assert from 'node:assert/strict'
import { naughtyHouse, NAME } from '../lib/naughty.mjs'
import { gone, seen, until } from '../lib/see.mjs'
import { DESK, PHONE } from '../lib/world.mjs'

/** What is wrong with a page as it stands. */
async function wrong(page, screen) {
  const found = []
  const { caught, foreign } = await page.evaluate(() => ({ caught: window.caught ?? null, foreign: document.querySelectorAll('img[src="x"], a[href^="javascript:" i]').length }))
  if (caught || foreign) found.push(`${screen}: something typed became a part of the page`)
  await page.setViewportSize(PHONE)
  const { by } = await until('the width of a phone', () => page.evaluate(() => innerWidth < 768 && { by: document.documentElement.scrollWidth - innerWidth }))
  if (by > 0) found.push(`${screen}: ${by} px wider than a phone`)
  await page.setViewportSize(DESK)
  return found
}

export const stories = {
  async 'names and texts made to break a page are only read'(world) {
    await world.open()
    const house = await naughtyHouse(world)
    assert.deepEqual(house.refused, [])
    const found = []
    const look = async (window, path, mark = 'main h1, main h2') => {
      await window.page.goto(world.server.url + path)
      await seen(window.page.locator(mark))
      await gone(window.page.locator('main [role=status] .skeleton'))
      found.push(...(await wrong(window.page, path)))
    }
    await look(house.agent, `/inbox/mine/${house.id}`, 'article')
    await look(await world.window(house.colleague), '/mentions')
    const admin = await world.window(world.admin)
    for (const path of ['/inbox/all', '/customers', `/customers/${house.customer}`, '/brands', '/people', '/api-keys', '/webhooks', '/audit', '/channels', '/search?q=window']) {
      await look(admin, path, { '/inbox/all': '#inbox-filter', '/search?q=window': 'main input' }[path])
    }
    for (const kind of ['disposition', 'break_reason', 'team', 'skill', 'attribute', 'sensitive_word', 'quick_reply']) await look(admin, `/settings/${kind}`)
    await admin.page.goto(`${world.server.url}/customers/${house.customer}`)
    await seen(admin.page.locator('main').getByText(NAME.slice(0, 20)))
    await world.step(admin.page, 'naughty-customer')
    await world.step(house.agent.page, 'naughty-thread')
    assert.deepEqual(found, [])
  },
}
