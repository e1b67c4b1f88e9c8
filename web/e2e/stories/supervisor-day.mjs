// A supervisor's day: sees who waits and who is missed, gives work, reads along and notes, looks after deliveries and merges; changes no settings.
import assert from 'node:assert/strict'
import { Customer } from '../lib/customer.mjs'
import { gone, says, seen } from '../lib/see.mjs'

export const stories = {
  async 'dispatches, reads along, and looks after what went wrong'(world) {
    await world.open()
    await new Customer(world.server, world.account).say('我的订单到哪了')
    await new Customer(world.server, world.account).say('发票抬头写错了')
    const agent = await world.window(await world.person('agent', '周明'))
    await agent.open()
    const supervisor = await world.window(await world.person('supervisor', '吴静'))
    const { page } = supervisor
    await supervisor.open('/inbox/queue')
    await seen(supervisor.rows.filter({ hasText: '我的订单到哪了' }))
    assert.equal(await supervisor.rows.count(), 2)
    await world.step(page, 'supervisor-1-queue')

    // Takes a look, and gives it with a word to somebody who is there, without receiving it first.
    await supervisor.rows.filter({ hasText: '发票抬头写错了' }).click()
    await supervisor.sees('发票抬头写错了')
    await agent.rest.presence('ready')
    await supervisor.button('转接').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio').filter({ hasText: '周明' }).click()
    await dialog.getByLabel('交接备注').fill('财务说今天能改')
    await dialog.getByRole('button', { name: /^转给/ }).click()
    const given = agent.rows.filter({ hasText: '发票抬头写错了' })
    await seen(given)
    await given.click()
    await seen(agent.log.getByText('财务说今天能改'))
    await supervisor.sees('发票抬头写错了')
    await supervisor.open('/inbox/all')
    await seen(supervisor.rows.filter({ hasText: '发票抬头写错了' }))
    await world.step(page, 'supervisor-2-all')

    await page.goto(`${world.server.url}/deliveries`)
    await seen(page.getByText('没有存疑的消息'))
    await page.goto(`${world.server.url}/review`)
    await seen(page.getByText('没有待确认的客户'))
    await page.goto(`${world.server.url}/settings/hours`)
    await seen(page.getByRole('heading', { name: '服务时间' }))
    await gone(page.getByRole('button', { name: '保存', exact: true }))
    assert.equal(await page.getByLabel(/开始时间|从/).count(), 0, 'hours are only read')
    await world.step(page, 'supervisor-3-settings')
    for (const path of ['/people', '/channels', '/audit', '/welcome']) {
      await page.goto(world.server.url + path)
      await says(page.locator('body'), '你没有查看这里的权限')
    }
  },
}
