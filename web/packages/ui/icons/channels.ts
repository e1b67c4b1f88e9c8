// The picture of each channel. One without a picture of its own has that of a conversation.
import type { IconName } from './paths'

export const CHANNEL_ICONS: Readonly<Record<string, IconName>> = {
  webchat: 'chat', wechat: 'wechat', miniprogram: 'applet', email: 'mail', voice: 'phone', sms: 'phone', form: 'note', api: 'link',
}
