// The REST doors around mentions: whom a note may name, and the list of what names the caller.
import type { components } from './generated'
import type { Rest } from './rest'
import type { Page } from './shapes'

type Schemas = components['schemas']
/** Somebody named in a note, under the name of then. */
export type Named = Schemas['Named']
export type Mentionable = Schemas['Mentionable']
export type Mention = Schemas['Mention']

export class Mentions {
  constructor(private readonly rest: Rest) {}

  /** People who may see the conversation, by name, then teams; the bound guards against a loop. */
  async mentionable(conversation: string): Promise<Mentionable[]> {
    const items: Mentionable[] = []
    let after: string | null = null
    for (let page = 0; page < 20; page += 1) {
      const answer: Page<Mentionable> = await this.rest.ask<Page<Mentionable>>('GET', `/conversations/${conversation}/mentionable`, { query: { after, limit: 100 } })
      items.push(...answer.items)
      after = answer.next ?? null
      if (!after) break
    }
    return items
  }
  /** Unread first, then latest first. */
  list = (after?: string | null) => this.rest.ask<Page<Mention>>('GET', '/mentions', { query: { after } })
  read = (note: string) => this.rest.ask<Mention>('POST', `/mentions/${note}/read`)
  /** All that came no later than `until`; `mark` takes it back. */
  readAll = (until?: string) => this.rest.ask<Schemas['MentionsRead']>('POST', '/mentions/read', { body: { until } })
  unread = (mark: string) => this.rest.ask<Schemas['MentionsUnread']>('POST', '/mentions/unread', { body: { mark } })
}
