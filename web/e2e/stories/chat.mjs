// Chatting with oneself in two windows: a customer on a foreign web site, an agent at the console.
import assert from 'node:assert/strict'
import { says, seen, texts, until } from '../lib/see.mjs'

const LINES = {
  'zh-CN': { first: '你好，杯子到了，杯口有一道裂痕', reply: '您好，马上帮您看', note: '老客户，直接换新', second: '谢谢，需要我寄回吗', third: '不用寄回，我们补发', thanks: '太好了，谢谢', later: '又想起一件事' },
  en: { first: 'Hello, my cup arrived with a crack', reply: 'Hello, let me see', note: 'Good customer, just replace it', second: 'Thanks, shall I send it back?', third: 'No need, we send a new one', thanks: 'Lovely, thanks', later: 'One more thing' },
}

/** Both sides see the other type. */
async function typing(agent, visitor) {
  await visitor.field.pressSequentially('…')
  await seen(agent.log.getByText(agent.words.typing))
  await agent.replyTab.click()
  await agent.composer.pressSequentially('…')
  await seen(visitor.frame.locator('.typing').getByText(visitor.words.typing))
  await agent.composer.fill('')
}

async function chat(world, locale) {
  await world.open()
  const say = LINES[locale]
  const agent = await world.agent({ locale })
  const visitor = await world.visitor({ locale })
  await seen(visitor.frame.getByText(visitor.words.greeting))
  await visitor.write(say.first)

  await seen(agent.offer)
  await says(agent.offer, say.first)
  await agent.accept()
  await agent.sees(say.first)
  await seen(visitor.pills.filter({ hasText: agent.name }).filter({ hasText: visitor.words.served }))
  await visitor.receipt(visitor.words.sent)

  await typing(agent, visitor)
  await agent.reply(say.reply)
  await visitor.sees(say.reply)
  await says(agent.bubble(say.reply), agent.words.read)

  await agent.note(say.note)
  await agent.sees(say.note)
  await visitor.write(say.second)
  await agent.sees(say.second)
  await agent.reply(say.third)
  await visitor.sees(say.third)
  await texts(visitor.theirs, [say.reply, say.third])
  assert.ok(!visitor.heard.some((frame) => frame.includes(say.note)), 'the note reached the customer')

  await agent.button(agent.words.close).click()
  await seen(visitor.pills.filter({ hasText: visitor.words.closed }))

  // Within a day the customer comes back to the same agent.
  await visitor.write(say.later)
  await seen(agent.page.locator('a[href^="/inbox/mine/"]').filter({ hasText: say.later }))
  await agent.page.locator('a[href^="/inbox/mine/"]').filter({ hasText: say.later }).first().click()
  await agent.sees(say.first)
  await agent.sees(say.later)
  const conversation = await until('one conversation, again mine', async () => {
    const { items } = await agent.rest.get('/conversations?view=all')
    return items.length === 1 && items[0].owner === agent.id && items[0].place === 'agent' && items[0]
  })
  assert.equal(conversation.number, (await agent.rest.get(`/conversations/${conversation.id}`)).number)
  await texts(visitor.mine, [say.first, say.second, say.later])
}

export const stories = {
  'with oneself in two windows, in Chinese': (world) => chat(world, 'zh-CN'),
  'with oneself in two windows, in English': (world) => chat(world, 'en'),

  async 'signing in by hand, wrong first'(world) {
    await world.open()
    const [rest] = await world.staff(1)
    const page = await (await world.context()).newPage()
    world.guard.allowed.push(/status of 401/)
    await page.goto(`${world.server.url}/`)
    await page.getByLabel('邮箱').fill(rest.agent.email)
    await page.getByLabel('密码').fill('not-the-password')
    await page.getByRole('button', { name: '登录' }).click()
    await seen(page.getByRole('alert').getByText('邮箱或密码不对'))
    assert.equal(await page.getByLabel('邮箱').inputValue(), rest.agent.email)
    await page.getByLabel('密码').fill(rest.agent.email.split('@')[0])
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/inbox\/mine$/)
    // Whoever has just come in takes nobody yet; one press changes that.
    await page.getByRole('button', { name: '开始接待' }).click()
    await seen(page.getByText('手上没有会话'))
    await until('being ready', async () => (await rest.get('/session')).agent.presence === 'ready')
  },
}
