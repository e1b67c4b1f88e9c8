// An agent at the console: what they press, write and see.
import { gone, seen, until } from './see.mjs'
import { WORDS } from './words.mjs'

export class Agent {
  constructor(page, rest, locale) {
    this.page = page
    this.rest = rest
    this.words = WORDS[locale]
    this.name = rest.agent.name
    this.id = rest.agent.id
    const w = this.words
    this.offer = page.getByRole('region', { name: w.offer, exact: true })
    this.log = page.getByRole('log')
    this.bubbles = this.log.locator('article')
    this.composer = page.locator('form textarea').last()
    this.replyTab = page.getByRole('tab', { name: w.reply })
    this.noteTab = page.getByRole('tab', { name: w.note })
    this.rows = page.locator('li a[href^="/inbox/"][draggable]')
    this.heading = page.getByRole('main').getByRole('heading').first()
  }

  async open(path = '/inbox/mine') {
    await this.page.goto(this.rest.url + path)
    await seen(this.page.locator('#inbox-filter, main h1, main h2'))
  }

  ready() {
    return this.rest.presence('ready')
  }

  /** Takes what is offered and goes there. A card that has just appeared ignores presses for a moment. */
  async accept() {
    await seen(this.offer)
    await until('the offer to be taken', async () => {
      if (await this.offer.isVisible()) await this.offer.getByRole('button').first().click({ timeout: 1_000 })
      return (await this.rest.get('/conversations?view=mine')).items.some((one) => one.owner === this.id)
    })
    await gone(this.offer)
    await this.rows.first().click()
    await seen(this.composer)
  }

  /** Writes to the customer. */
  async reply(text) {
    await this.replyTab.click()
    await this.composer.fill(text)
    await this.button(this.words.send).click()
  }

  /** Writes to colleagues. */
  async note(text) {
    await this.noteTab.click()
    await this.composer.fill(text)
    await this.button(this.words.saveNote).click()
  }

  button(name, options = { exact: true }) {
    return this.page.getByRole('button', { name, ...options })
  }

  bubble(text) {
    return this.bubbles.filter({ hasText: text })
  }

  async sees(text) {
    await seen(this.bubble(text))
  }

  /** The text of the messages as they stand in the thread, top first. */
  said() {
    return this.bubbles.locator('[data-text], p.whitespace-pre-wrap').allInnerTexts()
  }
}
