// From nothing to a working team, as a newcomer goes: the printed link, three steps, a test message that is answered, three
// colleagues who join, a second channel, hours. Nothing is done by another door than the pages.
import assert from 'node:assert/strict'
import { gone, says, seen, until } from '../lib/see.mjs'
import { PHONE } from '../lib/world.mjs'
import { violations } from '../lib/inspector.mjs'

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const field = (page, name) => page.getByLabel(name, { exact: true })
/** Of the three steps. */
const next = (page) => page.locator('form button[type=submit]').click()

async function setUp(page, link, { company, brand, name, email, password }) {
  await page.goto(link)
  const inputs = page.locator('fieldset input')
  await inputs.nth(0).fill(company)
  await inputs.nth(1).fill(brand)
  await next(page)
  await seen(page.getByRole('combobox'))
  await next(page)
  await seen(page.locator('input[type=email]'))
  await inputs.nth(0).fill(name)
  await inputs.nth(1).fill(email)
  await inputs.nth(2).fill(password)
}

async function clean(page, what) {
  assert.deepEqual(await violations(page), [], what)
}

async function join(world, links) {
  for (const link of links) {
    const colleague = await (await world.context()).newPage()
    await colleague.goto(link)
    await colleague.locator('input[autocomplete=new-password]').fill('green horse lamp')
    await press(colleague, '加入')
    await colleague.waitForURL(/inbox\/mine/)
  }
}

async function secondChannel(page) {
  await page.getByRole('main').getByRole('button', { name: /连接第二个渠道/ }).click()
  await press(page, '微信公众号')
  const dialog = page.getByRole('dialog')
  for (const [label, text] of [[/^名称/, '拾光公众号'], [/^AppID/, 'wx1234567890abcdef'], [/^AppSecret/, '0123456789abcdef0123456789abcdef'], [/Token/, 'shiguang2026'], [/^EncodingAESKey/, 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG']]) await dialog.getByLabel(label).first().fill(text)
  await press(dialog, '保存并继续')
  await seen(dialog.getByText('回调地址').first())
  await press(dialog, '完成')
  await page.getByRole('link', { name: '返回开始清单' }).click()
}

export const stories = {
  async 'from the printed link to two channels, three colleagues, hours and an answered message'(world) {
    const link = await world.openEmpty()
    // The wrong password is provoked, and the chat of who is signed in nowhere asks first.
    world.guard.allowed.push(/status of (401|422)/)
    const context = await world.context({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await page.goto(link)
    await next(page)
    await seen(page.getByText('请填写'))
    await clean(page, 'the first step')
    await world.step(page, 'first-run-1-company')
    await setUp(page, link, { company: '拾光家居', brand: '旗舰店', name: '林晓', email: 'lin@shop.example', password: 'password1' })
    await page.reload()
    assert.equal(await field(page, '你的姓名').inputValue(), '林晓')
    await page.goBack()
    await seen(page.getByRole('combobox'))
    await page.getByRole('radio', { name: '全天' }).click()
    await seen(page.getByText(/在服务时间内/))
    await clean(page, 'the hours')
    await world.step(page, 'first-run-2-hours')
    await next(page)
    await field(page, '设置密码').fill('password1')
    await next(page)
    await seen(page.getByText('这个密码太常见'))
    await field(page, '设置密码').fill('blue horse lamp')
    await clean(page, 'the administrator')
    await world.step(page, 'first-run-3-you')
    await next(page)
    await page.waitForURL(/\/welcome$/)
    await seen(page.getByText('已完成 3/8'))
    await clean(page, 'the list')
    await world.step(page, 'first-run-4-welcome')

    const [chat] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: '开始接待并打开聊天页' }).click()])
    const frame = chat.frameLocator('iframe')
    await seen(frame.locator('.compose textarea'))
    await frame.locator('.compose textarea').fill('你好，请问营业吗')
    await frame.locator('.compose textarea').press('Enter')
    await seen(page.getByText('已收到'))
    await seen(page.getByText('你好，请问营业吗'))
    await seen(page.getByText('已完成 4/8'))
    await world.step(page, 'first-run-5-received')
    const list = page.getByRole('main')
    await list.getByRole('button', { name: '接待', exact: true }).click()
    await page.waitForURL(/\/inbox\/mine\//)
    // Until it is theirs what they write is a note.
    await seen(page.getByPlaceholder(/^回复客户/))
    await page.locator('form textarea').last().fill('营业的，欢迎')
    await page.keyboard.press('Enter')
    await seen(frame.locator('.said.agent .text').filter({ hasText: '营业的，欢迎' }))

    await page.goto(`${world.server.url}/welcome`)
    await list.getByRole('button', { name: /邀请同事/ }).click()
    await page.locator('input[type=email]').first().focus()
    await page.evaluate(() => navigator.clipboard.writeText('zhao@shop.example, 赵一航\nqian@shop.example, 钱多\nsun@shop.example, 孙丽'))
    await page.keyboard.press('Control+V')
    await press(page, '生成 3 个邀请链接')
    await seen(page.getByText('3 个链接已生成'))
    await clean(page, 'the links')
    await world.step(page, 'first-run-6-links')
    await join(world, await page.locator('li input[readonly]').evaluateAll((inputs) => inputs.map((one) => one.value)))
    await secondChannel(page)
    await seen(page.getByText('已完成 6/8'))

    await list.getByRole('button', { name: /服务时间与节假日/ }).click()
    await press(page, '设置服务时间')
    await press(page, '工作日 9–18 点')
    await press(page, '保存')
    await gone(page.getByRole('button', { name: '保存', exact: true }))
    await page.getByRole('link', { name: '返回开始清单' }).click()
    await press(page, '收起清单')
    await page.waitForURL(/inbox\/mine/)
    await gone(page.getByRole('navigation').getByRole('link', { name: '开始', exact: true }))
    await page.getByRole('button', { name: '撤销', exact: true }).last().click()
    await page.waitForURL(/\/welcome$/)
  },

  async 'in English and the dark on a phone, the same'(world) {
    const link = await world.openEmpty()
    world.guard.allowed.push(/status of 401/)
    const look = { locale: 'en', theme: 'dark', viewport: PHONE }
    const page = await (await world.context(look)).newPage()
    await setUp(page, link, { company: 'Shiguang', brand: 'Home', name: 'Lin', email: 'lin@shop.example', password: 'blue horse lamp' })
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok((await wide()) <= 0, 'the set-up scrolls sideways')
    await clean(page, 'the set-up on a phone')
    await next(page)
    await page.waitForURL(/\/welcome$/)
    await seen(page.getByText('Try the web chat'))
    await page.getByRole('button', { name: /Invite colleagues/ }).click()
    await seen(page.locator('input[type=email]'))
    assert.ok((await wide()) <= 0, 'the list scrolls sideways')
    await clean(page, 'the list on a phone')
    await world.step(page, 'first-run-phone')
    // The link is over for whoever comes later.
    world.guard.allowed.push(/status of 404/)
    const late = await (await world.context(look)).newPage()
    await late.goto(link)
    await seen(late.getByText('This link is over'))
    await until('the way to the sign-in', () => late.getByRole('link', { name: 'Sign in' }).or(late.locator('a[href="/sign-in"]')).first().isVisible())
    await says(late.locator('h1'), 'This link is over')
  },
}
