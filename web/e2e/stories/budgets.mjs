// What must stay small however much there is: nodes of a long list and of a long thread, and the page's heap.
import assert from 'node:assert/strict'
import { crowd, Customer } from '../lib/customer.mjs'
import { seen, until } from '../lib/see.mjs'

/** How many conversations; 10,000 to measure the budget itself (minutes), fewer to hold the mechanism on every run. */
const CROWD = Number(process.env.PARLOR_TEST_CROWD) || 160
const THREAD = 200
const MOST_NODES = 1_200
const MOST_MESSAGES = 120
const MOST_HEAP = 40 * 1024 * 1024

const nodes = (page) => page.evaluate(() => document.querySelectorAll('*').length)

/** Scrolls on until it stands at the edge; `each` looks at every step. */
async function scrollTo(scroller, edge, each, step = 700) {
  let still = 0
  await until(`the ${edge} of the list`, async () => {
    const moved = await scroller.evaluate((element, by) => {
      const before = [element.scrollTop, element.scrollHeight].join()
      element.scrollTop = Math.max(0, element.scrollTop + by)
      return before !== [element.scrollTop, element.scrollHeight].join()
    }, edge === 'end' ? step : -step)
    await each()
    still = moved ? 0 : still + 1
    return still > 10
  }, 120_000)
}

export const stories = {
  async 'a list of many conversations stays a few nodes'(world) {
    await world.open()
    await crowd(world.server, world.account, CROWD, (n) => `第 ${n} 位的问题`)
    const [rest] = await world.staff(1)
    const agent = await world.window(rest)
    await agent.open('/inbox/queue')
    await seen(agent.rows)
    const scroller = agent.page.locator('ul[aria-label]').filter({ has: agent.rows }).locator('..')
    let most = 0
    const last = agent.rows.filter({ hasText: `第 ${CROWD - 1} 位的问题` })
    await scrollTo(scroller, 'end', async () => { most = Math.max(most, await nodes(agent.page)) }, Math.max(700, CROWD * 2))
    assert.ok(most <= MOST_NODES, `${most} nodes, at most ${MOST_NODES}`)
    const whole = await agent.page.locator('li[aria-setsize]').first().getAttribute('aria-setsize')
    assert.equal(Number(whole), CROWD)
    await until('the last rows', async () => (await agent.rows.count()) > 3)
    assert.ok((await last.count()) <= 1)
    const heap = await agent.page.evaluate(() => performance.memory.usedJSHeapSize)
    assert.ok(heap <= MOST_HEAP, `${heap} bytes of heap, at most ${MOST_HEAP}`)
  },

  async 'a long thread mounts a slice, and shows every message once on the way up'(world) {
    await world.open()
    const words = Array.from({ length: THREAD }, (_, n) => `第 ${n + 1} 句`)
    await new Customer(world.server, world.account).say(...words)
    const agent = await world.agent()
    await agent.accept()
    await agent.sees(words.at(-1))
    const met = new Set()
    let most = 0
    const look = async () => {
      const shown = await agent.bubbles.locator('p.text-msg').allInnerTexts()
      most = Math.max(most, shown.length)
      assert.equal(new Set(shown).size, shown.length, 'a message is shown twice')
      const order = shown.map((text) => words.indexOf(text))
      assert.ok(order.every((place, n) => n === 0 || place === order[n - 1] + 1), `out of order: ${shown.join()}`)
      for (const text of shown) met.add(text)
    }
    await scrollTo(agent.log, 'start', look)
    assert.deepEqual(words.filter((word) => !met.has(word)), [], 'messages that were never shown')
    await scrollTo(agent.log, 'end', look)
    await agent.sees(words.at(-1))
    assert.ok(most <= MOST_MESSAGES, `${most} messages mounted, at most ${MOST_MESSAGES}`)
    assert.ok((await nodes(agent.page)) <= 2 * MOST_NODES)
  },
}
