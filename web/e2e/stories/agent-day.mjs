// An agent's day: comes, receives, answers with what is prepared, notes, tags, lets wait, hands on, closes, undoes, takes a break, leaves.
import { Customer } from '../lib/customer.mjs'
import { gone, says, seen } from '../lib/see.mjs'

export const stories = {
  async 'from coming in the morning to leaving'(world) {
    await world.open()
    await world.admin.post('/quick-replies', { scope: 'company', shortcut: 'size', title: '尺寸', text: '杯口 8 厘米，高 9 厘米' })
    const rest = await world.person('agent', '周明')
    const colleague = await world.agent({ rest: await world.person('agent', '郑凯') })
    await colleague.rest.presence('break', 'meal')
    const agent = await world.window(rest)
    const { page } = agent
    await agent.open()
    await seen(page.getByText('你还没有开始接待'))
    await page.getByRole('button', { name: '开始接待', exact: true }).first().click()
    await seen(page.getByText('手上没有会话'))
    await world.step(page, 'agent-1-ready')

    const visitor = await world.visitor()
    await visitor.write('这个杯子多大')
    await agent.accept()
    await agent.sees('这个杯子多大')
    await world.step(page, 'agent-2-conversation')
    await agent.composer.pressSequentially('/size')
    await seen(page.getByRole('option', { name: '尺寸' }))
    await agent.composer.press('Enter')
    await agent.composer.press('Enter')
    await visitor.sees('杯口 8 厘米')
    await agent.note('老客户，喜欢大杯')
    await seen(agent.bubble('老客户'))

    await agent.button('添加标签').click()
    await page.getByRole('combobox', { name: '添加标签' }).fill('售前')
    await page.keyboard.press('Enter')
    await seen(agent.button('移除标签 售前'))
    await page.keyboard.press('Escape')
    await agent.button('挂起').click()
    await page.getByRole('dialog').getByText('30 分钟后').click()
    await seen(page.getByText(/已挂起至/))
    // The customer speaks: it is back.
    await visitor.write('那帮我留两个')
    await gone(page.getByText(/已挂起至/))
    await agent.sees('那帮我留两个')
    await agent.reply('好的，留好了')
    await visitor.sees('好的，留好了')
    await world.step(page, 'agent-3-answered')

    await agent.button('结束会话').click()
    await seen(page.getByText(/已结束与/))
    await agent.button('撤销').last().click()
    await seen(agent.rows)

    await colleague.rest.presence('ready')
    await agent.rows.first().click()
    await seen(agent.composer)
    await agent.button('转接').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio').filter({ hasText: '郑凯' }).click()
    await dialog.getByLabel('交接备注').fill('留了两个大杯')
    await dialog.getByRole('button', { name: /^转给/ }).click()
    await seen(colleague.rows.filter({ hasText: '留好了' }))
    await gone(agent.rows)

    await page.goto(`${world.server.url}/people`)
    await seen(page.getByText('你没有查看这里的权限'))
    await page.goto(`${world.server.url}/inbox/mine`)
    await agent.button(/打开菜单$/, {}).click()
    await page.getByRole('menu').getByText('用餐', { exact: true }).click()
    await seen(page.getByText(/用餐中/))
    // On a break nothing is offered.
    await colleague.rest.presence('break', 'meal')
    await new Customer(world.server, world.account).say('还有别的颜色吗')
    await page.goto(`${world.server.url}/inbox/queue`)
    await says(agent.rows, '还有别的颜色吗')
    await gone(agent.offer)
    await world.step(page, 'agent-4-break')
    await agent.button(/打开菜单$/, {}).click()
    await page.getByRole('menu').getByText('退出登录').click()
    await page.waitForURL(/sign-in/)
  },
}
