// The frames of /ws/agent, both ways, from the generated document.
import type { components } from './generated'

export type ClientFrame = components['schemas']['AgentClientFrame']
export type ServerFrame = components['schemas']['AgentServerFrame']
export type TypingFrame = Extract<ServerFrame, { t: 'typing' }>
