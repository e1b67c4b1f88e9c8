// A gallery of every screen against `parlor demo`: `npm run shots -w e2e -- FOLDER [part of a name]`. Needs PARLOR_BIN.
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openBrowser } from './lib/browser.mjs'
import { Customer } from './lib/customer.mjs'
import { Rest } from './lib/rest.mjs'
import { gone, seen, until } from './lib/see.mjs'
import { killAll } from './lib/server.mjs'
import { PHONE, World } from './lib/world.mjs'

const [folder, part = ''] = process.argv.slice(2)
if (!folder) throw new Error('say where: npm run shots -w e2e -- FOLDER')
// npm runs this in web/e2e; the folder is meant from where the person stands.
const to = resolve(process.env.INIT_CWD ?? '.', folder)
const TEAM = { agent: 'agent@shiguang.example', colleague: 'agent2@shiguang.example' }
const PASSWORD = 'shiguang2026'

const SIZES = { 1440: { width: 1440, height: 900 }, 1280: { width: 1280, height: 800 }, 390: PHONE }
const LOOKS = ['zh-CN', 'en'].flatMap((locale) => ['light', 'dark'].flatMap((theme) => Object.keys(SIZES).map((size) => ({ locale, theme, size }))))

/** A drawing of a cracked cup, as a customer would send a photograph. */
const draw = (page) => page.evaluate(async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
  const pen = canvas.getContext('2d')
  const shade = (x0, y0, x1, y1, ...colours) => {
    pen.fillStyle = pen.createLinearGradient(x0, y0, x1, y1)
    colours.forEach((colour, n) => pen.fillStyle.addColorStop(n / (colours.length - 1), colour))
  }
  shade(0, 0, 0, 480, '#d9d2c5', '#b8ab97')
  pen.fillRect(0, 0, 640, 480)
  shade(190, 0, 450, 0, '#e9eef2', '#ffffff', '#c8d2da')
  pen.beginPath()
  pen.moveTo(190, 130)
  pen.bezierCurveTo(200, 400, 250, 410, 320, 410)
  pen.bezierCurveTo(390, 410, 440, 400, 450, 130)
  pen.fill()
  pen.strokeStyle = '#59636d'
  pen.lineWidth = 3
  pen.beginPath()
  ;[[330, 128], [322, 170], [340, 205], [326, 250]].forEach(([x, y], n) => (n ? pen.lineTo(x, y) : pen.moveTo(x, y)))
  pen.stroke()
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
  return [...new Uint8Array(await blob.arrayBuffer())]
})

async function upload(rest, bytes) {
  const answer = await fetch(`${rest.url}/api/v1/attachments?name=${encodeURIComponent('裂痕.jpg')}`, {
    method: 'POST', headers: { Cookie: rest.cookie, 'X-Parlor-CSRF': rest.csrf, 'Content-Type': 'image/jpeg' }, body: Uint8Array.from(bytes),
  })
  return (await answer.json()).id
}

