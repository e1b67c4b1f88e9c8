// What may be sent to a webhook, in groups as people look for it, and how one is doing.
import type { Webhook, WebhookKind } from '@parlor/api'
import { w, type IntegrateKey } from './words'

export const GROUPS: readonly { name: 'message' | 'conversation' | 'customer'; kinds: readonly WebhookKind[] }[] = [
  { name: 'message', kinds: ['message.received', 'message.sent', 'message.updated', 'note.added', 'note.mentioned'] },
  {
    name: 'conversation',
    kinds: [
      'conversation.opened', 'conversation.queued', 'conversation.assigned', 'conversation.transferred', 'conversation.pending', 'conversation.resumed', 'conversation.closed', 'conversation.reopened',
      'conversation.updated', 'conversation.merged', 'conversation.split', 'leg.joined',
    ],
  },
  { name: 'customer', kinds: ['customer.updated', 'customer.merged'] },
]
export const KINDS: readonly WebhookKind[] = GROUPS.flatMap((group) => group.kinds)
/** What most begin with. */
export const USUAL: readonly WebhookKind[] = ['message.received', 'conversation.opened', 'conversation.assigned', 'conversation.closed']

export type Condition = 'ok' | 'unused' | 'failing' | 'resting' | 'disabled'
export function conditionOf(hook: Webhook): Condition {
  if (hook.state === 'disabled') return 'disabled'
  if (hook.health.rests_until) return 'resting'
  if (hook.health.failing_since) return 'failing'
  return hook.health.last_ok_at ? 'ok' : 'unused'
}

/** Why it is not called, in words. */
export function offText(hook: Webhook): IntegrateKey {
  return hook.disabled_reason === 'gone' ? 'hooks|gone' : hook.disabled_reason === 'failing' ? 'hooks|failed' : 'hooks|person'
}

/** Why something was not taken, in words; what we have none for as the server wrote it. */
export function whyText(error: string): string {
  const status = /^it answered (\d+)$/.exec(error)
  if (status) return w('why|answered', { status: status[1] })
  if (error.startsWith('it redirects')) return w('why|redirects')
  const [, how, text] = /^(refused|not sent|no answer): ([^]*)$/.exec(error) ?? []
  return how ? w(how === 'refused' ? 'why|refused' : how === 'not sent' ? 'why|notSent' : 'why|noAnswer', { text }) : error
}

/** The host of an address; the whole where it is none. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}

/** JSON as people read it; anything else as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
