// A way to put the caret into the composer from anywhere: by key, after an edit, after taking a conversation.
import { shallowRef } from 'vue'
import type { DraftMode } from '@parlor/api'

/** The latest wish; `round` makes each one a change. */
export const composerWish = shallowRef<{ mode: DraftMode; round: number }>({ mode: 'reply', round: 0 })

/** Whether the composer on the screen takes a reply or a note. */
export const composerMode = shallowRef<DraftMode>('reply')

/** Set while conversations are walked through by key: the caret must stay out of the composer, or the next key would be typed. */
export const walking = { value: false }

export function focusComposer(mode: DraftMode): void {
  composerWish.value = { mode, round: composerWish.value.round + 1 }
}
