// The console on a phone: a customer is answered with three taps, and a thumb hits everything.
import assert from 'node:assert/strict'
import { PHONE } from '../lib/world.mjs'
import { gone, seen, until } from '../lib/see.mjs'

const TARGET = 44

/** What can be pressed and does not take a press 22 px from its middle, to each side: by its name and the size it shows. */
const small = (page, least) => page.evaluate((limit) => {
  const inside = (box, outer) => box.top >= outer.top - 1 && box.bottom <= outer.bottom + 1 && box.left >= outer.left - 1 && box.right <= outer.right + 1
  const whole = (element, box) => {
    if (!inside(box, { top: 0, left: 0, bottom: innerHeight, right: innerWidth })) return false
    for (let outer = element.parentElement; outer; outer = outer.parentElement) {
      if (getComputedStyle(outer).overflowY !== 'visible' && !inside(box, outer.getBoundingClientRect())) return false
    }
    return true
  }
  const takes = (element, x, y) => {
    const hit = document.elementFromPoint(x, y)
    return !!hit && (element.contains(hit) || hit.closest('label')?.control === element)
  }
  const reach = limit / 2 - 1
  const found = []
  for (const element of document.querySelectorAll('button, a[href], [role=tab], [role=menuitem], input:not([type=file]), textarea')) {
    const box = element.getBoundingClientRect()
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    // Links within running text are text; what is cut off or covered is judged where it is whole.
    if (box.width < 2 || element.closest('.text-msg, .text, .pill') || !whole(element, box) || !takes(element, x, y)) continue
    const sides = [[0, -reach], [0, reach], [-reach, 0], [reach, 0]].filter(([dx, dy]) => x + dx > 0 && y + dy > 0 && x + dx < innerWidth && y + dy < innerHeight)
    if (sides.every(([dx, dy]) => takes(element, x + dx, y + dy))) continue
    found.push(`${element.getAttribute('aria-label') || element.innerText?.trim().slice(0, 20) || element.id || element.tagName} ${Math.round(box.width)}×${Math.round(box.height)}`)
  }
  return found
}, least)

const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const PHONE_WINDOW = { viewport: PHONE, hasTouch: true, isMobile: true }

