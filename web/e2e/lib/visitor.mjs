// A customer at a host page with the widget: what they press, write and see.
import { gone, says, seen, until } from './see.mjs'
import { WORDS } from './words.mjs'

export class Visitor {
  constructor(page, locale) {
    this.page = page
    this.words = WORDS[locale].visitor
    this.frame = page.frameLocator('iframe')
    this.launcher = page.locator('button[aria-haspopup="dialog"]')
    this.field = this.frame.locator('.compose textarea')
    this.mine = this.frame.locator('.said.mine .text')
    this.theirs = this.frame.locator('.said.agent .text')
    this.pills = this.frame.locator('.pill')
    this.notice = this.frame.locator('.notice')
    this.handoff = this.frame.locator('.hand')
    /** Every frame the server has sent to this page's sockets. */
    this.heard = []
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => this.heard.push(String(payload))))
  }

  /** Comes to the page and opens the chat. */
  async come(address) {
    await this.page.goto(address)
    await this.open()
  }

  async open() {
    await seen(this.launcher)
    await this.launcher.click()
    await seen(this.frame.locator('.panel'))
  }

  /** Writes as a person does: sees the text in the field, presses Enter, and sees the field empty. A browser that is under load may hand a
   *  key to the frame around; who sees that nothing came of it does it again. */
  async write(text) {
    await until(`“${text}” in the field`, async () => {
      await this.field.fill(text)
      return (await this.field.inputValue()) === text
    })
    await until(`“${text}” sent`, async () => {
      if ((await this.field.inputValue()) === text) await this.field.press('Enter')
      return (await this.field.inputValue()) === ''
    })
  }

  async sees(text) {
    await seen(this.theirs.filter({ hasText: text }))
  }

  /** The receipt below the last message of one's own. */
  receipt(text) {
    return says(this.frame.locator('.said.mine .meta').last(), text)
  }

  async sent(text) {
    await seen(this.mine.filter({ hasText: text }))
    await gone(this.frame.getByText(this.words.sending, { exact: true }))
  }

  reload() {
    return this.page.reload()
  }
}
