// What a host page may do with the widget, and what it may not.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { HostSite } from '../lib/host.mjs'
import { seen, texts, until } from '../lib/see.mjs'

const SECRET = 'the-signing-secret-of-the-stories'
const HOUR = 3_600

function signed(external_id, name, secret = SECRET) {
  const payload = JSON.stringify({ external_id, name, phone: '13800132046', exp: Math.floor(Date.now() / 1000) + HOUR })
  return { payload, signature: createHmac('sha256', secret).update(payload).digest('hex') }
}
const identify = (user) => `Parlor('identify', ${JSON.stringify(user)});`

async function settings(world, change) {
  const { settings: before } = await world.admin.get('/channel-accounts').then(({ items }) => items[0])
  await world.admin.patch(`/channel-accounts/${world.account.id}`, { settings: { ...before, ...change } })
}

export const stories = {
  async 'a signed user is known by name, on every browser, and nobody else sees what they said'(world) {
    await world.open()
    await settings(world, { signing_secret: SECRET })
    const agent = await world.agent()
    const browser = await world.context()
    const visitor = await world.visitor({ context: browser, address: world.address({ script: identify(signed('42', '许青')) }) })
    await visitor.write('我的会员积分')
    await agent.accept()
    await seen(agent.rows.filter({ hasText: '许青' }))
    await agent.sees('我的会员积分')

    // The same person on another machine.
    const elsewhere = await world.visitor({ address: world.address({ script: identify(signed('42', '许青')) }) })
    await texts(elsewhere.mine, ['我的会员积分'])

    // Somebody else who signs in on the first machine.
    await visitor.page.evaluate(() => window.Parlor('logout'))
    await visitor.page.close()
    const other = await world.visitor({ context: browser, address: world.address({ script: identify(signed('43', '何山')) }) })
    await other.write('我是另一个人')
    await texts(other.mine, ['我是另一个人'])
    assert.ok(!other.heard.some((frame) => frame.includes('会员积分')), 'the other one heard it')
    await until('two customers', async () => {
      const { items } = await agent.rest.get('/conversations?view=all')
      return items.map((one) => one.customer.name).sort().join() === ['何山', '许青'].sort().join()
    })
  },

  async 'a user changed without signing out does not see the former’s messages either'(world) {
    await world.open()
    await settings(world, { signing_secret: SECRET })
    const browser = await world.context()
    const first = await world.visitor({ context: browser, address: world.address({ script: identify(signed('52', '许青')) }) })
    await first.frame.getByRole('button', { name: '直接发消息' }).click()
    await first.write('只有我知道的事')
    await seen(first.frame.locator('.said.mine .meta').getByText('已发送'))
    await first.page.close()
    const second = await world.visitor({ context: browser, address: world.address({ script: identify(signed('53', '何山')) }) })
    await until('the welcome', () => second.heard.some((frame) => frame.includes('"welcome"')))
    await seen(second.frame.locator('form.card, .compose'))
    assert.ok(!second.heard.some((frame) => frame.includes('只有我知道的事')), 'the other one heard it')
    assert.equal(await second.mine.count(), 0)
  },

  async 'a forged signature makes nobody out of anybody'(world) {
    await world.open()
    await settings(world, { signing_secret: SECRET })
    const agent = await world.agent()
    const visitor = await world.visitor({ address: world.address({ script: identify(signed('42', '许青', 'not the secret')) }) })
    await visitor.write('我说我是许青')
    await seen(agent.offer)
    const { items } = await agent.rest.get('/conversations?view=all')
    assert.equal(items[0].customer.name, null)
  },

  async 'the host page opens, closes, sends, switches language and colours, and hears of unread messages'(world) {
    await world.open()
    const agent = await world.agent()
    const visitor = await world.visitor({ address: world.address({ script: `window.heard = []; for (const name of ['open', 'close', 'unread']) Parlor('on', name, (n) => heard.push(n === undefined ? name : name + n));` }) })
    const parlor = (...words) => visitor.page.evaluate((given) => window.Parlor(...given), words)
    await parlor('send', '页面替我问')
    await texts(visitor.mine, ['页面替我问'])
    await agent.accept()
    await parlor('close')
    await visitor.page.locator('iframe').waitFor({ state: 'hidden' })
    await agent.reply('请看这里')
    await until('the count', () => visitor.page.evaluate(() => window.heard.includes('unread1')))
    await seen(visitor.launcher.getByText('1', { exact: true }))
    await parlor('locale', 'en')
    await parlor('theme', 'dark')
    await parlor('open')
    await seen(visitor.frame.getByRole('button', { name: 'Talk to a person' }))
    await until('dark', () => visitor.frame.locator('body').evaluate(() => getComputedStyle(document.querySelector('.panel')).backgroundColor.match(/\d+/g).slice(0, 3).every((part) => part < 60)))
    await visitor.sees('请看这里')
    await until('everything read', () => visitor.page.evaluate(() => window.heard.at(-1) === 'unread0'))
    assert.deepEqual(await visitor.page.evaluate(() => window.heard.filter((word) => /^(open|close)$/.test(word))), ['open', 'close', 'open'])
  },

  async 'a site that is not allowed gets no widget and cannot frame it'(world) {
    await world.open()
    const stranger = await new HostSite().start()
    await settings(world, { allowed_origins: world.site.origin })
    try {
      const friend = await world.visitor()
      await seen(friend.frame.locator('.panel'))
      world.guard.allowed.push(/CORS policy/, /status of 403|ERR_FAILED/, /Framing .* violates|Refused to frame/)
      const page = await (await world.context()).newPage()
      const refused = page.waitForEvent('console', { predicate: (message) => message.text().includes('refused here') || message.text().includes('CORS') })
      await page.goto(stranger.page('/', { server: world.server.url, account: world.account.id }))
      await refused
      assert.equal(await page.locator('button[aria-haspopup="dialog"]').count(), 0)
      const blocked = page.waitForEvent('console', { predicate: (message) => message.text().includes('frame-ancestors') })
      await page.evaluate((src) => { document.body.append(Object.assign(document.createElement('iframe'), { src })) }, `${world.server.url}/widget/?account=${world.account.id}#${encodeURIComponent(stranger.origin)}`)
      await blocked
      // Nor the console, by anybody.
      const console = page.waitForEvent('console', { predicate: (message) => message.text().includes('frame') })
      await page.evaluate((src) => { document.body.append(Object.assign(document.createElement('iframe'), { src })) }, `${world.server.url}/`)
      await console
      assert.equal(page.frames().filter((frame) => frame.url().startsWith(world.server.url)).length, 0)
    } finally {
      await stranger.stop()
    }
  },
}
