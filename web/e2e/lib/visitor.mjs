// A customer at a host page with the widget: what they press, write and see.
import { gone, says, seen } from './see.mjs'
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

  /** Writes as a person does, and presses Enter. */
  async write(text) {
    await this.field.fill(text)
    await this.field.press('Enter')
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
