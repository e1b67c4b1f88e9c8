// The frames of /ws/agent, both ways, from the generated document.
import type { components } from './generated'
import type { Card, Event, Message } from './doors'

type Sent = components['schemas']['AgentClientFrame']
type Heard = components['schemas']['AgentServerFrame']

export type ClientFrame = Exclude<Sent, { t: 'send' }> | (Omit<Extract<Sent, { t: 'send' }>, 'card'> & { card?: Card; leg?: string | null; template?: boolean })
export type ServerFrame =
  | Exclude<Heard, { t: 'events' } | { t: 'ack' }>
  | (Omit<Extract<Heard, { t: 'events' }>, 'items'> & { items: Event[] })
  | (Omit<Extract<Heard, { t: 'ack' }>, 'message'> & { message: Message })
export type ViewingFrame = Extract<ServerFrame, { t: 'viewing' }>
export type TypingFrame = Extract<ServerFrame, { t: 'typing' }>
