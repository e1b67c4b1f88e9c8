// Runs the browser stories: `npm run e2e -w e2e [-- part of a name]`. Needs PARLOR_BIN, a parlor that carries the pages.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { openBrowser } from './lib/browser.mjs'
import { killAll } from './lib/server.mjs'
import { World } from './lib/world.mjs'

/** Longest a story may take, in ms; a crowd at full size needs its time. */
const LIMIT = process.env.PARLOR_TEST_CROWD ? 900_000 : 120_000
const say = (line) => process.stdout.write(`${line}\n`)
const wanted = process.argv.slice(2)

async function collect() {
  const folder = new URL('./stories/', import.meta.url)
  const files = (await readdir(folder)).filter((name) => name.endsWith('.mjs')).sort()
  const modules = await Promise.all(files.map((name) => import(new URL(name, folder))))
  const all = modules.flatMap((module, n) => Object.entries(module.stories).map(([name, tell]) => ({ name: `${files[n].replace('.mjs', '')} · ${name}`, tell })))
  return all.filter((story) => !wanted.length || wanted.some((part) => story.name.includes(part)))
}

/** Tells one story in a world of its own; answers what went wrong, or null. */
async function run(story, browser, pictures) {
  const world = new World(browser)
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`took longer than ${LIMIT} ms`)), LIMIT) })
  try {
    await Promise.race([story.tell(world), late])
    world.guard.check()
    return null
  } catch (error) {
    await mkdir(pictures, { recursive: true })
    await world.pictures(pictures, story.name.replace(/[^\p{L}\p{N}]+/gu, '-'))
    const words = (world.server?.said ?? []).slice(-8).map((line) => `server: ${line}`)
    return [error.stack, ...world.guard.problems, ...(await world.says()), ...words].join('\n')
  } finally {
    clearTimeout(timer)
    await world.close().catch((error) => say(`  closing ${story.name}: ${error.message}`))
  }
}

async function main() {
  const stories = await collect()
  const folder = await mkdtemp(join(tmpdir(), 'parlor-stories.'))
  const pictures = process.env.PARLOR_TEST_SHOTS || join(tmpdir(), 'parlor-stories-failed')
  process.env.TMPDIR = folder
  const browser = await openBrowser()
  const end = async (code) => {
    killAll()
    await browser.close().catch(() => {})
    await rm(folder, { recursive: true, force: true })
    process.exit(code)
  }
  process.once('SIGINT', () => void end(130))
  process.once('SIGTERM', () => void end(143))

  let failed = 0
  const left = [...stories]
  const work = async () => {
    for (let story = left.shift(); story; story = left.shift()) {
      const begin = performance.now()
      const error = await run(story, browser, pictures)
      const took = ((performance.now() - begin) / 1000).toFixed(1)
      say(`${error ? 'FAILED' : '    ok'} ${took.padStart(5)} s  ${story.name}`)
      if (error) {
        failed += 1
        say(stripVTControlCharacters(error).replace(/^/gm, '         '))
      }
    }
  }
  // One more than there are cores: stories wait a good part of their time.
  const hands = Number(process.env.PARLOR_TEST_HANDS) || Math.min(6, availableParallelism() + 1)
  await Promise.all(Array.from({ length: hands }, work))
  if (failed) say(`pictures of what failed: ${pictures}`)
  say(`${stories.length - failed} passed, ${failed} failed`)
  await end(failed || !stories.length ? 1 : 0)
}

await main()
