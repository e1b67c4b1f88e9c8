// The REST doors around customers: their record with its attributes, edited by two at once without losing either's words; what
// happened with them across brands; the files they sent and got.
import type { Customer, Named } from './doors'
import type { components } from './generated'
import { ApiError } from './problem'
import type { Rest } from './rest'
import type { SettingValue } from './settings'
import type { Page } from './shapes'

type Schemas = components['schemas']
export type TimelineKind = 'conversation' | 'merge' | 'split' | 'invite' | 'edit'
/** A conversation as a timeline tells it. */
export type Talk = Omit<Schemas['Talk'], 'agent' | 'disposition'> & { agent: Named | null; disposition: Named | null }
export type TimelineEntry = { id: string; at: string } & (
  | { kind: 'conversation'; conversation: Talk }
  | { kind: 'merge' | 'split'; winner: Named; loser: Named; evidence: string; by: Named | null }
  | { kind: 'invite'; conversation: string; channel: string | null; by: Named | null; used_at: string | null }
  | { kind: 'edit'; action: string; detail: string; by: Named | null }
)
export type FileKind = 'image' | 'file' | 'voice' | 'video'
export type SentFile = Omit<Schemas['SentFile'], 'kind'> & { kind: FileKind }

/** What is absent stays; an empty text, and an attribute of null, empties. */
export interface CustomerChange {
  name?: string
  phone?: string
  email?: string
  remark?: string
  company?: string
  attributes?: Record<string, SettingValue | null>
}
/** One field of the record: a plain one, or `attributes.key`. */
export type FieldPath = string

/** How often a change is written anew because somebody else was quicker. */
const TRIES = 3

/** What stands in a field, as it is compared: what is empty is empty, however it is said. */
export function fieldOf(it: Customer, path: FieldPath): SettingValue | null {
  if (path.startsWith('attributes.')) return it.attributes[path.slice('attributes.'.length)] ?? null
  if (path === 'company') return it.company?.name ?? null
  return (it as unknown as Record<string, string | null>)[path] || null
}
/** The fields that a change names. */
export const pathsOf = (change: CustomerChange): FieldPath[] => [
  ...Object.keys(change).filter((key) => key !== 'attributes'),
  ...Object.keys(change.attributes ?? {}).map((key) => `attributes.${key}`),
]

/** Somebody else has just changed the very field; nothing of the change was written. */
export class FieldConflict extends Error {
  constructor(readonly fresh: Customer, readonly fields: readonly FieldPath[]) {
    super('conflict')
  }
}

export class Customers {
  constructor(private readonly rest: Rest) {}

  one = (id: string) => this.rest.ask<Customer>('GET', `/customers/${id}`)

  /** Everybody, those who came latest first. */
  list = (after: string | null) => this.rest.ask<Page<Customer>>('GET', '/customers', { query: { after, limit: 50 } })
  timeline = (id: string, kinds: readonly TimelineKind[], after: string | null) =>
    this.rest.ask<Page<TimelineEntry>>('GET', `/customers/${id}/timeline`, { query: { kinds: kinds.join(',') || null, after, limit: 30 } })
  files = (of: { customer: string } | { conversation: string }, kind: FileKind | null, after: string | null, limit = 48) =>
    this.rest.ask<Page<SentFile>>('GET', 'customer' in of ? `/customers/${of.customer}/attachments` : `/conversations/${of.conversation}/attachments`, { query: { kind, after, limit } })

  /** Writes a change over the record as it was seen. Where somebody wrote other fields meanwhile, both stay; where it was the
   *  same field, nothing is written.
   *  @throws FieldConflict with the record as it is now */
  async change(seen: Customer, change: CustomerChange): Promise<Customer> {
    let base = seen
    for (let left = TRIES; ; left -= 1) {
      try {
        return await this.rest.ask<Customer>('PATCH', `/customers/${seen.id}`, { body: { ...change, version: base.version } })
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'conflict' || left <= 1) throw error
      }
      const fresh = await this.one(seen.id)
      const fields = pathsOf(change).filter((path) => fieldOf(fresh, path) !== fieldOf(seen, path))
      if (fields.length) throw new FieldConflict(fresh, fields)
      base = fresh
    }
  }
}
