// The demo shop in the middle of a day: customers in every place, and one thread with everything in it.
import { Customer } from '../lib/customer.mjs'
import { Rest } from '../lib/rest.mjs'
import { until } from '../lib/see.mjs'

const TEAM = ['agent@shiguang.example', 'agent2@shiguang.example']
const PASSWORD = 'shiguang2026'

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
export async function furnish(world) {
  const url = world.server.url
  const config = await (await fetch(`${url}/demo/config.json`)).json()
  const [agent, colleague] = await Promise.all(TEAM.map((email) => new Rest(url).signIn({ email, password: PASSWORD })))
  const [shop, service] = config.accounts
  // Whoever has no page open is not at work.
  await (await world.window(agent)).open()
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

  const user = config.users[0]
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
  return { agent, main: main.id, shop }
}
