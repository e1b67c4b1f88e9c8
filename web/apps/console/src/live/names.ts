// How people and channels are called on the screen.
import type { IconName } from '@parlor/ui'
import type { Agent } from '@parlor/api'
import { t, tCode } from '@/i18n'

/** A customer without a name is called visitor, with the conversation's number to tell them apart. */
export function customerName(row: { customer: { name: string | null }; number: number }): string {
  return row.customer.name ?? t('people.visitor', { number: row.number })
}

export const channelName = (kind: string) => tCode('channel', kind, 'channel.other')

const ICONS: Record<string, IconName> = { webchat: 'chat', email: 'mail', voice: 'phone', sms: 'phone', form: 'note', api: 'link' }
export const channelIcon = (kind: string): IconName => ICONS[kind] ?? 'chat'

/** Presence in words: the reason where one is known, else the state itself. */
export function presenceText(agent: Pick<Agent, 'presence' | 'presence_reason'>): string {
  const state = `presence.${agent.presence}` as const
  return agent.presence_reason ? tCode('reason', agent.presence_reason, state) : t(state)
}
