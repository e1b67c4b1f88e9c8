// What an agent feels on a busy day: from a key to its letter on the screen, nodes and heap, with nothing going on and with many events a
// second over a long list. `npm run busy -w e2e [-- CONVERSATIONS EVENTS_PER_SECOND]`; needs PARLOR_BIN. Prints a table; gates nothing.
import { setTimeout as pause } from 'node:timers/promises'
import { openBrowser } from './lib/browser.mjs'
import { crowd, Customer } from './lib/customer.mjs'
import { seen } from './lib/see.mjs'
import { killAll } from './lib/server.mjs'
import { World } from './lib/world.mjs'

const [conversations = 10_000, rate = 50] = process.argv.slice(2).map(Number)
/** Who writes while it is measured; beside them everybody in the list keeps what they have said. */
const WRITERS = 100
const OWN = 20
const KEYS = 300
const KEY_MS = 60

/** Runs in the page: times every key until the frame after it was handed to the screen. */
function watch() {
  window.keyTimes = []
  addEventListener('keydown', (event) => {
    const from = event.timeStamp
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => window.keyTimes.push(performance.now() - from)
      port2.postMessage(null)
    })
  }, true)
}

/** Writes at a person's fastest pace, and answers what the keys took, sorted. */
async function keys(agent) {
  await agent.composer.fill('')
  await agent.composer.focus()
  await agent.page.evaluate(() => { window.keyTimes.length = 0 })
  for (let n = 0; n < KEYS; n += 1) {
    await agent.page.keyboard.press('abcdefghijklmnopqrstuvwxyz '[n % 27])
    await pause(KEY_MS)
  }
  return agent.page.evaluate(() => window.keyTimes.sort((a, b) => a - b))
}

/** Customers write at this rate until `stop` is called; answers how many a second it was. */
function traffic(customers) {
  const began = performance.now()
  let [said, on] = [0, true]
  const hand = async (mine) => {
    for (let n = 0; on; n += 1) {
      const due = (n * 1_000 * WRITERS) / rate
      await pause(Math.max(0, due + (mine * 1_000) / rate - (performance.now() - began)))
      if (!on) return
      await customers[mine].say(`又说了一句 ${n}`)
      said += 1
    }
  }
  const hands = customers.map((_, n) => hand(n))
  return async () => {
    on = false
    const seconds = (performance.now() - began) / 1_000
    await Promise.all(hands)
    return said / seconds
  }
}

async function figures(agent, name, times, events) {
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1).padStart(8)
  const nodes = await agent.page.evaluate(() => document.querySelectorAll('*').length)
  const session = await agent.page.context().newCDPSession(agent.page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  process.stdout.write(`${name.padEnd(10)}${events.toFixed(1).padStart(10)}${at(0.5)}${at(0.95)}${at(0.99)}${String(nodes).padStart(8)}${(usedSize / 1_048_576).toFixed(1).padStart(9)}\n`)
}

async function main() {
  const browser = await openBrowser()
  const world = new World(browser)
  try {
    await world.open()
    const [rest] = await world.staff(1, OWN)
    await rest.presence('ready')
    const customers = Array.from({ length: WRITERS }, () => new Customer(world.server, world.account))
    const agent = await world.window(rest)
    await agent.open('/inbox/mine')
    await customers[0].say('第一位的问题')
    await agent.accept()
    await Promise.all(customers.slice(1).map((one, n) => one.say(`第 ${n + 2} 位的问题`)))
    await crowd(world.server, world.account, Math.max(0, conversations - WRITERS), (n) => `排队的第 ${n} 位`)
    await agent.page.evaluate(watch)
    process.stdout.write(`${conversations} conversations, ${KEYS} keys, one every ${KEY_MS} ms\n`)
    process.stdout.write(`${''.padEnd(10)}${'events/s'.padStart(10)}${'p50 ms'.padStart(8)}${'p95 ms'.padStart(8)}${'p99 ms'.padStart(8)}${'nodes'.padStart(8)}${'heap MiB'.padStart(9)}\n`)
    for (const view of ['mine', 'all']) {
      await agent.open(`/inbox/${view}`)
      await seen(agent.rows)
      await agent.rows.first().click()
      await seen(agent.composer)
      await agent.page.evaluate(watch)
      await figures(agent, `${view}, quiet`, await keys(agent), 0)
      const stop = traffic(customers)
      const times = await keys(agent)
      await figures(agent, `${view}, busy`, times, await stop())
    }
  } finally {
    await world.close()
    await browser.close()
    killAll()
  }
}

await main()
