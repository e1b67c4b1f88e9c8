// The photo story: a customer in a web chat sends a photo by WeChat and is with the same agent, in the same thread, at once.
import assert from 'node:assert/strict'
import { Rest } from '../lib/rest.mjs'
import { seen, until } from '../lib/see.mjs'

const SHOP_AGENT = { email: 'agent@shiguang.example', password: 'shiguang2026' }

export const stories = {
  async 'a photo sent by WeChat is in the thread of the web chat, with the same agent, and the answer goes where it is chosen'(world) {
    await world.open(['demo', '--quiet'])
    const rest = await new Rest(world.server.url).signIn(SHOP_AGENT)
    const agent = await world.window(rest)
    await agent.ready()
    await agent.open()

    const shop = await (await world.context()).newPage()
    await shop.goto(`${world.server.url}/demo#phone`)
    const phone = shop.locator('.phone')
    await seen(phone.getByText('拾光旗舰店'))
    // Signed in at the shop, which knows her by the number that WeChat knows her by.
    await shop.locator('header').getByRole('button', { name: '许青', exact: true }).click()
    await shop.locator('button[aria-haspopup="dialog"]').click()
    const chat = shop.frameLocator('iframe')
    await chat.locator('.compose textarea').fill('杯子到货时裂了')
    await chat.locator('.compose textarea').press('Enter')
    await agent.accept()
    await agent.sees('杯子到货时裂了')

    await phone.getByText('拾光旗舰店').click()
    await phone.getByRole('button', { name: /关注/ }).click()
    await seen(phone.locator('[data-do=more]'))
    await phone.locator('[data-do=more]').click()
    await phone.getByRole('button', { name: '照片', exact: true }).click()
    await phone.locator('[data-picture="0"]').click()
    const photo = agent.page.locator('[role=log] img, main img').first()
    await seen(photo)

    const { items } = await rest.get('/conversations?view=all')
    assert.equal(items.length, 1, 'one conversation')
    assert.deepEqual(items[0].channels, ['webchat', 'wechat'])
    // Where she spoke last is where the answer goes, unless the agent chooses.
    await agent.reply('照片收到了，马上补发')
    await seen(phone.getByText('照片收到了，马上补发'))
    const legs = (await rest.get(`/conversations/${items[0].id}/legs`)).items
    const web = legs.find((leg) => leg.open && leg.channel === 'webchat')
    await rest.post(`/conversations/${items[0].id}/messages`, { client_id: 'by-web', kind: 'reply', text: '也在网页回您', attachments: [], leg: web.id })
    await seen(chat.getByText('也在网页回您'))
    assert.equal(await phone.getByText('也在网页回您').count(), 0)
    await until('the window counts down', async () => (await rest.get(`/conversations/${items[0].id}/legs`)).items.some((leg) => leg.window?.remaining === 4))
  },
}
