// A gallery of every screen against `parlor demo`: `npm run shots -w e2e -- FOLDER [part of a name]`. Needs PARLOR_BIN.
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openBrowser } from './lib/browser.mjs'
import { killAll } from './lib/server.mjs'
import { World } from './lib/world.mjs'
import { furnish } from './shots/day.mjs'
import { gallery, LOOKS } from './shots/gallery.mjs'

const [folder, part = ''] = process.argv.slice(2)
if (!folder) throw new Error('say where: npm run shots -w e2e -- FOLDER')
// npm runs this in web/e2e; the folder is meant from where the person stands.
const to = resolve(process.env.INIT_CWD ?? '.', folder)

async function keep(page, file) {
  if (!file.includes(part)) return
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: `${to}/${file}`, caret: 'initial' })
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
      await gallery(world, day, look, keep)
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
