// How people and channels are called on the screen.
import type { IconName } from '@parlor/ui'
import { t, tCode } from '@/i18n'

/** A customer without a name is called visitor, with the conversation's number to tell them apart. */
export function customerName(row: { customer: { name: string | null }; number: number }): string {
  return row.customer.name ?? t('people.visitor', { number: row.number })
}

export const channelName = (kind: string) => tCode('channel', kind, 'channel.other')

const ICONS: Record<string, IconName> = { webchat: 'chat', email: 'mail', voice: 'phone', sms: 'phone', form: 'note', api: 'link' }
export const channelIcon = (kind: string): IconName => ICONS[kind] ?? 'chat'
