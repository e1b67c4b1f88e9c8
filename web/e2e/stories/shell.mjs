// The console as an installed page: it starts without a server, what is written then goes out later, and signing out leaves nothing behind.
import assert from 'node:assert/strict'
import { gone, seen, until } from '../lib/see.mjs'

const WITH = { serviceWorkers: 'allow' }
const controlled = (page) => until('the service worker', () => page.evaluate(() => !!navigator.serviceWorker.controller))
/** What lies in the caches, by path. */
const cached = (page) => page.evaluate(async () => {
  const names = await caches.keys()
  const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))
  return all.flat()
})

export const stories = {
  async 'it starts while the server is away, and what is written then arrives once'(world) {
    // The pages must be those that the server carries: a worker's own requests are not laid over.
    if (process.env.PARLOR_TEST_DIST) return
    await world.open()
    const agent = await world.agent(WITH)
    const { page } = agent
    const visitor = await world.visitor()
    await visitor.write('您好')
    await agent.accept()
    await agent.sees('您好')
    await controlled(page)
    const paths = await cached(page)
    assert.ok(paths.includes('/') && paths.length > 20, `${paths.length} files`)
    assert.deepEqual(paths.filter((path) => path !== '/' && path !== '/manifest.webmanifest' && !path.startsWith('/assets/')), [])

    await world.server.kill()
    await page.reload()
    await seen(page.getByText(agent.words.offline).first())
    await seen(page.getByText('没有网络，这个会话恢复后显示'))
    await page.locator('form textarea').fill('断网时写的')
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await seen(page.locator('article').getByText('断网时写的'))
    // A second start without a line still has it.
    await page.reload()
    await seen(page.locator('article').getByText('断网时写的'))

    await world.server.start()
    await agent.sees('您好')
    // Nobody could see whether the customer wrote meanwhile: the server asks once.
    await page.getByRole('button', { name: agent.words.sendAnyway }).click()
    await visitor.sees('断网时写的')
    const { items: [one] } = await agent.rest.get('/conversations?view=mine')
    const { items } = await agent.rest.get(`/conversations/${one.id}/messages?limit=100`)
    assert.equal(items.filter((message) => message.text === '断网时写的').length, 1)
    assert.deepEqual((await cached(page)).filter((path) => /^\/(api|files)/.test(path)), [])
  },

  async 'signing out clears the caches, signing in fills them again'(world) {
    if (process.env.PARLOR_TEST_DIST) return
    await world.open()
    const agent = await world.agent(WITH)
    const { page } = agent
    await controlled(page)
    await page.locator('nav button[aria-haspopup=menu]').last().click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.waitForURL(/sign-in/)
    await until('empty caches', async () => (await page.evaluate(() => caches.keys())).length === 0)
    assert.equal(await page.evaluate(() => localStorage.getItem('parlor.session')), null)
    await page.evaluate(() => navigator.serviceWorker.controller.postMessage({ t: 'fill' }))
    await until('full caches', async () => (await cached(page)).length > 20)
    await gone(page.getByRole('menu'))
  },
}
