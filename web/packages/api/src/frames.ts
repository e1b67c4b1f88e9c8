// The frames of /ws/agent, both ways.
import type { Agent, Conversation, DraftMode, Event, Message, Problem } from './shapes'

export type ClientFrame =
  | { t: 'hello'; cursor: string | null }
  | { t: 'send'; client_id: string; conversation: string; kind: DraftMode; text: string; attachments: string[]; seen_seq?: number }
  | { t: 'read'; conversation: string; seq: number }
  | { t: 'typing'; conversation: string; on: boolean }
  | { t: 'viewing'; conversation: string | null }
  | { t: 'ping' }

export type ServerFrame =
  | { t: 'welcome'; cursor: string; agent: Agent; now: string }
  | { t: 'events'; cursor: string; items: Event[] }
  | { t: 'ack'; client_id: string; id: string; seq: number; message: Message }
  | { t: 'error'; client_id: string | null; problem: Problem }
  | { t: 'resync'; cursor: string }
  | TypingFrame
  | { t: 'viewing'; conversation: string; agents: { id: string; name: string }[] }
  | { t: 'presence'; agent: Agent }
  | { t: 'pong'; now: string }
  | { t: 'bye'; retry_ms: number }

export interface TypingFrame {
  t: 'typing'
  conversation: Conversation['id']
  who: 'customer' | 'agent'
  agent: string | null
  name: string | null
  on: boolean
  text: string | null
}
