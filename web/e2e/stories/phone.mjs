// The console on a phone: a customer is answered with three taps, and a thumb hits everything.
import assert from 'node:assert/strict'
import { PHONE } from '../lib/world.mjs'
import { seen, until } from '../lib/see.mjs'

const TARGET = 44

/** What can be pressed and is smaller than a thumb, by its name and size. */
const small = (page, least) => page.evaluate((limit) => {
  const shown = (box) => box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
  const pressable = [...document.querySelectorAll('button, a[href], [role=tab], [role=menuitem], input:not([type=file]), textarea')]
  return pressable
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([element, box]) => shown(box) && getComputedStyle(element).visibility === 'visible' && !element.closest('p, .text-msg'))
    .filter(([, box]) => Math.round(box.height) < limit || Math.round(box.width) < limit)
    .map(([element, box]) => `${element.getAttribute('aria-label') || element.innerText?.trim().slice(0, 20) || element.id || element.tagName} ${Math.round(box.width)}×${Math.round(box.height)}`)
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
    await until('the card to take presses', () => agent.offer.evaluate((card) => !card.inert))
    await tap(agent.offer.getByRole('button').first())
    await until('it to be mine', async () => (await agent.rest.get('/conversations?view=mine')).items.some((one) => one.owner === agent.id))
    if (!(await agent.composer.isVisible())) await tap(agent.rows.first())
    await seen(agent.composer)
    // The field is there at once; writing is no tap beyond the one that opens it.
    await agent.composer.fill('在的，请讲')
    await tap(agent.button('发送'))
    await visitor.sees('在的，请讲')
    assert.ok(taps <= 3, `${taps} taps`)
    assert.deepEqual(await small(page, TARGET), [])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the phone')

    await page.getByRole('button', { name: '转接', exact: true }).tap()
    await seen(page.getByRole('dialog'))
    assert.deepEqual(await small(page, TARGET), [])
  },
}
