// Pictures: which one is shown large, if any, and whether a message is pictures and nothing else.
import { shallowRef } from 'vue'
import type { Attachment } from '@parlor/api'

export const lightbox = shallowRef<Attachment | null>(null)

export function pictures(message: { text: string; attachments: readonly Attachment[]; form?: unknown; card?: unknown; awaited?: readonly unknown[] }): boolean {
  const { text, attachments, form, card, awaited } = message
  return !text && !form && !card && !awaited?.length && attachments.length > 0 && attachments.every((file) => file.type.startsWith('image/'))
}
