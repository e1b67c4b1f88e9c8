// The console's list of what it carries of others: the bundler leaves out what only a worker carries, so that is added here.
import { appendFile, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}/node_modules/benz-amr-recorder`
const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'))
const text = await readFile(`${folder}/LICENSE`, 'utf8')
await appendFile(`${root}/dist/console/third-party.txt`, `
## ${name} - ${version} (${license})

${text.trim()}

It carries the opencore-amr decoder, compiled to JavaScript: Copyright (C) 1998-2009 PacketVideo, Apache License 2.0
(https://www.apache.org/licenses/LICENSE-2.0).
`)
