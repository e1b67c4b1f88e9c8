// Thread events in words. The switch is complete: a new kind of event does not compile until it has a text.
import type { Message, ThreadEvent } from '@parlor/api'
import { currentLocale, t, tCode, type MessageKey } from '@/i18n'
import { now } from '@/lib/clock'
import { dueText, moneyIn } from '@/lib/format'
import { channelName } from '@/live/names'

type Queued = Extract<ThreadEvent, { kind: 'conversation.queued' }>['reason']
type Assigned = Extract<ThreadEvent, { kind: 'conversation.assigned' }>['how']

const QUEUED: Record<Queued, MessageKey> = {
  new: 'event.queued', handoff: 'event.queued', transfer: 'event.queued', agent_left: 'event.requeuedLeft', returned: 'event.requeued',
}
const ASSIGNED: Record<Assigned, MessageKey> = { offer: 'event.assigned', transfer: 'event.assigned', pull: 'event.pulled', return: 'event.returned' }

/** A menu's key is the operator's own sign for an entry (desk, V1001_ORDER). Where it was given as words it may be read. */
const WORDS = /[^\p{ASCII}]/u

/** The conversation that an event speaks of and leads to. */
export function eventLink(message: Message): { id: string; number: number } | null {
  const event = message.event
  switch (event?.kind) {
    case 'conversation.absorbed': case 'conversation.split': return { id: event.conversation, number: event.number }
    case 'conversation.merged': return { id: event.into, number: event.number }
    default: return null
  }
}

export function eventText(message: Message): string {
  const event = message.event
  return event ? words(event) : message.text
}

function words(event: ThreadEvent): string {
  const reason = (value: string) => tCode('settleReason', value, 'settleReason.other')
  switch (event.kind) {
    case 'conversation.opened': return t('event.opened', { channel: channelName(event.channel) })
    case 'conversation.queued': return t(QUEUED[event.reason] ?? 'event.queued', { queue: event.queue_name })
    case 'conversation.assigned': return t(ASSIGNED[event.how] ?? 'event.assigned', { name: event.agent_name })
    case 'conversation.transferred': return event.from_name ? t('event.transferred', { from: event.from_name, to: event.to_name }) : t('event.moved', { to: event.to_name })
    case 'conversation.pending': return t('event.pending', { name: event.by_name, until: dueText(event.until, now.value) })
    case 'conversation.resumed': return t(`resumed.${event.why}`)
    case 'conversation.closed': {
      if (event.by === 'silence') return t('event.closedSilence')
      if (event.by === 'system' || !event.by_name) return t('event.closedSystem')
      if (event.disposition) return event.reason ? t('closing.aboutReason', { name: event.by_name, about: event.disposition, reason: reason(event.reason) }) : t('closing.about', { name: event.by_name, about: event.disposition })
      return event.reason ? t('event.closedReason', { name: event.by_name, reason: reason(event.reason) }) : t('event.closed', { name: event.by_name })
    }
    case 'conversation.reopened': return event.by === 'customer' ? t('event.reopenedCustomer') : t('event.reopened')
    case 'leg.left': return t('event.left', { channel: channelName(event.channel) })
    case 'leg.pressed': return t(WORDS.test(event.key) ? 'event.pressed' : 'event.pressedMenu', { channel: channelName(event.channel), key: event.key })
    case 'conversation.absorbed': case 'conversation.merged': {
      const why = tCode('mergeReason', event.reason, 'mergeReason.other')
      const key = event.kind === 'conversation.absorbed' ? 'event.absorbed' : 'event.merged'
      return event.by_name ? t(`${key}By`, { number: event.number, name: event.by_name, why }) : t(key, { number: event.number, why })
    }
    case 'conversation.split': return event.by_name ? t('event.splitBy', { number: event.number, name: event.by_name }) : t('event.split', { number: event.number })
    case 'invite.made': return event.by_name ? t('event.invitedBy', { name: event.by_name, channel: channelName(event.channel) }) : t('event.invited', { channel: channelName(event.channel) })
    case 'leg.joined': return t('event.joined', { channel: channelName(event.channel) })
    case 'nobody.available': return t('event.nobody')
    case 'order.acted': return t('event.orderActed', { ...event, what: event.label[currentLocale()] + (event.currency ? ` ${moneyIn(event.amount!, event.currency)}` : '') })
    case 'conversation.purged': return t('event.purged', { n: event.messages })
    case 'message.settled': return t('event.settled', { name: event.by_name, reason: reason(event.reason) })
  }
}
