// What is written while the line or the power is gone arrives later: once, and in order.
import assert from 'node:assert/strict'
import { gone, seen, texts, until } from '../lib/see.mjs'

/** A conversation under way between a customer and the agent who took it. */
async function under(world, options = {}) {
  await world.open()
  const agent = await world.agent(options)
  const context = await world.context(options)
  const address = world.address()
  const visitor = await world.visitor({ context, address })
  await visitor.write('您好')
  await agent.accept()
  await agent.sees('您好')
  await seen(visitor.pills.filter({ hasText: '为您服务' }))
  return { agent, visitor, context, address }
}

/** The texts of a direction, as the server has them. */
async function kept(agent, direction) {
  const { items } = await agent.rest.get('/conversations?view=all')
  assert.equal(items.length, 1)
  const page = await agent.rest.get(`/conversations/${items[0].id}/messages?limit=100`)
  return page.items.filter((message) => message.direction === direction).map((message) => message.text)
}

export const stories = {
  async 'a customer’s tab closed while sending sends on the next visit, once'(world) {
    const { agent, visitor, context, address } = await under(world)
    await world.server.kill()
    await visitor.write('断电前写的')
    await seen(visitor.mine.filter({ hasText: '断电前写的' }))
    await visitor.page.close()
    await world.server.start()

    // Coming back is enough; nothing is pressed.
    const page = await context.newPage()
    await page.goto(address)
    await agent.sees('断电前写的')
    await page.close()
    let again = await world.visitor({ context, address })
    await texts(again.mine, ['您好', '断电前写的'])

    // Closed at the very moment of sending, with the line up; more than once, as it is a race.
    const all = ['您好', '断电前写的']
    for (const text of ['马上关掉', '又关掉', '再关掉']) {
      await until('the line is up', () => again.heard.some((frame) => frame.includes('"welcome"')))
      await again.write(text)
      // What stands there as said is kept; a window that ends before it stands there has said nothing.
      await seen(again.mine.filter({ hasText: text }))
      await again.page.close()
      all.push(text)
      again = await world.visitor({ context, address })
      await texts(again.mine, all)
    }
    await agent.sees('再关掉')
    assert.deepEqual(await kept(agent, 'in'), all)
  },

  async 'an agent’s tab closed while sending sends on the next visit, once'(world) {
    const { agent, visitor } = await under(world)
    const address = agent.page.url()
    await world.server.kill()
    await agent.reply('断电前回的')
    await seen(agent.bubble('断电前回的'))
    const context = agent.page.context()
    await agent.page.close()
    await world.server.start()

    const page = await context.newPage()
    await page.goto(address)
    await visitor.sees('断电前回的')
    await texts(visitor.theirs, ['断电前回的'])
    assert.deepEqual(await kept(agent, 'out'), ['断电前回的'])
  },

  async 'the server killed under both windows: a bar after 3 s, both resume, nothing lost, doubled or turned round'(world) {
    const { agent, visitor } = await under(world)
    const bars = [agent.page.getByText(agent.words.offline), visitor.frame.getByText(visitor.words.offline)]
    const began = Date.now()
    await world.server.kill()
    for (const text of ['回一', '回二', '回三']) await agent.reply(text)
    for (const text of ['问一', '问二', '问三']) await visitor.write(text)
    await agent.composer.fill('还没写完')
    await Promise.all(bars.map((bar) => seen(bar)))
    const after = Date.now() - began
    assert.ok(after >= 2_900, `the bar came after ${after} ms`)

    await world.server.start()
    await Promise.all(bars.map((bar) => gone(bar, 30_000)))
    await texts(visitor.mine, ['您好', '问一', '问二', '问三'])
    await agent.sees('问三')
    // Whose line came back first decides whether the agent is asked: never more than once, and both ways the order stays.
    const ask = agent.page.getByRole('button', { name: new RegExp(agent.words.sendAnyway) })
    let questions = 0
    await until('every reply with the customer', async () => {
      questions = Math.max(questions, await ask.count())
      if (await ask.first().isVisible()) await ask.first().click({ timeout: 1_000 })
      return (await visitor.theirs.count()) === 3
    })
    assert.ok(questions <= 1, `${questions} questions at once`)
    await texts(visitor.theirs, ['回一', '回二', '回三'])
    await until('everything at the console', async () => (await agent.bubbles.count()) === 7)
    assert.deepEqual(await kept(agent, 'in'), ['您好', '问一', '问二', '问三'])
    assert.deepEqual(await kept(agent, 'out'), ['回一', '回二', '回三'])
    assert.equal(await agent.composer.inputValue(), '还没写完')
    await gone(agent.page.getByText('待发送'))
  },
}
