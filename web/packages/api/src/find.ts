// The REST doors for finding and handling many conversations.
import type { components } from './generated'
import type { Rest } from './rest'
import type { Setting } from './settings'

type Schemas = components['schemas']
export type FoundConversation = Schemas['FoundConversation']
export type SearchHit = Schemas['SearchHit']
export type SearchPlace = 'open' | 'queue' | 'agent' | 'pending' | 'closed'

/** What is left out, or empty, narrows nothing. `from` in RFC 3339. */
export interface SearchQuestion { q: string; brand?: string; channel?: string; agent?: string; tag?: string; place?: SearchPlace | ''; from?: string }

/** A filter of the inbox that is kept by a name. */
export type SavedView = Omit<Schemas['SavedView'], 'setting'> & { setting: Setting }
export type BulkAnswer = Schemas['BulkAnswer']
export type BulkAction = Schemas['BulkAction']

export class Find {
  constructor(private readonly rest: Rest) {}

  search = (asked: SearchQuestion, after?: string | null) =>
    this.rest.ask<Schemas['FoundConversations']>('GET', '/search', { query: { ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value)), after, limit: 20 } })
}
