// Pictures and accessibility of the screens around several channels, from a made-up house:
// `npm run doors -w e2e -- FOLDER [part of a name] [look]`. Answers non-zero when something is not there or not accessible.
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { openBrowser } from './lib/browser.mjs'
import { seen } from './lib/see.mjs'
import { house } from './mock/house.mjs'
import { ORIGIN, wire } from './mock/wires.mjs'

const [folder, part = '', only = ''] = process.argv.slice(2)
if (!folder) throw new Error('say where: npm run doors -w e2e -- FOLDER')
// npm runs this in web/e2e; the folder is meant from where the person stands.
const to = resolve(process.env.INIT_CWD ?? '.', folder)
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LOOKS = ['zh-CN', 'en'].flatMap((locale) => ['light', 'dark'].flatMap((theme) => [{ locale, theme, size: 1440 }, { locale, theme, size: 390 }]))
const dialog = (page) => page.getByRole('dialog')
const openCard = async (page) => {
  await page.getByRole('button', { name: /^(卡片|Card)$/ }).click()
  await seen(dialog(page).locator('[inert]'))
}
const tab = (n) => async (page) => { await page.getByRole('tab').nth(n).click() }

/** Name, address, what to do there before the picture. */
const SCREENS = [
  ['thread', '/inbox/mine/c1', (page) => seen(page.getByRole('log').locator('article'))],
  ['thread-middle', '/inbox/mine/c1', async (page) => {
    await seen(page.getByRole('log').locator('article'))
    await page.getByRole('log').evaluate((log) => { log.scrollTop = log.scrollHeight * 0.42 })
  }],
  ['thread-top', '/inbox/mine/c1', async (page) => {
    await seen(page.getByRole('log').locator('article'))
    await page.getByRole('log').evaluate((log) => { log.scrollTop = 0 })
  }],
  ['legs', '/inbox/mine/c1', async (page) => {
    await seen(page.getByRole('log').locator('article'))
    await page.locator('form button[aria-haspopup=menu]').last().click()
    await seen(page.getByRole('menu'))
  }],
  ['cards', '/inbox/mine/c5', async (page) => {
    await seen(page.getByRole('log').locator('article'))
    await page.getByRole('log').evaluate((log) => { log.scrollTop = 0 })
  }],
  ['cards-low', '/inbox/mine/c5', (page) => seen(page.getByRole('log').locator('article'))],
  ['card-dialog', '/inbox/mine/c5', async (page) => {
    await openCard(page)
    await dialog(page).locator('input').nth(0).fill('净水器 AQ-3 换芯图解')
    await dialog(page).locator('textarea').fill('三步完成，不需要工具')
    await dialog(page).locator('input').nth(1).fill('https://shop.example/manual/aq3-filter')
    await dialog(page).locator('input').nth(2).fill('https://img.shop.example/aq3.jpg')
    await dialog(page).locator('[inert]').scrollIntoViewIfNeeded()
  }],
  ['card-menu', '/inbox/mine/c5', async (page) => {
    await openCard(page)
    await dialog(page).getByRole('radio').nth(1).click()
    await dialog(page).locator('input').nth(0).fill('这样解决了吗？')
    await dialog(page).locator('input').nth(1).fill('已经解决')
    await dialog(page).locator('input').nth(2).fill('还是不行，请工程师上门')
  }],
  ['card-wrong', '/inbox/mine/c5', async (page) => {
    await openCard(page)
    await dialog(page).getByRole('radio').nth(4).click()
    await dialog(page).locator('[type=submit]').click()
    await seen(dialog(page).locator('[aria-invalid=true]'))
  }],
  ['window-closed', '/inbox/mine/c2', (page) => seen(page.locator('form textarea'))],
  ['window-soon', '/inbox/mine/c3', (page) => seen(page.getByRole('log').locator('article'))],
  ['invite', '/inbox/mine/c1', async (page, phone) => {
    if (phone) await page.getByRole('button', { name: /^(更多操作|More actions)$/ }).click()
    await page.getByRole(phone ? 'menuitem' : 'button', { name: /^(邀请|Invite)/ }).first().click()
    await dialog(page).locator('[aria-pressed]').first().click()
    await seen(dialog(page).locator('img'))
  }],
  ['customer', '/inbox/mine/c1', async (page, phone) => {
    if (phone) await page.getByRole('button', { name: /^(客户资料|Customer details)$/ }).click()
    await page.getByRole('button', { name: /查看变动记录|Show address history/ }).click()
    await page.getByRole('button', { name: /撤销合并|Undo merge/ }).first().click()
  }],
  ['customer-low', '/inbox/mine/c1', async (page, phone) => {
    if (phone) await page.getByRole('button', { name: /^(客户资料|Customer details)$/ }).click()
    await page.getByRole('button', { name: /合并另一位|Merge another/ }).scrollIntoViewIfNeeded()
    await page.locator('aside').evaluate((aside) => { aside.scrollTop = aside.scrollHeight })
  }],
  ['merge', '/review', async (page) => {
    await page.getByRole('button', { name: /查看并合并|Review and merge/ }).first().click()
    await seen(dialog(page).getByText('1042'))
  }],
  ['merge-search', '/inbox/mine/c1', async (page, phone) => {
    if (phone) await page.getByRole('button', { name: /^(客户资料|Customer details)$/ }).click()
    await page.getByRole('button', { name: /合并另一位|Merge another/ }).click()
    await page.getByPlaceholder(/输入姓名|Name, phone/).fill('李建')
    await seen(page.getByText('李先生'))
  }],
  ['review', '/review', (page) => seen(page.getByText('李先生'))],
  ['review-merges', '/review', async (page) => { await tab(1)(page); await seen(page.getByText('周亦舟', { exact: false })) }],
  ['deliveries', '/deliveries', (page) => seen(page.getByText('14:30'))],
  ['deliveries-dead', '/deliveries', async (page) => { await seen(page.getByText('14:30')); await tab(1)(page); await seen(page.getByText('45015')) }],
  ['deliveries-again', '/deliveries', async (page) => {
    await seen(page.getByText('14:30'))
    await tab(1)(page)
    await page.getByRole('button', { name: /重发这|Send again \(/ }).click()
    await seen(page.getByRole('button', { name: /确认重发|^Send again$/ }).first())
  }],
  ['deliveries-queued', '/deliveries', async (page) => { await seen(page.getByText('14:30')); await tab(2)(page); await seen(page.getByText('connect timed out')) }],
  ['channels', '/channels', async (page) => {
    await seen(page.getByText('官网客服'))
    await page.getByRole('button', { name: /^(检测|Test)$/ }).nth(1).click()
    await seen(page.getByText('出口地址').or(page.getByText('Our address')))
  }],
  ['channels-embed', '/channels', async (page) => {
    await page.getByText(/装到网站|Put it on a site/).click()
    await seen(page.getByText(/data-account/))
  }],
  ['channels-made', '/channels', async (page) => {
    await page.getByRole('button', { name: /添加账号|Add account/ }).click()
    await dialog(page).getByRole('button', { name: /网页聊天|Web chat/ }).click()
    await dialog(page).locator('input').first().fill('官网客服')
    await dialog(page).locator('input').nth(1).fill('#1d5fbf')
    await dialog(page).locator('[type=submit]').click()
    await seen(dialog(page).getByText(/data-account/))
  }],
  ['channels-add', '/channels', async (page) => { await page.getByRole('button', { name: /添加账号|Add account/ }).click(); await seen(dialog(page)) }],
  ['channels-form', '/channels', async (page) => {
    await page.getByRole('button', { name: /添加账号|Add account/ }).click()
    await dialog(page).getByRole('button', { name: /微信公众号|WeChat official/ }).click()
    await dialog(page).locator('[type=submit]').click()
  }],
  ['channels-edit', '/channels', async (page) => {
    await page.getByRole('button', { name: /拾光旗舰店 的更多|More for 拾光旗舰店/ }).click()
    await page.getByRole('menuitem').first().click()
    await seen(dialog(page))
  }],
  ['channels-advanced', '/channels', async (page) => {
    await page.getByRole('button', { name: /添加账号|Add account/ }).click()
    await dialog(page).getByRole('button', { name: /微信公众号|WeChat official/ }).click()
    await dialog(page).getByText(/更多设置|More settings/).click()
    await dialog(page).getByText(/接口地址|API address/).scrollIntoViewIfNeeded()
  }],
  ['channels-leave', '/channels', async (page) => {
    await page.getByRole('button', { name: /添加账号|Add account/ }).click()
    await dialog(page).getByRole('button', { name: /微信公众号|WeChat official/ }).click()
    await dialog(page).locator('input').first().fill('拾光')
    await page.keyboard.press('Escape')
    await seen(page.getByRole('alertdialog'))
  }],
  ['channels-code', '/channels', async (page) => { await page.getByRole('button', { name: /二维码|QR code/ }).nth(1).click(); await seen(dialog(page).locator('img')) }],
  ['channels-caps', '/channels', async (page) => { await tab(1)(page); await seen(page.getByRole('table')) }],
  ['channels-troubles', '/channels', async (page) => { await tab(2)(page); await seen(page.getByText('media.fetch')) }],
]

async function violations(page) {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const result = await window.axe.run(document.querySelector('[role=dialog]') ?? document, { resultTypes: ['violations'] })
    return result.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join('; ')}`)
  })
}

await mkdir(to, { recursive: true })
const browser = await openBrowser()
let bad = 0
for (const look of LOOKS) {
  const name = `${look.locale === 'en' ? 'en' : 'zh'}-${look.theme}-${look.size}`
  if (!name.includes(only)) continue
  const phone = look.size === 390
  const context = await browser.newContext({
    locale: look.locale, colorScheme: look.theme, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', baseURL: ORIGIN,
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 }, ...(phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
  })
  context.setDefaultTimeout(6_000)
  await wire(context, house('administrator'))
  for (const [screen, path, act] of SCREENS) {
    if (!screen.startsWith(part)) continue
    const page = await context.newPage()
    page.on('pageerror', (error) => process.stdout.write(`${screen} ${name}: ${error.message}\n`))
    page.on('console', (message) => { if (message.type() === 'error') process.stdout.write(`${screen} ${name}: ${message.text()}\n`) })
    try {
      await page.goto(path)
      await act(page, phone)
      await page.waitForLoadState('networkidle')
    } catch (error) {
      bad += 1
      process.stdout.write(`${screen} ${name}: ${error.message.split('\n')[0]}\n`)
    }
    await page.screenshot({ path: `${to}/${screen}-${name}.png` })
    for (const one of await violations(page)) { bad += 1; process.stdout.write(`${screen} ${name}: axe ${one}\n`) }
    await page.close()
  }
  await context.close()
}
await browser.close()
process.exit(bad ? 1 : 0)
