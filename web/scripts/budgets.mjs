// Byte budgets (brotli): fails when a page outgrows what design/console.md allows. Run after `npm run build`.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'

const KB = 1024
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const lines = []
let failed = false

/** Compressed size of one file in bytes; the precompressed sibling is what the server sends. */
function size(path) {
  const sibling = `${path}.br`
  return existsSync(sibling) ? statSync(sibling).size : brotliCompressSync(readFileSync(path)).length
}

function files(folder, ...extensions) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
}

function judge(what, bytes, limit) {
  const over = bytes > limit * KB
  failed ||= over
  lines.push(`${over ? 'OVER' : 'ok  '}  ${(bytes / KB).toFixed(1).padStart(6)} of ${String(limit).padStart(3)} KB  ${what}`)
}

/** The scripts and styles that a browser loads before the first paint, named by the page itself. */
function initial(page, pattern) {
  const html = readFileSync(page, 'utf8')
  return [...html.matchAll(pattern)].map((match) => join(dist, 'console', match[1]))
}

const page = join(dist, 'console/index.html')
if (!existsSync(page)) {
  console.error('dist/console/index.html does not exist: run `npm run build` first')
  process.exit(1)
}
const first = new Set(initial(page, /(?:src|href)="(\/assets\/[^"]+\.js)"/g))
const sum = (paths) => [...paths].reduce((total, path) => total + size(path), 0)
judge('console: initial JavaScript', sum(first), 140)
judge('console: CSS', sum(files(join(dist, 'console'), '.css')), 20)
for (const chunk of files(join(dist, 'console'), '.js').filter((path) => !first.has(path))) {
  judge(`console: lazy ${relative(join(dist, 'console'), chunk)}`, size(chunk), 200)
}
if (existsSync(join(dist, 'widget.js'))) judge('widget: loader', size(join(dist, 'widget.js')), 3)
if (existsSync(join(dist, 'widget'))) {
  // The page and what it names; what comes when it is asked for has a limit of its own.
  const named = [...readFileSync(join(dist, 'widget/index.html'), 'utf8').matchAll(/(?:src|href)="\/widget\/(assets\/[^"]+)"/g)].map((match) => join(dist, 'widget', match[1]))
  const opens = new Set([join(dist, 'widget/index.html'), ...named])
  judge('widget: application', sum(opens), 25)
  judge('widget: message form, when nobody is there', sum(files(join(dist, 'widget'), '.js', '.css').filter((path) => !opens.has(path))), 5)
}

console.log(lines.join('\n'))
if (failed) {
  console.error('a byte budget is exceeded: make the page smaller, or say in an issue why the limit must move')
  process.exit(1)
}
