// The screens of the gallery: the desk and the shop, as somebody at that width, in that language and theme, sees them.
import { gone, seen, until } from '../lib/see.mjs'
import { PHONE } from '../lib/world.mjs'

const SIZES = { 1440: { width: 1440, height: 900 }, 1280: { width: 1280, height: 800 }, 390: PHONE }
export const LOOKS = ['zh-CN', 'en'].flatMap((locale) => ['light', 'dark'].flatMap((theme) => Object.keys(SIZES).map((size) => ({ locale, theme, size }))))

/** All screens in one look; `keep(page, name)` keeps the page as it is now. */
export async function gallery(world, day, look, keep) {
  const { locale, theme, size } = look
  const phone = size === '390'
  const options = { locale, theme, viewport: SIZES[size], ...(phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}) }
  const shot = (page, name) => keep(page, `${name}-${locale === 'en' ? 'en' : 'zh'}-${theme}-${size}.png`)
  const signIn = await (await world.context(options)).newPage()
  await signIn.goto(world.server.url)
  await seen(signIn.locator('form'))
  await shot(signIn, 'sign-in')
  await desk(world, day, options, shot, phone)
  await widget(world, options, shot)
}

async function desk(world, { agent: rest, main }, options, shot, phone) {
  const agent = await world.window(rest, options)
  const { page } = agent
  await agent.open('/inbox/mine')
  await seen(agent.rows)
  await shot(page, 'inbox')
  await agent.open('/inbox/queue')
  await seen(agent.rows)
  await shot(page, 'queue')
  await agent.open(`/inbox/mine/${main}`)
  await seen(agent.bubbles)
  await until('the picture', () => page.evaluate(() => [...document.querySelectorAll('article img')].every((image) => image.complete && image.naturalWidth)))
  await shot(page, 'thread')
  await agent.noteTab.click()
  await shot(page, 'note')
  await agent.replyTab.click()
  await agent.composer.fill('')
  await agent.composer.pressSequentially('/')
  await seen(page.getByRole('option'))
  await shot(page, 'quick-reply')
  await agent.composer.fill('')
  await agent.composer.press('Escape')
  // Keys have no place on a phone.
  const dialogs = [['palette', 'Control+k'], ['transfer', 't'], ['pending', 's'], ...(phone ? [] : [['help', '?']])]
  for (const [name, key] of dialogs) {
    await page.locator('body').press(key)
    await seen(page.getByRole('dialog'))
    await shot(page, name)
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
  }
  await menu(agent, shot, phone)
  if (phone) {
    await agent.open(`/inbox/mine/${main}`)
    await seen(agent.bubbles)
    await page.getByRole('button', { name: /^(客户资料|Customer details)$/ }).click()
    await seen(page.getByRole('dialog'))
    await shot(page, 'customer')
  }
}

/** What hangs from the agent's face, and an offer. */
async function menu(agent, shot, phone) {
  const { page } = agent
  if (phone) await agent.open('/inbox/mine')
  const face = page.getByRole('button', { name: agent.name })
  await face.click()
  await seen(page.getByRole('menu'))
  await shot(page, 'menu')
  for (const [name, text] of [['preferences', /偏好设置|Preferences/], ['quick-replies', /快捷回复|Quick replies/]]) {
    await page.getByRole('menuitem', { name: text }).click()
    await seen(page.getByRole('dialog'))
    await shot(page, name)
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
    await face.click()
    await seen(page.getByRole('menu'))
  }
  await page.keyboard.press('Escape')
  await agent.rest.presence('ready')
  await seen(agent.offer.locator('button:enabled'))
  await shot(page, 'offer')
  await agent.rest.presence('break', 'meeting')
  await gone(agent.offer)
}

async function widget(world, options, shot) {
  const visitor = await world.visitor({ ...options, address: `${world.server.url}/demo` })
  await seen(visitor.frame.locator('form.card'))
  await shot(visitor.page, 'widget-form')
  await visitor.frame.locator('.card .link').click()
  await visitor.write(options.locale === 'en' ? 'Is the blue cup in stock?' : '蓝色的杯子还有货吗？')
  await seen(visitor.pills)
  await shot(visitor.page, 'widget')
  await visitor.frame.locator('.head .icon').click()
  await visitor.page.locator('iframe').waitFor({ state: 'hidden' })
  await shot(visitor.page, 'demo')
}
