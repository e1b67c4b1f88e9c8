// An administrator's day with people: somebody is invited, joins, guards their sign-in, forgets the password, leaves; the audit has it all.
import assert from 'node:assert/strict'
import { gone, seen } from '../lib/see.mjs'
import { totp } from '../lib/totp.mjs'

const EMAIL = 'zhao@shop.example'
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const code = (page) => page.locator('input[autocomplete=one-time-code]')
const password = (page) => page.locator('input[autocomplete=new-password]')

/** A window in which nobody is signed in. */
async function stranger(world) {
  return (await world.context()).newPage()
}
async function signIn(page, world, words) {
  await page.goto(`${world.server.url}/sign-in`)
  await page.locator('input[type=email]').fill(EMAIL)
  await page.locator('input[type=password]').fill(words)
  await press(page, '登录')
}

async function invited(world) {
  const { page } = await world.window(world.admin)
  await page.goto(`${world.server.url}/people`)
  await press(page, '邀请同事')
  await page.getByLabel('邮箱', { exact: true }).fill(EMAIL)
  await page.getByLabel('姓名', { exact: true }).fill('赵一航')
  await press(page, '生成邀请链接')
  const link = await page.locator('input[readonly]').inputValue()
  await press(page, '完成')
  return { admin: page, link }
}

async function joins(world, link) {
  const page = await stranger(world)
  await page.goto(link)
  await password(page).fill('password1')
  await press(page, '加入')
  await seen(page.getByText('这个密码太常见'))
  await password(page).fill('blue horse lamp')
  await press(page, '加入')
  await page.waitForURL(/inbox\/mine/)
  return page
}

/** Answers the recovery codes. */
async function guards(world, page) {
  await page.goto(`${world.server.url}/security`)
  await press(page, '开启')
  await page.getByText('扫不了码').click()
  const secret = await page.getByRole('note').innerText()
  await code(page).fill(totp(secret))
  await seen(page.getByText('保存恢复码'))
  const codes = await page.getByRole('dialog').locator('ol li').allInnerTexts()
  assert.equal(codes.length, 10)
  await page.getByRole('checkbox').check()
  await press(page, '完成')
  await seen(page.getByText('还剩 10 个恢复码'))
  return codes
}

export const stories = {
  async 'somebody is invited, joins, guards the sign-in, and a lost phone is got over'(world) {
    await world.open()
    // Wrong words and links that are over are answered so on purpose.
    world.guard.allowed.push(/status of (401|404|422)/)
    const { admin, link } = await invited(world)
    const zhao = await joins(world, link)
    const late = await stranger(world)
    await late.goto(link)
    await seen(late.getByText('链接已失效'))

    const codes = await guards(world, zhao)
    const again = await stranger(world)
    await signIn(again, world, 'blue horse lamp')
    await code(again).fill('000000')
    await seen(again.getByText('验证码不对'))
    await press(again, '手机不在身边，用恢复码')
    await again.getByLabel('恢复码', { exact: true }).fill(codes[0].toUpperCase())
    await press(again, '验证')
    await again.waitForURL(/inbox\/mine/)

    // Both are lost, and the password forgotten: an administrator helps.
    await admin.reload()
    await press(admin, '修改 赵一航')
    await press(admin, '关闭二次验证')
    await press(admin, '确认关闭')
    await press(admin, '生成密码重置链接')
    const reset = await admin.locator('input[readonly]').inputValue()
    const fresh = await stranger(world)
    await fresh.goto(reset)
    await password(fresh).fill('green horse lamp')
    await press(fresh, '保存并登录')
    await fresh.waitForURL(/inbox\/mine/)
    // A new password ends every other session.
    await again.waitForURL(/sign-in/)
  },

  async 'a change is undone, the last administrator stays, whoever leaves is out, and the audit tells it'(world) {
    await world.open()
    world.guard.allowed.push(/status of (401|409|422)/)
    const { admin, link } = await invited(world)
    const zhao = await joins(world, link)
    await admin.reload()
    await press(admin, '修改 赵一航')
    await admin.getByRole('dialog').locator('select').selectOption('supervisor')
    await press(admin, '保存')
    await press(admin, '撤销')
    await seen(admin.getByText('已恢复 赵一航'))
    // Another role, and back: they sign in anew.
    await zhao.waitForURL(/sign-in/)
    await signIn(zhao, world, 'blue horse lamp')
    await zhao.waitForURL(/inbox\/mine/)

    const [row] = await admin.locator('tbody tr').filter({ hasText: '管理员' }).all()
    await row.getByRole('button').click()
    await admin.getByRole('radio', { name: '已离职' }).click()
    await press(admin, '保存')
    await seen(admin.getByText('这是最后一位在职的管理员'))
    await press(admin, '取消')

    await press(admin, '修改 赵一航')
    await admin.getByRole('radio', { name: '已离职' }).click()
    await press(admin, '保存')
    await zhao.waitForURL(/sign-in/)
    await gone(admin.locator('tbody').getByText(EMAIL))

    await admin.goto(`${world.server.url}/audit`)
    await seen(admin.getByText(/已核对到第 \d+ 条，没有被改动/))
    await seen(admin.getByRole('listitem').getByText('赵一航 · 在职情况：在职 → 已离职'))
    await seen(admin.getByRole('listitem').getByText('赵一航 · 角色：坐席 → 班长'))
    await admin.getByLabel('操作').selectOption('agent.joined')
    await gone(admin.getByRole('listitem').getByText('在职情况'))
    await seen(admin.getByRole('listitem').getByText('加入', { exact: true }))
  },
}
