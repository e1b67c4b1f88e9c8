// The shapes of docs/api.md as types: what REST answers and what travels on /ws/agent. Times are RFC 3339 UTC strings, ids UUIDv7 strings.

export type Role = 'agent' | 'supervisor' | 'operator' | 'administrator' | 'auditor'
export type Presence = 'ready' | 'break' | 'offline'
export type Locale = 'zh-CN' | 'en'
export type Place = 'robot' | 'queue' | 'agent' | 'pending' | 'closed'
export type Direction = 'in' | 'out' | 'note' | 'event'
export type Receipt = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'in_doubt'
export type View = 'mine' | 'queue' | 'all' | 'pending' | 'closed' | 'unanswered'

/** RFC 9457 problem; the last part of `type` is the code. */
export interface Problem {
  type: string
  title: string
  status: number
  detail?: string | null
  instance?: string | null
  errors?: { field: string; code: string; detail?: string | null }[] | null
}

export interface Brand { id: string; name: string }
export interface Queue { id: string; brand: string; name: string; waiting: number }
export interface Tag { id: string; name: string }

/** `capacity` and `load` are counted in chats. */
export interface Agent {
  id: string
  name: string
  email: string
  role: Role
  presence: Presence
  presence_reason: string | null
  presence_since: string
  capacity: number
  load: number
  locale: Locale
}

export interface Session {
  agent: Agent
  csrf: string
  tenant: { id: string; name: string }
  brands: Brand[]
  expires_at: string
}

export interface QuickReply {
  id: string
  scope: 'company' | 'personal'
  shortcut: string
  title: string
  text: string
  updated_at: string
}

export interface LastMessage {
  seq: number
  direction: Direction
  author: AuthorKind
  kind: MessageKind
  text: string
  at: string
}

export interface Conversation {
  id: string
  number: number
  brand: string
  customer: { id: string; name: string | null }
  place: Place
  queue: string | null
  owner: string | null
  offer: { agent: string; until: string } | null
  pending_until: string | null
  /** The customer has waited for an answer since; null: nobody waits. */
  waiting_since: string | null
  opened_at: string
  updated_at: string
  closed_at: string | null
  last_seq: number
  last_message: LastMessage | null
  channels: string[]
  tags: string[]
  /** For the caller, at most 99; null inside socket events. */
  unread: number | null
  /** The caller's; null inside socket events. */
  read_seq: number | null
  merged_into: string | null
  version: number
}

export type AuthorKind = 'customer' | 'agent' | 'robot' | 'system'
export type MessageKind = 'text' | 'image' | 'file' | 'form' | 'event'

export interface Attachment {
  id: string
  name: string
  type: string
  size: number
  url: string
  width?: number | null
  height?: number | null
}

/** A thread event: `kind` names it, the other fields depend on the kind (docs/api.md lists them). */
export interface ThreadEvent {
  kind: string
  [field: string]: unknown
}

export interface Message {
  id: string
  conversation: string
  seq: number
  leg: string | null
  channel: string
  direction: Direction
  author: { kind: AuthorKind; id: string | null; name: string | null }
  kind: MessageKind
  text: string
  attachments: Attachment[]
  form: { name?: string | null; phone?: string | null; email?: string | null } | null
  event: ThreadEvent | null
  client_id: string | null
  receipt: Receipt | null
  /** Inbound: null while open. */
  settled: 'replied' | 'ticketed' | 'no_reply_needed' | null
  at: string
}

export interface Identity {
  id: string
  kind: string
  value: string
  verified: boolean
  class: string
}

/** `phone` and `email` come masked; `reveal` answers the plain value. */
export interface Customer {
  id: string
  name: string | null
  phone: string | null
  email: string | null
  remark: string | null
  locale: string | null
  created_at: string
  identities: Identity[]
  attributes: Record<string, string>
  page: { url: string; title: string | null } | null
  conversations_count: number
}

export type DraftMode = 'reply' | 'note'
export interface Draft { mode: DraftMode; text: string; updated_at: string }

export interface Counts {
  mine: number
  queue: number
  all: number
  pending: number
  unanswered: number
  longest_wait_since: string | null
}

export interface Page<T> { items: T[]; next: string | null }
/** `previous` is the seq to ask `before` for, or null at the very beginning. */
export interface MessagePage { items: Message[]; next: string | number | null; previous: number | null }

export interface SendMessage {
  client_id: string
  kind: DraftMode
  text: string
  attachments: string[]
  leg?: string
  seen_seq?: number
}

export type EventKind =
  | 'message.received' | 'message.sent' | 'note.added' | 'event.added' | 'message.updated'
  | 'conversation.opened' | 'conversation.queued' | 'conversation.offered' | 'conversation.assigned'
  | 'conversation.transferred' | 'conversation.pending' | 'conversation.resumed' | 'conversation.closed'
  | 'conversation.reopened' | 'conversation.updated'
  | 'leg.joined' | 'customer.updated' | 'agent.updated' | 'read.marked' | 'draft.saved'
  | 'quick_replies.changed' | 'tags.changed'

/** One entry of the log, as the reader may see it now. */
export interface Event {
  seq: number
  kind: EventKind | string
  at: string
  conversation: Conversation | null
  message: Message | null
  message_seq?: number | null
  agent: string | null
  customer: string | null
}
