// Puts a .br and a .gz next to every text file of dist, so that the server never compresses at request time.
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const TEXT = new Set(['.html', '.js', '.mjs', '.css', '.svg', '.json', '.webmanifest', '.txt', '.map'])
// Below this size the saved bytes do not pay for another file.
const SMALLEST = 512
const dist = fileURLToPath(new URL('../dist', import.meta.url))

if (!existsSync(dist)) {
  console.error(`${dist} does not exist: build the workspaces first`)
  process.exit(1)
}
let count = 0
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !TEXT.has(extname(entry.name))) continue
  const path = join(entry.parentPath, entry.name)
  const bytes = await readFile(path)
  if (bytes.length < SMALLEST) continue
  const br = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
  await writeFile(`${path}.br`, br)
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  count += 1
}
console.log(`precompressed ${count} files in dist`)
