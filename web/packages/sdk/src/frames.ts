// What travels between a visitor and the server (docs/api.md, "Visitors"), as types; nothing here runs.

/** Climbs only, in this order; `failed` and `in_doubt` are ends of their own. */
export type Receipt = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'in_doubt'

/** A file that the server has; `url` is signed, relative to the installation and lives 24–48 h; `size` in bytes. */
export interface Attachment {
  id: string
  name: string
  type: string
  size: number
  url: string
  width?: number | null
  height?: number | null
}

/** How somebody who is left alone wants to be reached. */
export interface ContactForm {
  name: string | null
  phone: string | null
  email: string | null
  /** Answers to a brand's own questions, by key; also empty where they were asked. Absent: they were not asked. */
  attributes?: Record<string, string | number | boolean> | null
}

/** Something that happened in the thread; fields beside `kind` depend on it. */
export interface ThreadEvent {
  kind: string
  agent_name?: string | null
  queue_name?: string | null
  by?: string | null
}

/** One thing said; a conversation is ordered by `seq`, conversations among each other by `at`. */
export interface VisitorMessage {
  id: string
  conversation: string
  conversation_number: number
  seq: number
  from: 'me' | 'agent' | 'robot' | 'system'
  name: string | null
  kind: 'text' | 'image' | 'file' | 'form' | 'event'
  text: string
  attachments: Attachment[]
  form: ContactForm | null
  event: ThreadEvent | null
  client_id: string | null
  receipt: Receipt | null
  /** RFC 3339, UTC. */
  at: string
}

/** Where the visitor's conversation is; `ahead` counts those served before, null outside a queue. */
export interface State {
  place: 'none' | 'robot' | 'queue' | 'agent' | 'pending' | 'closed'
  ahead: number | null
  agent: { name: string } | null
  /** Somebody is there to answer; false: show the message form. */
  online: boolean
}

/** RFC 9457; the last part of `type` is the code that screens translate. */
export interface Problem {
  type: string
  title: string
  status: number
  detail?: string
  errors?: { field: string; code: string; detail?: string }[]
}

export interface SignedUser {
  /** JSON text, signed byte for byte. */
  payload: string
  /** Lower-case hex HMAC-SHA256. */
  signature: string
}

export interface Hello {
  t: 'hello'
  account: string
  token: string | null
  cursor: string | null
  locale: string
  page: { url: string; title: string } | null
  user: SignedUser | null
}

export type ClientFrame =
  | Hello
  | { t: 'send'; client_id: string; text: string; attachments: string[]; form: ContactForm | null }
  | { t: 'handoff'; client_id: string }
  | { t: 'read'; seq: number; conversation: string }
  | { t: 'typing'; on: boolean; text: string | null }
  | { t: 'history'; before: string }
  | { t: 'ping' }

export type VisitorEvent =
  | { kind: 'message'; message: VisitorMessage }
  | { kind: 'receipt'; conversation: string; seq: number; receipt: Receipt }

export interface Welcome {
  t: 'welcome'
  token: string
  cursor: string
  now: string
  resumed: boolean
  state: State
  messages: VisitorMessage[]
  before: string | null
}

/** `id`, `conversation` and `seq` are null for a handoff, which is no message. */
export interface Ack {
  t: 'ack'
  client_id: string
  id: string | null
  conversation: string | null
  seq: number | null
  at: string
}

export type ServerFrame =
  | Welcome
  | Ack
  | { t: 'events'; cursor: string; items: VisitorEvent[] }
  | ({ t: 'state' } & State)
  | { t: 'typing'; name: string | null; on: boolean }
  | { t: 'history'; messages: VisitorMessage[]; before: string | null }
  | { t: 'error'; client_id: string | null; problem: Problem }
  | { t: 'pong'; state?: State }
  | { t: 'resync' }
  | { t: 'bye'; retry_ms: number }

/** The code of a problem: `/problems/rate_limited` → `rate_limited`. */
export function codeOf(problem: Problem): string {
  return problem.type.slice(problem.type.lastIndexOf('/') + 1)
}
