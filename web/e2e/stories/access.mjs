// No accessibility violation that a machine can find: every screen, in both themes and both languages.
import { Customer } from '../lib/customer.mjs'
import { DIALOG, Inspector, violations } from '../lib/inspector.mjs'
import { gone, seen, until } from '../lib/see.mjs'

const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function console(world, inspector, look, visitor) {
  const signIn = await (await world.context(look)).newPage()
  await signIn.goto(world.server.url)
  await seen(signIn.locator('form'))
  await inspector.look('sign-in', signIn)

  const [rest, colleague] = await world.staff(2)
  await colleague.presence('ready').then(() => colleague.presence('break', 'meal'))
  const agent = await world.agent({ ...look, rest })
  await inspector.look('empty inbox', agent.page)
  await visitor.write('🙂 https://shop.example/cup')
  await seen(agent.offer)
  await inspector.look('offer', agent.page, { within: 'section[aria-label]:has([role=timer])' })
  await agent.accept()
  await visitor.frame.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PICTURE })
  await visitor.field.press('Enter')
  await seen(agent.bubbles.locator('img'))
  await agent.reply('回')
  await agent.note('备')
  await seen(visitor.theirs)
  await seen(agent.bubble('备').getByText(agent.words.note, { exact: true }))
  await inspector.look('thread', agent.page)
  await agent.noteTab.click()
  await inspector.look('note', agent.page, { within: 'form:has(textarea)' })
  const { page } = agent
  await page.keyboard.press('Escape')
  for (const [screen, key] of [['palette', 'Control+k'], ['help', '?'], ['transfer', 't'], ['pending', 's'], ['invite', 'v']]) {
    await page.locator('body').press(key)
    await seen(page.getByRole('dialog'))
    await inspector.look(screen, page, DIALOG)
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
  }
  await menu(agent, inspector)
  return agent
}

/** The pages beside the inbox, as the one who may open all of them sees them. */
async function places(world, inspector, look) {
  const { page } = await world.window(world.admin, look)
  for (const [path, tabs] of [['review', 2], ['deliveries', 3], ['people', 2], ['channels', 3]]) {
    await page.goto(`${world.server.url}/${path}`)
    for (let n = 0; n < tabs; n += 1) {
      await page.getByRole('tab').nth(n).click()
      await gone(page.locator('main [role=status] .skeleton'))
      await inspector.look(`${path} ${n + 1}`, page)
    }
  }
  await page.getByRole('tab').first().click()
  await page.locator('main header').getByRole('button').click()
  await seen(page.getByRole('dialog'))
  await inspector.look('channel kinds', page, DIALOG)
  await page.getByRole('dialog').getByRole('listitem').nth(1).getByRole('button').click()
  await seen(page.getByRole('dialog').locator('form'))
  await page.getByRole('dialog').locator('[type=submit]').click()
  await inspector.look('channel form', page, DIALOG)
  await page.keyboard.press('Escape')
}

/** The pages around the staff that are one part each, with what opens on them. */
async function staff(world, inspector, look) {
  const { page } = await world.window(world.admin, look)
  await page.goto(`${world.server.url}/audit`)
  await page.locator('li button[aria-expanded]').first().click()
  await inspector.look('audit', page)
  await page.goto(`${world.server.url}/security`)
  await seen(page.locator('section li'))
  await inspector.look('security', page)
  await page.getByRole('button', { name: /^(开启|Turn on)$/ }).click()
  await seen(page.getByRole('dialog').locator('img'))
  await inspector.look('second factor', page, DIALOG)
  await page.keyboard.press('Escape')
  await page.goto(`${world.server.url}/people`)
  await page.locator('tbody button').first().click()
  await seen(page.getByRole('dialog'))
  await inspector.look('person', page, DIALOG)
}

/** What hangs from the agent's own face. */
async function menu({ page }, inspector) {
  const face = page.locator('nav button[aria-haspopup=menu]')
  await face.click()
  await seen(page.getByRole('menu'))
  await inspector.look('menu', page, { within: '[role=menu]' })
  await page.keyboard.press('Escape')
  for (const [screen, name] of [['quick replies', /快捷回复|Quick replies/], ['preferences', /偏好设置|Preferences/]]) {
    await gone(page.getByRole('menu'))
    await face.click()
    await page.getByRole('menuitem', { name }).click()
    await seen(page.getByRole('dialog'))
    await inspector.look(screen, page, DIALOG)
    for (const tab of (await page.getByRole('dialog').getByRole('tab').all()).slice(1)) {
      await tab.click()
      await inspector.look(`${screen}, ${await tab.innerText()}`, page, DIALOG)
    }
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
  }
}

/** Under the pointer a row stays where it was, though it belongs elsewhere now. */
async function rowThatLeft(agent, inspector) {
  await agent.page.setViewportSize({ width: 1440, height: 900 })
  await agent.rows.first().hover()
  const { items: [waiting] } = await agent.rest.get('/conversations?view=queue')
  await agent.rest.post(`/conversations/${waiting.id}/accept`)
  await seen(agent.rows.filter({ hasText: /接待中|In progress/ }))
  await inspector.look('row that left', agent.page, { within: 'li:has(a[draggable])' })
}

async function everything(world, locale) {
  await world.open()
  const look = { locale }
  const inspector = new Inspector(locale)
  const visitor = await world.visitor(look)
  const widget = visitor.page.frames().find((frame) => frame.url().includes('/widget/'))
  await seen(visitor.frame.locator('form.card'))
  await inspector.look('widget form', visitor.page, { frame: widget })
  await visitor.frame.locator('.card .link').click()
  const agent = await console(world, inspector, look, visitor)
  await seen(visitor.theirs)
  await inspector.look('widget', visitor.page, { frame: widget })
  for (const one of await violations(visitor.page)) inspector.found.push(`host page: ${one}`)
  await new Customer(world.server, world.account).say('排队的')
  await agent.page.goto(`${world.server.url}/inbox/queue`)
  await seen(agent.rows)
  await inspector.look('queue', agent.page)
  await agent.page.setViewportSize({ width: 390, height: 844 })
  await until('one column', async () => (await agent.page.locator('nav').count()) === 1)
  await inspector.look('phone', agent.page)
  await rowThatLeft(agent, inspector)
  inspector.check()
}

/** The pages beside the inbox, with what opens on them; routes.mjs looks at each address by itself. */
async function beside(world, locale) {
  await world.open()
  const inspector = new Inspector(locale)
  await places(world, inspector, { locale })
  await staff(world, inspector, { locale })
  inspector.check()
}

async function shop(world) {
  await world.open(['demo', '--quiet'])
  const inspector = new Inspector('demo')
  for (const locale of ['zh-CN', 'en']) {
    for (const theme of ['light', 'dark']) {
      const page = await (await world.context({ locale, theme })).newPage()
      await page.goto(`${world.server.url}/demo`)
      await seen(page.locator('button[aria-haspopup="dialog"]'))
      for (const one of await violations(page)) inspector.found.push(`demo ${locale} ${theme}: ${one}`)
    }
  }
  inspector.check()
}

export const stories = {
  'no violation in Chinese, light and dark': (world) => everything(world, 'zh-CN'),
  'no violation in English, light and dark': (world) => everything(world, 'en'),
  'no violation beside the inbox in Chinese': (world) => beside(world, 'zh-CN'),
  'no violation beside the inbox in English': (world) => beside(world, 'en'),
  'no violation in the demo shop, both languages, light and dark': shop,
}
