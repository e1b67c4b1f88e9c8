// The kinds of channels as the server describes them, read once.
import { shallowRef } from 'vue'
import type { ChannelKind } from '@parlor/api'
import { currentLocale } from '@/i18n'
import { doors } from '@/lib/session'
import { channelName } from '@/live/names'

export const kinds = shallowRef<readonly ChannelKind[]>([])

export async function loadKinds(): Promise<void> {
  kinds.value = (await doors.kinds()).items
}
export const kindOf = (kind: string) => kinds.value.find((one) => one.kind === kind) ?? null
/** Nobody outside is needed for it: our own page speaks it. */
export const isHosted = (kind: string) => kindOf(kind)?.hosted === true
/** A text of the server in the page's language. */
export const inWords = (text: { 'zh-CN': string; en: string }) => text[currentLocale()]
/** The full name from the manifest, or our own short one. */
export function kindTitle(kind: string): string {
  const known = kindOf(kind)
  return known ? inWords(known.title) : channelName(kind)
}