/** A shop on a working afternoon: conversations in every place, and one thread with everything in it. */
async function furnish(world) {
  const url = world.server.url
  const config = await (await fetch(`${url}/demo/config.json`)).json()
  const [agent, colleague] = await Promise.all(Object.values(TEAM).map((email) => new Rest(url).signIn({ email, password: PASSWORD })))
  const [shop, service] = config.accounts
  await agent.presence('ready')
  const offered = (text) => until(`the offer of ${text}`, async () => (await agent.get('/conversations?view=mine')).items.find((one) => one.offer))
  const take = async (account, options, ...texts) => {
    const customer = new Customer(world.server, account, options)
    await customer.say(...texts)
    const { id } = await offered(texts[0])
    await agent.post(`/conversations/${id}/accept`)
    return { customer, id }
  }
  const send = (id, kind, text, attachments = []) => agent.post(`/conversations/${id}/messages`, { client_id: crypto.randomUUID(), kind, text, attachments })

  const { user } = { user: config.users[0] }
  const main = await take(shop, { user: { payload: user.payload, signature: user.signature } }, '你好，上周买的月白杯到了，杯口有一道裂痕', '能换一个吗？快递盒也压扁了')
  const page = await (await world.context()).newPage()
  const bytes = await draw(page)
  await page.close()
  await send(main.id, 'reply', '您好，我是林小满。给您添麻烦了，能拍一张杯口的照片吗？')
  await main.customer.say('好的，等一下，这里光线不太好。订单号 SG-20261118-0421')
  await send(main.id, 'note', '老客户，去年买过三次。库里还有 12 只，可以直接换新。')
  await send(main.id, 'reply', '收到，仓库同事拍的新杯子您看一下，今天就能发：', [await upload(agent, bytes)])
  await agent.put(`/conversations/${main.id}/tags`, { tags: ['退换货', 'VIP'] })
  await agent.post(`/conversations/${main.id}/pending`, { until: new Date(Date.now() + 3_600_000).toISOString() })
  await main.customer.say('这只好看，就换它。旧的需要寄回吗？')

  const second = await take(service, {}, '发票抬头写错了，可以重开吗')
  await send(second.id, 'reply', '可以的，请把新的抬头发给我。')
  await take(shop, { locale: 'en' }, 'Hi, do you ship the linen apron to Singapore?')
  const done = await take(shop, {}, '谢谢，已经收到了')
  await agent.post(`/conversations/${done.id}/close`, { no_reply_needed: 'thanks' })
  const waiting = await take(service, {}, '壶盖的尺寸发一下')
  await send(waiting.id, 'reply', '我去量一下，明天上午告诉您。')
  await agent.post(`/conversations/${waiting.id}/pending`, { until: new Date(Date.now() + 18 * 3_600_000).toISOString() })
  await agent.presence('break', 'meeting')
  await new Customer(world.server, shop).say('在吗，想问下蓝色的还有没有')
  await new Customer(world.server, service).say('物流三天没动了')
  await colleague.presence('break', 'meal')
  return { agent, main: main.id, shop, config }
}

/** One look: language, theme, size. `shot(name)` keeps the page as it is now. */
async function gallery(world, shopDay, look) {
  const { locale, theme, size } = look
  const phone = size === '390'
  const options = { locale, theme, viewport: SIZES[size], ...(phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}) }
  const shot = async (page, name) => {
    const file = `${name}-${locale === 'en' ? 'en' : 'zh'}-${theme}-${size}.png`
    if (!file.includes(part)) return
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: `${to}/${file}`, caret: 'initial' })
  }
  const signIn = await (await world.context(options)).newPage()
  await signIn.goto(world.server.url)
  await seen(signIn.locator('form'))
  await shot(signIn, 'sign-in')
  await desk(world, shopDay, options, shot, phone)
  await widget(world, shopDay, options, shot)
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
  for (const [name, key] of [['palette', 'Control+k'], ['transfer', 't'], ['pending', 's'], ['help', '?']]) {
    await page.locator('body').press(key)
    await seen(page.getByRole('dialog'))
    await shot(page, name)
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
  }
  if (phone || options.viewport.width < 1_280) {
    await page.locator('header button').last().click()
    await seen(page.getByRole('dialog'))
    await shot(page, 'customer')
  }
}

async function widget(world, { shop }, options, shot) {
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
  void shop
}

async function main() {
  await mkdir(to, { recursive: true })
  const browser = await openBrowser()
  const world = new World(browser)
  try {
    await world.open(['demo', '--quiet'])
    const day = await furnish(world)
    for (const look of LOOKS) {
      const before = world.contexts.length
      await gallery(world, day, look)
      await Promise.all(world.contexts.splice(before).map((context) => context.close()))
    }
    world.guard.check()
    process.stdout.write(`pictures are in ${to}\n`)
  } finally {
    await world.close()
    await browser.close()
    killAll()
  }
}

await main()
