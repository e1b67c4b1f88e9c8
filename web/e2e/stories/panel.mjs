// Beside the conversation: what the customer bought, done something with; and a page of the tenant's own, which believes only what is signed.
import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Rest } from '../lib/rest.mjs'
import { gone, says, seen, until } from '../lib/see.mjs'

const TEAM = { password: 'shiguang2026', agent: 'agent@shiguang.example', admin: 'admin@shiguang.example' }
const PAGE = new URL('../../../docs/examples/panel.html', import.meta.url)

/** As docs/integrate.md tells a page to look at its address. */
function opened(secret, query) {
  const at = query.lastIndexOf('&signature=')
  const signed = query.slice(0, at)
  const expected = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(signed).digest('hex')
  const said = new URLSearchParams(signed)
  return query.slice(at + '&signature='.length) === expected && Math.abs(Date.now() / 1000 - Number(said.get('timestamp'))) <= 300 ? said : null
}

/** A tenant's own system: the page of the guide, for whoever comes with a good signature; `/closed` may not be framed. */
async function openSystem(secret, parlor) {
  const asked = []
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://crm')
    const who = opened(secret, url.search.slice(1))
    if (url.pathname !== '/favicon.ico') asked.push(who)
    const page = readFileSync(PAGE, 'utf8').replace('https://desk.example', parlor)
    response.writeHead(who ? 200 : 403, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': `frame-ancestors ${parlor}` })
    response.end(who ? page : 'not signed')
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  return { asked, url: `http://localhost:${server.address().port}/panel?shop=1`, close: () => { server.closeAllConnections(); server.close() } }
}

/** The demo, its agent in front of the customer who bought the vase. */
async function atTheVase(world, options = {}) {
  await world.open(['demo'])
  const rest = await new Rest(world.server.url).signIn({ email: TEAM.agent, password: TEAM.password })
  await rest.presence('ready')
  const vase = await until('周文博', async () => (await rest.get('/conversations?view=all')).items.find((one) => one.customer.name === '周文博'))
  await until('it is taken', async () => (await rest.post(`/conversations/${vase.id}/accept`)).owner === rest.agent.id)
  const agent = await world.window(rest, options)
  await agent.open(`/inbox/mine/${vase.id}`)
  return { agent, vase }
}

export const stories = {
  async 'an agent sees what was bought, refunds a part, and it stands in the thread'(world) {
    const { agent, vase } = await atTheVase(world)
    const { page } = agent
    await page.getByRole('tab', { name: '订单' }).click()
    const orders = page.getByRole('region', { name: '订单' })
    const vaseOrder = orders.locator('article').filter({ hasText: 'SG20984413' })
    await says(vaseOrder, '已签收')
    await says(vaseOrder, '¥266.00')
    await vaseOrder.getByRole('button', { name: '退款' }).click()
    const amount = vaseOrder.getByLabel('金额（CNY）')
    await until('the caret in the amount', () => amount.evaluate((field) => field === document.activeElement))
    await amount.fill('9999')
    await vaseOrder.getByRole('button', { name: /^确认退款/ }).click()
    await says(vaseOrder, '填 0.01 到 266.00')
    await amount.fill('20')
    await vaseOrder.getByRole('button', { name: '确认退款 ¥20.00' }).click()
    await says(vaseOrder, '写明原因')
    await vaseOrder.getByLabel('原因').fill('瓶口有裂痕')
    await world.step(page, 'refund')
    await vaseOrder.getByRole('button', { name: '确认退款 ¥20.00' }).click()
    await says(vaseOrder, '已原路退回')
    await says(vaseOrder, '已部分退款')
    await seen(agent.log.getByText(/林小满 退款 ¥20\.00，订单 SG20984413/))
    const acts = (await agent.rest.get(`/conversations/${vase.id}/orders?ask=never`)).items[0].acts
    assert.deepEqual(acts.map((act) => [act.action, act.amount, act.state]), [['refund', 2000, 'done']])
    await vaseOrder.getByRole('button', { name: '补发' }).click()
    await vaseOrder.getByLabel('原因').fill('换一个')
    await vaseOrder.getByRole('button', { name: '确认补发' }).click()
    await says(vaseOrder, '已通知仓库')
    await seen(agent.log.getByText('林小满 补发，订单 SG20984413'))
  },

  async 'a page of the tenant’s own verifies who opened it, and puts words into the composer'(world) {
    const secret = `whsec_${randomBytes(32).toString('base64')}`
    const { agent, vase } = await atTheVase(world)
    const system = await openSystem(secret, world.server.url)
    try {
      const admin = await new Rest(world.server.url).signIn({ email: TEAM.admin, password: TEAM.password })
      const made = await admin.post('/settings/side_panel', { name: '会员', fields: { url: system.url, secret, title_en: 'Member' } })
      assert.equal(made.fields.secret, true)
      assert.ok(await admin.post('/settings/side_panel', { name: '自己', fields: { url: `${world.server.url}/inbox`, secret } }).then(() => false, () => true), 'our own pages are never framed')
      const { page } = agent
      await page.reload()
      assert.equal(system.asked.length, 0, 'nothing is opened before somebody looks')
      await page.getByRole('tab', { name: '会员' }).click()
      const panel = page.frameLocator('iframe[src^="/panel/"]').frameLocator('iframe')
      await says(panel.locator('#who'), 'sg-2')
      assert.equal(system.asked.at(-1)?.get('conversation'), vase.id)
      const sandbox = await page.frameLocator('iframe[src^="/panel/"]').locator('iframe').getAttribute('sandbox')
      assert.ok(!sandbox.includes('top-navigation') && !sandbox.includes('modals'), sandbox)
      await agent.replyTab.click()
      await agent.composer.fill('您好。')
      await panel.getByRole('button').click()
      await until('the text in the composer', async () => (await agent.composer.inputValue()) === '您好。 您好，您是我们的金卡会员。')
      assert.equal((await agent.rest.get(`/conversations/${vase.id}/messages`)).items.filter((one) => one.direction === 'out').length, 0, 'nothing was sent')
      // Another tab and back: the page is as it was.
      await page.getByRole('tab', { name: '客户', exact: true }).click()
      await gone(page.locator('iframe[src^="/panel/"]'))
      const before = system.asked.length
      await page.getByRole('tab', { name: '会员' }).click()
      await seen(panel.locator('#who'))
      assert.equal(system.asked.length, before)
      await world.step(page, 'panel')
    } finally {
      system.close()
    }
  },
}
