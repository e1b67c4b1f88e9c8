// An operator's day: hours, greeting, dispositions, quick replies and a further web chat, each seen to hold where it matters.
import { gone, says, seen } from '../lib/see.mjs'

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

export const stories = {
  async 'prepares a brand, and customers and agents see it'(world) {
    await world.open()
    const { page } = await world.window(await world.person('operator', '冯岚'))
    const go = (path) => page.goto(world.server.url + path)
    await go('/welcome')
    await seen(page.getByText(/已完成 \d\/7/))
    await world.step(page, 'operator-1-welcome')

    await page.getByRole('button', { name: /写好问候语/ }).click()
    await page.getByLabel('中文', { exact: true }).fill('欢迎来到拾光，慢慢看')
    await press(page, '保存')
    await seen(page.getByText('已完成 2/7').or(page.getByText('已完成 1/7')))

    await page.getByRole('button', { name: /服务时间与节假日/ }).click()
    await press(page, '设置服务时间')
    await press(page, '工作日 9–18 点')
    await press(page, '保存')
    await gone(page.getByRole('button', { name: '保存', exact: true }))
    await page.getByRole('button', { name: '撤销', exact: true }).last().click()
    await seen(page.getByText('还没有改过'))
    await world.step(page, 'operator-2-hours')

    await go('/settings/disposition')
    await press(page, '添加')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/名称/).first().fill('退换货')
    await dialog.locator('button[type=submit]').click()
    await gone(dialog)
    await says(page.getByRole('main'), '退换货')

    await go('/channels?add=webchat')
    await dialog.getByLabel(/^名称/).fill('官网聊天')
    await press(dialog, '保存并继续')
    await says(dialog, 'data-account=')
    await world.step(page, 'operator-3-channel')
    await press(dialog, '完成')
    const [chat] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: /^试一试 默认品牌/ }).click()])
    await seen(chat.frameLocator('iframe').getByText('欢迎来到拾光，慢慢看'))
    await chat.close()
    await go('/channels?add=webchat')
    world.guard.allowed.push(/status of 409/)
    await dialog.getByLabel(/^名称/).fill('官网聊天')
    await press(dialog, '保存并继续')
    await seen(dialog.getByText('已有同名的账号'))
    await go('/people')
    await seen(page.getByText('你没有查看这里的权限'))
  },
}
