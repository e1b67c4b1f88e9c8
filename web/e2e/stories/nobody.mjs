// Nobody is there: the customer is told, leaves a message with a way to be reached, and is found later.
import assert from 'node:assert/strict'
import { gone, says, seen, texts, until } from '../lib/see.mjs'

const LATE = '我的订单还没发货'

async function leave(world) {
  await world.open()
  const visitor = await world.visitor()
  const w = visitor.words
  const form = visitor.frame.locator('form.card')
  await seen(form.getByText(w.formTitle))
  await seen(visitor.handoff)

  // A mistake is told at its field and nothing is lost.
  await form.getByLabel(w.contact).fill('12')
  await form.getByLabel(w.text).fill(LATE)
  await form.getByRole('button', { name: w.submit }).click()
  await seen(form.getByText(w.badContact))
  assert.equal(await form.getByLabel(w.text).inputValue(), LATE)

  // Nor when the power goes at that moment.
  await form.getByLabel(w.name).fill('周先生')
  await form.getByLabel(w.contact).fill('13800132046')
  await world.server.kill()
  await form.getByRole('button', { name: w.submit }).click()
  await world.server.start()
  await gone(form, 30_000)
  await texts(visitor.mine, [LATE])
  await seen(visitor.handoff)

  // Somebody comes to work and finds it, with the way to reach them.
  const agent = await world.agent({ rest: await world.staffAgain() })
  await agent.accept()
  await agent.sees(LATE)
  await seen(agent.log.getByText('周先生'))
  await seen(agent.log.getByText('138'))
  await agent.reply('已经为您催单')
  await visitor.sees('已经为您催单')
  await seen(visitor.handoff)
  await agent.button(agent.words.close).click()
  await seen(visitor.pills.filter({ hasText: w.closed }))
  await seen(visitor.handoff)
}

export const stories = {
  'a message left, kept through mistakes and a dead server, is answered later': leave,

  async '转人工 leads to a person in every state'(world) {
    await world.open()
    const visitor = await world.visitor()
    await visitor.frame.getByRole('button', { name: '直接发消息' }).click()
    await visitor.handoff.click()
    await seen(visitor.frame.locator('form.card'))
    const agent = await world.agent()
    const other = await world.visitor()
    await seen(other.handoff)
    await other.handoff.click()
    await seen(agent.offer)
    await says(other.frame.locator('.head'), '排队中')
    await other.write('请人工接待')
    await agent.accept()
    await agent.sees('请人工接待')
    await other.handoff.click()
    await says(other.notice, '正在为您服务')
    const { items } = await until('one conversation', () => agent.rest.get('/conversations?view=all'))
    assert.equal(items.length, 1)
  },
}
