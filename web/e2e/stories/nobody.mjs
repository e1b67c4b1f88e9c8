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

  async 'the questions of the brand are asked, and their answers stand at the customer'(world) {
    await world.open()
    const brand = world.account.brand
    await world.admin.post('/settings/attribute', { name: '杯子大小', fields: { key: 'size', type: 'choice', choices: ['大', '小'] } })
    await world.admin.post('/settings/attribute', { name: '几只', fields: { key: 'pieces', type: 'number' } })
    await world.admin.post('/settings/form', { brand, fields: { fields: ['phone'], required: ['phone'], attributes: ['size', 'pieces'], required_attributes: ['size'] } })
    const visitor = await world.visitor()
    const form = visitor.frame.locator('form.card')
    await seen(form)
    assert.equal(await form.getByLabel('称呼').count(), 0)
    await form.getByLabel('电话').fill('13800132046')
    await form.getByLabel('几只').fill('3')
    await form.getByLabel(visitor.words.text).fill(LATE)
    await form.getByRole('button', { name: visitor.words.submit }).click()
    await seen(form.getByText('请选择'))
    await world.step(visitor.page, 'form-questions')
    await form.getByLabel('杯子大小').selectOption('大')
    await form.getByRole('button', { name: visitor.words.submit }).click()
    await texts(visitor.mine, [LATE])
    const agent = await world.agent()
    await agent.accept()
    await agent.sees(LATE)
    await seen(agent.log.getByText('杯子大小'))
    const [said] = (await agent.rest.get('/conversations?view=mine')).items
    const customer = await agent.rest.get(`/customers/${said.customer.id}`)
    assert.deepEqual([customer.attributes, customer.phone], [{ size: '大', pieces: 3 }, '138****2046'])
  },

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
