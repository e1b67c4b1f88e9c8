// Colleagues: one names another in a note, who finds it on both devices; and what one does is seen by the other while they write.
import assert from 'node:assert/strict'
import { Customer } from '../lib/customer.mjs'
import { gone, seen, until } from '../lib/see.mjs'

const mentionsOf = async (agent) => (await agent.rest.get('/counts')).mentions
const badge = (agent) => agent.page.locator('nav a[href="/mentions"] span.rounded-full')

export const stories = {
  async 'a colleague is named in a note, finds it, and has read it on both devices'(world) {
    await world.open()
    await new Customer(world.server, world.account).say('杯子裂了，可以换一个吗')
    const wang = await world.window(await world.person('agent', '王芳'))
    await wang.open('/inbox/queue')
    await wang.ready()
    await wang.accept()
    const rest = await world.person('agent', '小林')
    await world.person('agent', '林岚')
    const lin = await world.window(rest)
    await lin.open()
    const phone = await world.window(rest, { viewport: { width: 390, height: 844 } })
    await phone.open()

    await wang.noteTab.click()
    await wang.composer.pressSequentially('退款单谁在跟，@林')
    const options = wang.page.getByRole('option')
    await until('both who have the word in their name', async () => (await options.count()) === 2)
    await world.step(wang.page, 'mention-1-completion')
    await wang.composer.press('ArrowDown')
    await wang.composer.press('Enter')
    assert.equal(await wang.composer.inputValue(), '退款单谁在跟，@小林 ')
    await gone(options)
    await wang.composer.pressSequentially('看一下')
    await wang.button(wang.words.saveNote).click()
    await seen(wang.bubbles.locator('bdi').filter({ hasText: '@小林' }))
    await world.step(wang.page, 'mention-2-note')

    await seen(badge(lin).filter({ hasText: '1' }))
    await lin.page.reload()
    await seen(badge(lin).filter({ hasText: '1' }))
    await seen(phone.page.getByRole('link', { name: /提到我的 1/ }))
    await lin.page.locator('nav a[href="/mentions"]').click()
    const row = lin.page.locator('main li a').filter({ hasText: '退款单谁在跟' })
    await seen(row)
    await seen(row.getByText('未读'))
    await world.step(lin.page, 'mention-3-list')
    await row.click()
    await seen(lin.bubbles.filter({ hasText: '退款单谁在跟' }))
    assert.match(lin.page.url(), /\/inbox\/all\/[0-9a-f-]+\?m=\d+/)
    await until('nothing unread', async () => (await mentionsOf(lin)) === 0)
    await gone(badge(lin))
    await gone(phone.page.getByRole('link', { name: /提到我的 \d/ }))

    // Whoever is named may write among colleagues; the conversation stays where it is.
    assert.equal(await lin.replyTab.count(), 0)
    await lin.composer.fill('我在跟，今天到账')
    await lin.button(lin.words.saveNote).click()
    await wang.sees('我在跟，今天到账')

    // Two more come in while the list is open; all read at once, and taken back.
    await lin.page.goto(`${world.server.url}/mentions`)
    await seen(lin.page.locator('main li a').filter({ hasText: '退款单谁在跟' }))
    for (const n of [1, 2]) {
      await wang.noteTab.click()
      await wang.composer.fill(`@小林 第 ${n} 件`)
      await wang.button(wang.words.saveNote).click()
      await wang.sees(`第 ${n} 件`)
    }
    await seen(lin.page.locator('main li a').filter({ hasText: '第 1 件' }))
    await seen(lin.page.locator('main li a').filter({ hasText: '第 2 件' }))
    await lin.button('全部标为已读').click()
    await until('all read', async () => (await mentionsOf(lin)) === 0)
    await lin.button('撤销').click()
    await until('two unread again', async () => (await mentionsOf(lin)) === 2)
    await seen(badge(lin).filter({ hasText: '2' }))
  },

  async 'who replies is told where the other writes, and what was begun stays'(world) {
    await world.open()
    await new Customer(world.server, world.account).say('订单什么时候发货')
    const wang = await world.window(await world.person('agent', '王芳'))
    await wang.open('/inbox/queue')
    await wang.ready()
    await wang.accept()
    const id = wang.page.url().split('/').at(-1)
    const lin = await world.window(await world.person('agent', '小林'))
    await lin.open(`/inbox/all/${id}`)
    await seen(wang.rows.first().getByText('小林 也在看'))
    await lin.composer.fill('我来查一下物流')
    await wang.replyTab.click()
    await wang.composer.pressSequentially('今天发')
    await seen(lin.page.locator('form').getByText('王芳 正在回复'))
    await seen(lin.rows.first().getByText('王芳 正在写回复'))
    await world.step(lin.page, 'mention-4-replying')
    const height = await lin.page.locator('form').last().evaluate((form) => form.offsetHeight)

    // The same person on a second device: what they began there stays, and they are told.
    const second = await world.window(wang.rest)
    await second.open(`/inbox/mine/${id}`)
    await second.replyTab.click()
    await until('the draft on the second device', async () => (await second.composer.inputValue()) === '今天发')
    await second.composer.fill('今天发，请放心')
    await wang.composer.fill('今天下午发货')
    await wang.button(wang.words.send).click()
    await wang.sees('今天下午发货')
    await seen(lin.page.locator('form').getByText('王芳 刚刚回复了'))
    await seen(second.page.locator('form').getByText('你在另一台设备上刚刚回复了'))
    assert.equal(await lin.composer.inputValue(), '我来查一下物流')
    assert.equal(await lin.page.locator('form').last().evaluate((form) => form.offsetHeight), height, 'the hint moves nothing')
    await world.step(lin.page, 'mention-5-replied')
    await lin.page.goto(`${world.server.url}/inbox/all`)
    await gone(wang.rows.first().getByText('小林 也在看'))
  },
}
