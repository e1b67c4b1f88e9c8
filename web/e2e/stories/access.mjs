// No accessibility violation that a machine can find: every screen, in both themes and both languages.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Customer } from '../lib/customer.mjs'
import { gone, seen, until } from '../lib/see.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Violations of the page or frame as it is now, one line each. */
async function violations(frame) {
  await frame.evaluate(AXE)
  return frame.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ['violations'], iframes: false })
    return result.violations.map((one) => `${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join('; ')}`)
  })
}

class Inspector {
  found = []

  constructor(name) {
    this.name = name
  }

  async look(screen, frame) {
    for (const one of await violations(frame)) this.found.push(`${this.name} ${screen}: ${one}`)
  }

  check() {
    if (this.found.length) throw new Error(`accessibility:\n${this.found.join('\n')}`)
  }
}

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
  await inspector.look('offer', agent.page)
  await agent.accept()
  await visitor.frame.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PICTURE })
  await visitor.field.press('Enter')
  await agent.reply('回')
  await agent.note('备')
  await agent.sees('备')
  await inspector.look('thread', agent.page)
  await agent.noteTab.click()
  await inspector.look('note', agent.page)
  const { page } = agent
  await page.keyboard.press('Escape')
  for (const [screen, key] of [['palette', 'Control+k'], ['help', '?'], ['transfer', 't'], ['pending', 's']]) {
    await page.locator('body').press(key)
    await seen(page.getByRole('dialog'))
    await inspector.look(screen, page)
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
  }
  await menu(agent, inspector)
  return agent
}

/** What hangs from the agent's own face. */
async function menu({ page }, inspector) {
  const face = page.locator('nav button[aria-haspopup=menu]')
  await face.click()
  await seen(page.getByRole('menu'))
  await inspector.look('menu', page)
  await page.keyboard.press('Escape')
  for (const [screen, name] of [['quick replies', /快捷回复|Quick replies/], ['preferences', /偏好设置|Preferences/]]) {
    await gone(page.getByRole('menu'))
    await face.click()
    await page.getByRole('menuitem', { name }).click()
    await seen(page.getByRole('dialog'))
    await inspector.look(screen, page)
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
  }
}

async function everything(world, locale, theme) {
  await world.open()
  const look = { locale, theme }
  const inspector = new Inspector(`${locale} ${theme}`)
  const visitor = await world.visitor(look)
  const widget = visitor.page.frames().find((frame) => frame.url().includes('/widget/'))
  await seen(visitor.frame.locator('form.card'))
  await inspector.look('widget form', widget)
  await visitor.frame.locator('.card .link').click()
  const agent = await console(world, inspector, look, visitor)
  await seen(visitor.theirs)
  await inspector.look('widget', widget)
  await inspector.look('host page', visitor.page)
  await new Customer(world.server, world.account).say('排队的')
  await agent.page.goto(`${world.server.url}/inbox/queue`)
  await seen(agent.rows)
  await inspector.look('queue', agent.page)
  await agent.page.setViewportSize({ width: 390, height: 844 })
  await until('one column', async () => (await agent.page.locator('nav').count()) === 1)
  await inspector.look('phone', agent.page)
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
      await inspector.look(`${locale} ${theme}`, page)
    }
  }
  inspector.check()
}

export const stories = {
  'no violation, Chinese, light': (world) => everything(world, 'zh-CN', 'light'),
  'no violation, Chinese, dark': (world) => everything(world, 'zh-CN', 'dark'),
  'no violation, English, light': (world) => everything(world, 'en', 'light'),
  'no violation, English, dark': (world) => everything(world, 'en', 'dark'),
  'no violation in the demo shop': shop,
}
