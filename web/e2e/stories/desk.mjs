// The work at the desk beside talking: handing over, waiting, tags, quick replies, the palette, and the keyboard alone.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Customer } from '../lib/customer.mjs'
import { gone, says, seen, until } from '../lib/see.mjs'

/** An agent with conversations of these customers, each of whom has said their word. */
async function holding(world, ...words) {
  await world.open()
  const [rest] = await world.staff(1)
  await rest.presence('ready')
  const agent = await world.window(rest)
  await agent.open()
  for (const word of words) {
    await new Customer(world.server, world.account).say(word)
    const id = await until(`the offer of ${word}`, async () => (await rest.get('/conversations?view=mine')).items.find((one) => one.offer)?.id)
    await rest.post(`/conversations/${id}/accept`)
    await seen(agent.rows.filter({ hasText: word }))
  }
  return agent
}

const go = async (agent, word) => {
  await agent.rows.filter({ hasText: word }).click()
  await agent.sees(word)
}

export const stories = {
  async 'a transfer with a note reaches the colleague, who goes on'(world) {
    await world.open()
    const agent = await world.agent()
    const visitor = await world.visitor()
    await visitor.write('想换一个颜色')
    await agent.accept()
    const colleague = await world.agent({ rest: (await world.staff(1))[0] })
    await agent.button('转接').click()
    const dialog = agent.page.getByRole('dialog')
    await dialog.getByRole('radio').filter({ hasText: '可接待' }).first().click()
    await dialog.getByLabel('交接备注').fill('要月白色，包邮')
    await dialog.getByRole('button', { name: /^转给/ }).click()
    await gone(dialog)
    await seen(colleague.rows.filter({ hasText: '想换一个颜色' }))
    await seen(colleague.page.getByRole('status').filter({ hasText: '转给了你' }))
    for (const [one, load] of [[agent, '0/8'], [colleague, '1/8']]) {
      await one.button(/打开菜单$/, {}).click()
      await seen(one.page.getByRole('menu').getByText(`接待 ${load}`))
      await one.page.keyboard.press('Escape')
    }
    await go(colleague, '想换一个颜色')
    await seen(colleague.log.getByText('要月白色，包邮'))
    await colleague.reply('月白色有货')
    await visitor.sees('月白色有货')
    assert.ok(!visitor.heard.some((frame) => frame.includes('要月白色')), 'the note reached the customer')
    await gone(agent.rows)
  },

  async 'waiting with a deadline, tags and quick replies'(world) {
    const agent = await holding(world, '发票怎么开')
    await agent.rest.post('/quick-replies', { scope: 'personal', shortcut: 'fp', title: '发票说明', text: '{{agent.name}} 为您开票，请留下抬头' })
    await go(agent, '发票怎么开')
    await agent.page.locator('input[type=file]').setInputFiles({ name: '抬头.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') })
    await until('the caret in the text', () => agent.composer.evaluate((area) => area === document.activeElement))
    await agent.page.getByRole('button', { name: '移除 抬头.png' }).click()
    await agent.composer.pressSequentially('/fp')
    await seen(agent.page.getByRole('option', { name: '发票说明' }))
    await agent.composer.press('Enter')
    assert.equal(await agent.composer.inputValue(), `${agent.name} 为您开票，请留下抬头`)
    await agent.composer.press('Enter')
    await agent.sees('为您开票')

    await agent.page.getByRole('button', { name: '添加标签' }).click()
    await agent.page.getByRole('combobox', { name: '添加标签' }).fill('发票')
    await agent.page.keyboard.press('Enter')
    await seen(agent.page.getByRole('button', { name: '移除标签 发票' }))
    await agent.page.keyboard.press('Escape')
    await seen(agent.rows.filter({ hasText: '发票' }).first())

    await agent.button('挂起').click()
    await agent.page.getByRole('dialog').getByText('30 分钟后').click()
    await seen(agent.page.getByText(/已挂起至/))
    await agent.page.goto(`${world.server.url}/inbox/pending`)
    await go(agent, '为您开票')
    await agent.page.getByRole('button', { name: '恢复接待' }).click()
    await gone(agent.page.getByText(/已挂起至/))
    const { items } = await agent.rest.get('/conversations?view=mine')
    assert.deepEqual([items[0].place, items[0].tags], ['agent', ['发票']])
  },

  async 'by keyboard alone: J K R N T E, the palette, and five seconds to undo a close'(world) {
    const agent = await holding(world, '第一位的话', '第二位的话', '第三位的话')
    const { page } = agent
    const at = (word) => says(agent.log, word)
    await page.keyboard.press('j')
    await at('第一位的话')
    await page.keyboard.press('j')
    await at('第二位的话')
    await page.keyboard.press('j')
    await at('第三位的话')
    await page.keyboard.press('k')
    await at('第二位的话')
    await page.keyboard.press('r')
    await page.keyboard.type('您好')
    await page.keyboard.press('Enter')
    await agent.sees('您好')
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await page.keyboard.type('老客户')
    await page.keyboard.press('Enter')
    await until('the note', async () => (await agent.bubble('老客户').innerText()).includes('备注'))
    await page.keyboard.press('Escape')
    await page.keyboard.press('t')
    await seen(page.getByRole('dialog', { name: '转接会话' }))
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
    await page.keyboard.press('e')
    await seen(page.getByText(/已结束与/))
    await gone(agent.rows.filter({ hasText: '您好' }))
    await page.getByRole('button', { name: '撤销' }).click()
    await seen(agent.rows.filter({ hasText: /您好|老客户/ }))

    await page.keyboard.press('Control+k')
    await seen(page.getByRole('combobox'))
    await page.keyboard.type('已结束')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/inbox\/closed/)
    await page.keyboard.press('1')
    await page.waitForURL(/\/inbox\/mine/)
    await until('three conversations', async () => (await agent.rows.count()) === 3)
  },

  async 'closing with something unanswered asks first, in place'(world) {
    const agent = await holding(world, '谢谢，不用了')
    // The server's refusal is what makes the console ask; the browser reports it.
    world.guard.allowed.push(/status of 409/)
    await go(agent, '谢谢，不用了')
    await agent.button('结束会话').click()
    await seen(agent.page.getByText('客户还有 1 条消息没有回复'))
    await agent.button('客户致谢').click()
    await gone(agent.rows)
    const { items } = await agent.rest.get('/conversations?view=closed')
    const { items: messages } = await agent.rest.get(`/conversations/${items[0].id}/messages`)
    assert.deepEqual(messages.filter((one) => one.direction === 'in').map((one) => one.settled), ['no_reply_needed'])
  },

  async 'the list does not move under the pointer'(world) {
    const agent = await holding(world, '先来的')
    // Answered: whoever waits now belongs above it.
    const { items } = await agent.rest.get('/conversations?view=mine')
    await agent.rest.post(`/conversations/${items[0].id}/messages`, { client_id: randomUUID(), kind: 'reply', text: '好了', attachments: [] })
    await seen(agent.rows.filter({ hasText: '好了' }))
    await agent.rows.first().hover()
    await new Customer(world.server, world.account).say('后来的')
    await seen(agent.page.getByRole('button', { name: '1 个新' }))
    assert.equal(await agent.rows.count(), 1)
    await agent.page.mouse.move(900, 300)
    await until('both', async () => (await agent.rows.count()) === 2)
    assert.match(await agent.rows.first().innerText(), /后来的/)
    await gone(agent.page.getByRole('button', { name: '1 个新' }))
  },
}
