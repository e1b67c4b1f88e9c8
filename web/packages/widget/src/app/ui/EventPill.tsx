// What happened in the conversation, in one quiet line.
import type { View } from '@parlor/sdk'
import { useAround } from '../context'
import type { Row } from '../rows'
import type { Texts } from '../texts'

type EventRow = Extract<Row, { row: 'event' }>

function words(row: EventRow, view: View, t: Texts): string | null {
  const { event, live } = row
  switch (event.kind) {
    case 'conversation.queued':
      return live && view.state.online && view.state.ahead !== null ? `${t.eventQueued} · ${t.ahead(view.state.ahead)}` : t.eventQueued
    case 'conversation.assigned':
      return event.agent_name ? t.eventAssigned(event.agent_name) : null
    case 'conversation.closed':
      return t.eventClosed
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

export function EventPill({ row, view, leaveMessage }: { row: EventRow; view: View; leaveMessage: (() => void) | null }) {
  const { t } = useAround()
  const text = words(row, view, t)
  if (!text) return null
  const offer = row.event.kind === 'nobody.available' && leaveMessage && !view.state.online
  return (
    <p class="pill">
      <span>{text}</span>
      {offer && (
        <button type="button" class="link" onClick={leaveMessage}>
          {t.leaveMessage}
        </button>
      )}
    </p>
  )
}
