// What one phone knows: its accounts, what was said with each, and the calls that wait for more.
import type { Account, Item, Line, News } from './line'

export interface Chat {
  account: Account
  items: Item[]
  last: number
  typing: boolean
  following: boolean
  unread: number
}

/** Between two tries while the platform does not answer, in milliseconds. */
const RETRY = 2_000

export class Phone {
  chats: Chat[] = []
  lost = false
  /** The chat that is being looked at. */
  looking: string | null = null
  private readonly stop = new AbortController()

  constructor(
    readonly line: Line,
    readonly person: string,
    private readonly changed: () => void,
  ) {}

  /** Asks for the accounts and listens on each until `end`. */
  async start(): Promise<void> {
    const accounts = await this.patiently(() => this.line.accounts())
    if (!accounts) return
    const order = { official: 0, mini: 1 }
    accounts.sort((a, b) => order[a.kind] - order[b.kind])
    this.chats = accounts.map((account) => ({ account, items: [], last: 0, typing: false, following: false, unread: 0 }))
    this.changed()
    for (const chat of this.chats) void this.listen(chat)
  }

  end(): void {
    this.stop.abort()
  }

  chat(account: string | null): Chat | undefined {
    return this.chats.find((chat) => chat.account.id === account)
  }

  /** Chats with something in them first, the newest on top. */
  listed(): Chat[] {
    const at = (chat: Chat): number => chat.items.at(-1)?.at ?? 0
    return [...this.chats].sort((a, b) => at(b) - at(a))
  }

  look(account: string | null): void {
    this.looking = account
    const chat = this.chat(account)
    if (chat) chat.unread = 0
  }

  private async listen(chat: Chat): Promise<void> {
    // What was there before the phone was taken out is no news.
    let isOld = true
    while (!this.stop.signal.aborted) {
      const seen: { after: number; typing: boolean; wait: boolean } = { after: chat.last, typing: chat.typing, wait: !isOld }
      const news: News | null = await this.patiently(() => this.line.news(this.person, chat.account.id, seen, this.stop.signal))
      if (!news) return
      const isChange = news.items.length > 0 || chat.following !== news.following || chat.typing !== news.typing
      chat.items.push(...news.items)
      Object.assign(chat, { last: news.last, typing: news.typing, following: news.following })
      if (!isOld && this.looking !== chat.account.id) chat.unread += news.items.filter((item) => item.from === 'account').length
      isOld = isOld && news.items.length > 0
      if (isChange) this.changed()
    }
  }

  /** Tries until it works; null when the phone was put away. */
  private async patiently<T>(work: () => Promise<T>): Promise<T | null> {
    while (!this.stop.signal.aborted) {
      try {
        const result = await work()
        if (this.lost) {
          this.lost = false
          this.changed()
        }
        return result
      } catch {
        if (this.stop.signal.aborted) return null
        this.lost = true
        this.changed()
        await new Promise((resolve) => setTimeout(resolve, RETRY))
      }
    }
    return null
  }
}
