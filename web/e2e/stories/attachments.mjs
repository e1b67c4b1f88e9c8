// Pictures and files in both directions: pasted, picked, shown in place, refused with a sentence when too large.
import assert from 'node:assert/strict'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seen, until } from '../lib/see.mjs'

/** A press of Ctrl-V with a picture in the clipboard. */
const paste = (field, name) => field.evaluate(async (element, fileName) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 })
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#1d5fbf'
  pen.fillRect(0, 0, 320, 200)
  const picture = await new Promise((done) => canvas.toBlob(done, 'image/png'))
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([picture], fileName, { type: 'image/png' }))
  element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}, name)

/** The picture is really drawn. */
const drawn = (image) => until('the picture', () => image.evaluate((element) => element.complete && element.naturalWidth > 0))

const NOTES = Buffer.from('保修单\n编号 42\n')
/** One byte more than a file may have. */
const TOO_LARGE = 25 * 1024 * 1024 + 1

async function fromVisitor(visitor, agent) {
  await paste(visitor.field, '裂痕.png')
  await seen(visitor.frame.locator('.staged'))
  await visitor.field.press('Enter')
  await drawn(visitor.frame.locator('.said.mine .picture img'))
  await agent.accept()
  await drawn(agent.bubbles.getByRole('button', { name: /裂痕\.png/ }).locator('img'))
  await visitor.frame.locator('input[type=file]').setInputFiles({ name: '保修.txt', mimeType: 'text/plain', buffer: NOTES })
  await visitor.write('这是保修单')
  await agent.sees('保修.txt')
  await agent.sees('这是保修单')
}

async function fromAgent(visitor, agent) {
  await agent.replyTab.click()
  await paste(agent.composer, '新杯子.png')
  await until('the picture to be up', () => agent.button('发送').isEnabled())
  await agent.button('发送').click()
  await drawn(visitor.frame.locator('.said.agent .picture img'))
  const chooser = agent.page.waitForEvent('filechooser')
  await agent.button('添加附件').click()
  await (await chooser).setFiles({ name: '发票.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') })
  await until('the file to be up', () => agent.button('发送').isEnabled())
  await agent.button('发送').click()
  await seen(visitor.frame.locator('.said.agent .file', { hasText: '发票.pdf' }))
}

/** Whoever has a signed address may read it without signing in; with another signature nobody may. */
async function addresses(world, agent) {
  const href = await agent.bubbles.getByRole('link', { name: /保修\.txt/ }).getAttribute('href')
  const elsewhere = (await world.context()).request
  const answer = await elsewhere.get(new URL(href, world.server.url).href)
  assert.equal(answer.status(), 200)
  assert.deepEqual(await answer.body(), NOTES)
  const forged = href.replace(/\/files\/([^/]+)\/(.)/, (_, id, first) => `/files/${id}/${first === 'A' ? 'B' : 'A'}`)
  const refused = await elsewhere.get(new URL(forged, world.server.url).href)
  assert.ok([403, 404].includes(refused.status()), `a forged address answers ${refused.status()}`)
}

export const stories = {
  async 'pictures and files go both ways, and too large ones are refused in a sentence'(world) {
    await world.open()
    const agent = await world.agent()
    const visitor = await world.visitor()
    await fromVisitor(visitor, agent)
    await fromAgent(visitor, agent)
    await addresses(world, agent)

    const large = join(world.folder, '太大.mp4')
    await writeFile(large, '')
    await truncate(large, TOO_LARGE)
    await visitor.frame.locator('input[type=file]').setInputFiles(large)
    await seen(visitor.notice.getByText('太大.mp4 超过'))
    assert.equal(await visitor.frame.locator('.staged li').count(), 0)
    await agent.page.locator('form input[type=file]').setInputFiles(large)
    await seen(agent.page.getByText('太大.mp4 超过 25 MB，没有添加'))

    // Pictures open large, and Escape leads back.
    await agent.bubbles.getByRole('button', { name: /裂痕\.png/ }).click()
    await seen(agent.page.getByRole('dialog'))
    await agent.page.keyboard.press('Escape')
    await visitor.frame.locator('.said.agent .picture').click()
    await seen(visitor.frame.locator('.light'))
    await visitor.page.keyboard.press('Escape')
    await visitor.frame.locator('.light').waitFor({ state: 'detached' })
    await seen(visitor.field)
  },
}
