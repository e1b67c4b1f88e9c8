// What happened in the conversation, in one quiet line. How far the queue has come stands in the header.
import { useAround } from '../context'
import type { Row } from '../rows'
import type { Texts } from '../texts'

type EventRow = Extract<Row, { row: 'event' }>

function words({ event, live }: EventRow, online: boolean, t: Texts): string | null {
  switch (event.kind) {
    case 'conversation.queued':
      // A place in a queue that nobody serves is no place.
      return live && !online ? t.eventNobody : t.eventQueued
    case 'conversation.assigned':
      return event.agent_name ? t.eventAssigned(event.agent_name) : null
    case 'conversation.closed':
      if (!live) return t.eventClosed
      return online ? t.eventClosedOpen : t.eventClosedAway
    case 'conversation.reopened':
      return t.eventReopened
    case 'nobody.available':
      return t.eventNobody
    case 'handoff.asked':
      return t.handoffAsked
    default:
      // A kind that we do not know yet is not for the visitor.
      return null
  }
}

export function EventPill({ row, online }: { row: EventRow; online: boolean }) {
  const { t } = useAround()
  const text = words(row, online, t)
  return text && <p class="pill">{text}</p>
}
