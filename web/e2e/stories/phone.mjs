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

const PHONE_WINDOW = { viewport: PHONE, hasTouch: true, isMobile: true }

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
    // A card that has just appeared ignores presses for a moment; the first that counts is the first tap.
    await until('it to be mine', async () => {
      if (await agent.offer.isVisible()) await agent.offer.getByRole('button').first().tap({ timeout: 1_000 })
      return (await agent.rest.get('/conversations?view=mine')).items.some((one) => one.owner === agent.id)
    })
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
}
