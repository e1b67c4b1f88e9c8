// A customer without a browser, through the long-poll door: for stories about agents, and for many customers at once.
import { randomUUID } from 'node:crypto'

/** Most frames the door takes in one poll. */
const FRAMES = 20

export class Customer {
  token = null
  cursor = null

  constructor(server, account, { locale = 'zh-CN', user = null, page = { url: 'https://shop.example/cup', title: '月白杯' } } = {}) {
    this.server = server
    this.hello = { t: 'hello', account: account.id, locale, page, user }
  }

  async poll(frames) {
    const hello = { ...this.hello, token: this.token, cursor: this.cursor }
    const answer = await fetch(`${this.server.url}/api/visitor/poll`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ hello, frames, wait: 0 }),
    })
    if (!answer.ok) throw new Error(`poll: ${answer.status} ${await answer.text()}`)
    const told = (await answer.json()).frames
    for (const frame of told) {
      if (frame.t === 'error') throw new Error(`poll: ${JSON.stringify(frame.problem)}`)
      this.token = frame.token ?? this.token
      this.cursor = frame.cursor ?? this.cursor
    }
    return told
  }

  /** Says all of it, in order; answers the acknowledgements. */
  async say(...texts) {
    const acks = []
    for (let n = 0; n < texts.length; n += FRAMES) {
      const frames = texts.slice(n, n + FRAMES).map((text) => ({ t: 'send', client_id: randomUUID(), text, attachments: [], form: null }))
      acks.push(...(await this.poll(frames)).filter((frame) => frame.t === 'ack'))
    }
    if (acks.length !== texts.length) throw new Error(`${acks.length} of ${texts.length} acknowledged`)
    return acks
  }
}

/** So many customers, each with a word of their own, a few at a time. */
export async function crowd(server, account, n, word) {
  let next = 0
  const one = async () => {
    for (let number = next++; number < n; number = next++) await new Customer(server, account).say(word(number))
  }
  await Promise.all(Array.from({ length: 16 }, one))
}
