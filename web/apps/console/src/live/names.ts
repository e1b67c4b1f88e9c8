// How people and channels are called on the screen.
import { CHANNEL_ICONS, type IconName } from '@parlor/ui'
import type { Agent } from '@parlor/api'
import { t, tCode, tKnown } from '@/i18n'

/** A customer without a name is called visitor, with the conversation's number to tell them apart. */
export function customerName(row: { customer: { name: string | null }; number: number }): string {
  return row.customer.name ?? t('people.visitor', { number: row.number })
}

export const channelName = (kind: string) => tCode('channel', kind, 'channel.other')

export const channelIcon = (kind: string): IconName => CHANNEL_ICONS[kind] ?? 'chat'

/** Ink and ground of a channel's label. Each has an icon and a word besides. */
export interface ChannelLook { ink: string; ground: string }
const LOOKS: Record<string, ChannelLook> = {
  webchat: { ink: 'text-accent', ground: 'bg-accent-soft' }, wechat: { ink: 'text-ok', ground: 'bg-ok-soft' }, miniprogram: { ink: 'text-teal', ground: 'bg-teal-soft' },
  voice: { ink: 'text-violet', ground: 'bg-violet-soft' },
}
const PLAIN: ChannelLook = { ink: 'text-ink-2', ground: 'bg-sunken' }
export const channelLook = (kind: string): ChannelLook => LOOKS[kind] ?? PLAIN

/** Presence in words: the reason, in our words or as the house named it, else the state itself. */
export function presenceText(agent: Pick<Agent, 'presence' | 'presence_reason'>): string {
  const state = `presence.${agent.presence}` as const
  return agent.presence_reason ? (tKnown('reason', agent.presence_reason) ?? agent.presence_reason) : t(state)
}

/** A break that nobody asked for, and why it came: the server's doing. */
const UNASKED = { no_answer: 'empty.missedOffer', vanished: 'empty.lineLost' } as const
export function unaskedBreak(agent: Pick<Agent, 'presence' | 'presence_reason'>): string | null {
  const key = agent.presence === 'break' && UNASKED[agent.presence_reason as keyof typeof UNASKED]
  return key ? t(key) : null
}

/** Why nothing comes to somebody who is not ready. */
export function awayText(agent: Pick<Agent, 'presence' | 'presence_reason'>): string {
  return unaskedBreak(agent) ?? (agent.presence === 'break' ? t('empty.onBreak', { state: presenceText(agent) }) : t('empty.away'))
}