/** What stands now fits the width and takes a thumb. */
async function fitsPhone(page, what) {
  assert.deepEqual(await small(page, TARGET), [], what)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what}: wider than the phone`)
}

/** A card that has just appeared ignores presses for a moment; the first that counts is the first tap. */
const takes = (agent) => until('it to be mine', async () => {
  if (await agent.offer.isVisible()) await agent.offer.getByRole('button').first().tap({ timeout: 1_000 })
  return (await agent.rest.get('/conversations?view=mine')).items.some((one) => one.owner === agent.id)
})

export const stories = {
  async 'three taps answer a customer, and every target is large enough'(world) {
    await world.open()
    const agent = await world.agent(PHONE_WINDOW)
    const { page } = agent
    assert.deepEqual(await small(page, TARGET), [])
    const visitor = await world.visitor(PHONE_WINDOW)
    assert.deepEqual(await small(visitor.page.frames().at(-1), TARGET), [])
    await visitor.field.fill('在吗')
    await visitor.frame.locator('.send').tap()
    await seen(agent.offer)
    assert.deepEqual(await small(page, TARGET), [])

    let taps = 0
    const tap = async (locator) => { taps += 1; await locator.tap() }
    await takes(agent)
    taps += 1
    await seen(agent.composer)
    // The field is there at once; writing is no tap beyond the one that opens it.
    await agent.composer.fill('在的，请讲')
    await tap(agent.button('发送'))
    await visitor.sees('在的，请讲')
    assert.ok(taps <= 3, `${taps} taps`)
    assert.deepEqual(await small(page, TARGET), [])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the phone')

    for (const name of ['转接', '挂起', '客户资料']) {
      // What is done less often waits in the menu.
      if (name === '挂起') await page.getByRole('button', { name: '更多操作', exact: true }).tap()
      await page.getByRole(name === '挂起' ? 'menuitem' : 'button', { name, exact: true }).tap()
      await seen(page.getByRole('dialog'))
      assert.deepEqual(await small(page, TARGET), [], name)
      await page.keyboard.press('Escape')
      await gone(page.getByRole('dialog'))
    }
  },

  async 'everything an agent does takes three taps, fits, and is large enough for a thumb'(world) {
    await world.open()
    await world.admin.post('/quick-replies', { scope: 'company', shortcut: 'hi', title: '问候', text: '您好，请讲' })
    const [, colleague] = await world.staff(2)
    await colleague.presence('ready').then(() => colleague.presence('break', 'meal'))
    const agent = await world.agent(PHONE_WINDOW)
    const { page } = agent
    const visitor = await world.visitor()
    await visitor.write('在吗')
    await takes(agent)
    await seen(agent.composer)
    const sheet = page.getByRole('dialog')
    let taps = 0
    const tap = async (locator) => { taps += 1; await locator.first().tap() }
    const button = (name) => page.getByRole('button', { name, exact: true })
    const fits = (what) => fitsPhone(page, what)
    const deed = async (what, run) => {
      taps = 0
      await run()
      assert.ok(taps <= 3, `${what}: ${taps} taps`)
      // A field in a sheet is left first, then the sheet.
      for (let n = 0; n < 2 && (await sheet.count()); n += 1) await page.keyboard.press('Escape')
      await gone(sheet)
    }

    await deed('a quick reply', async () => {
      await tap(button('快捷回复'))
      await tap(page.getByRole('option'))
      await fits('quick replies')
      await tap(agent.button('发送'))
      await visitor.sees('您好，请讲')
    })
    await deed('a photo', async () => {
      const chooser = page.waitForEvent('filechooser')
      await tap(button('添加附件'))
      await (await chooser).setFiles({ name: '杯子.png', mimeType: 'image/png', buffer: PICTURE })
      await until('the upload', () => agent.button('发送').isEnabled())
      await fits('a photo')
      await tap(agent.button('发送'))
      await seen(agent.bubbles.locator('img'))
    })
    await deed('a tag', async () => {
      await tap(button('客户资料'))
      await seen(sheet)
      await fits('customer')
      await tap(sheet.getByRole('button', { name: '添加标签' }))
      await fits('tags')
    })
    await deed('preferences', async () => {
      await page.goto(`${world.server.url}/inbox/mine`)
      await tap(page.locator('header button[aria-haspopup=menu]').last())
      await seen(page.getByRole('menu'))
      await fits('menu')
      await tap(page.getByRole('menuitem', { name: '偏好设置' }))
      await seen(sheet)
      await fits('look')
      await tap(page.getByRole('tab', { name: '通知' }))
      await seen(sheet.getByText('安静时段'))
      await fits('notifications')
    })
    await agent.rows.first().tap()
    await deed('pending', async () => {
      await tap(button('更多操作'))
      await tap(page.getByRole('menuitem', { name: '挂起' }))
      await seen(sheet)
      await fits('pending')
      await tap(sheet.getByRole('button', { name: '30 分钟后' }))
      await until('it to be pending', async () => (await agent.rest.get('/conversations?view=pending')).items.length === 1)
    })
    await page.goto(`${world.server.url}/inbox/pending`)
    await agent.rows.first().tap()
    await button('恢复接待').first().tap()
    await deed('transfer', async () => {
      await tap(button('转接'))
      await seen(sheet)
      await fits('transfer')
    })
    await deed('close', async () => {
      await tap(button('结束会话'))
      await until('it to be closed, or a question', async () => (await agent.rest.get('/conversations?view=closed')).items.length === 1 || (await page.getByRole('alert').count()) > 0)
    })
  },
}
