// The REST doors for finding and handling many conversations.
import type { components } from './generated'
import type { Rest } from './rest'

type Schemas = components['schemas']
export type FoundConversation = Schemas['FoundConversation']
export type SearchHit = Schemas['SearchHit']
export type SearchPlace = 'open' | 'queue' | 'agent' | 'pending' | 'closed'

/** What is left out, or empty, narrows nothing. `from` in RFC 3339. */
export interface SearchQuestion { q: string; brand?: string; channel?: string; agent?: string; tag?: string; place?: SearchPlace | ''; from?: string }

export class Find {
  constructor(private readonly rest: Rest) {}

  search = (asked: SearchQuestion, after?: string | null) =>
    this.rest.ask<Schemas['FoundConversations']>('GET', '/search', { query: { ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value)), after, limit: 20 } })
}
