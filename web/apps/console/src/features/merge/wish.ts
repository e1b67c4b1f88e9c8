// Which two customers somebody wants to join: all that the frame must know to open the preview.
import { shallowRef } from 'vue'

export interface MergeWish {
  customer: string
  /** Null: to be searched for. */
  other: string | null
  /** Accepted with the merge. */
  suggestion: string | null
}

/** The merge whose preview is open; null: none. */
export const merging = shallowRef<MergeWish | null>(null)
