// Two drafts per conversation, reply and note: they survive, they travel, and nobody takes one for the other.
import assert from 'node:assert/strict'
import { seen, texts, until } from '../lib/see.mjs'

const value = (agent, text) => until(`the draft ${text}`, async () => (await agent.composer.inputValue()) === text)

export const stories = {
  async 'reply and note are kept apart, over a reload and on a second device'(world) {
    await world.open()
    const agent = await world.agent()
    const visitor = await world.visitor()
    await visitor.write('有货吗')
    await agent.accept()
    await agent.replyTab.click()
    await agent.composer.fill('稍等，我去看')
    const form = agent.page.locator('form:has(textarea)')
    const white = await form.evaluate((element) => getComputedStyle(element).backgroundColor)
    await agent.noteTab.click()
    await agent.composer.fill('仓库说明天到')
    assert.notEqual(await form.evaluate((element) => getComputedStyle(element).backgroundColor), white)
    await seen(agent.button('添加备注'))
    assert.equal(await agent.button('发送').count(), 0)
    const id = agent.page.url().split('/').at(-1)
    await until('both drafts on the server', async () => (await agent.rest.get(`/conversations/${id}/draft`)).items.length === 2)

    await agent.page.reload()
    await agent.replyTab.click()
    await value(agent, '稍等，我去看')
    await agent.noteTab.click()
    await value(agent, '仓库说明天到')

    const second = await world.window(agent.rest)
    await second.open(`/inbox/mine/${id}`)
    await second.replyTab.click()
    await value(second, '稍等，我去看')
    await second.noteTab.click()
    await value(second, '仓库说明天到')
    await second.replyTab.click()
    await second.composer.fill('稍等，马上好')
    await agent.replyTab.click()
    await value(agent, '稍等，马上好')

    // Enter in the note's colour is a note; the reply is still waiting.
    await agent.noteTab.click()
    await agent.composer.press('Enter')
    await agent.sees('仓库说明天到')
    await agent.replyTab.click()
    await value(agent, '稍等，马上好')
    await agent.composer.press('Enter')
    await texts(visitor.theirs, ['稍等，马上好'])
    assert.ok(!visitor.heard.some((frame) => frame.includes('仓库说明天到')), 'the note reached the customer')
    await value(second, '')
    const page = await agent.rest.get(`/conversations/${id}/messages`)
    assert.deepEqual(page.items.filter((one) => one.direction !== 'event').map((one) => one.direction), ['in', 'note', 'out'])
  },
}
