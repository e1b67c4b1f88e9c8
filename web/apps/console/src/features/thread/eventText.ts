// Thread events in words.
import type { Message } from '@parlor/api'
import { t, tCode } from '@/i18n'
import { now } from '@/lib/clock'
import { dueText } from '@/lib/format'
import { channelName } from '@/live/names'

export function eventText(message: Message): string {
  const event = message.event
  if (!event) return message.text
  const text = (field: string) => (typeof event[field] === 'string' ? (event[field] as string) : '')
  const reason = (value: string) => tCode('settleReason', value, 'settleReason.other')
  switch (event.kind) {
    case 'conversation.opened': return t('event.opened', { channel: channelName(text('channel')) })
    case 'conversation.queued': return t(text('reason') === 'agent_left' ? 'event.requeuedLeft' : text('reason') === 'declined' ? 'event.requeuedDeclined' : 'event.queued', { queue: text('queue_name') })
    case 'conversation.assigned': return t(text('how') === 'pull' ? 'event.pulled' : text('how') === 'return' ? 'event.returned' : 'event.assigned', { name: text('agent_name') })
    case 'conversation.transferred': return t('event.transferred', { from: text('from_name'), to: text('to_name') })
    case 'conversation.pending': return t('event.pending', { name: text('by_name'), until: text('until') ? dueText(text('until'), now.value) : '' })
    case 'conversation.resumed': return tCode('resumed', text('why'), 'resumed.agent')
    case 'conversation.closed': {
      if (text('by') === 'silence') return t('event.closedSilence')
      if (text('by') === 'system') return t('event.closedSystem')
      return text('reason') ? t('event.closedReason', { name: text('by_name'), reason: reason(text('reason')) }) : t('event.closed', { name: text('by_name') })
    }
    case 'conversation.reopened': return text('by') === 'customer' ? t('event.reopenedCustomer') : t('event.reopened')
    case 'leg.joined': return t('event.joined', { channel: channelName(text('channel')) })
    case 'nobody.available': return t('event.nobody')
    case 'message.settled': return t('event.settled', { name: text('by_name'), reason: reason(text('reason')) })
    default: return message.text || event.kind
  }
}
