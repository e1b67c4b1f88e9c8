// The shapes of the server under short names. They come from the generated document (`npm run api:generate`); nothing is described twice.
import type { components } from './generated'

type Schemas = components['schemas']

export type Role = Schemas['Role']
export type Presence = Schemas['Presence']
export type Locale = Schemas['Locale']
export type Place = Schemas['Place']
export type Direction = Schemas['Direction']
export type Receipt = Schemas['Receipt']
export type AuthorKind = Schemas['AuthorKind']
export type DraftMode = Schemas['DraftMode']

export type Problem = Schemas['Problem']
export type Session = Schemas['Session']
export type Agent = Schemas['Agent']
export type Brand = Schemas['Brand']
export type Queue = Schemas['Queue']
export type Tag = Schemas['Tag']
export type QuickReply = Schemas['QuickReply']
export type Conversation = Schemas['Conversation']
export type LastMessage = Schemas['LastMessage']
export type Attachment = Schemas['Attachment']
export type Form = Schemas['Form']
export type Draft = Schemas['Draft']
export type Counts = Schemas['Counts']

/** The views of the inbox, as `?view=` takes them. */
export type View = 'mine' | 'queue' | 'all' | 'pending' | 'closed' | 'unanswered'
/** A page of a list; `next` goes into `?after=`. */
export interface Page<T> { items: T[]; next?: string | null }
