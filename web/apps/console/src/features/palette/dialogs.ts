// Which dialog is open. One at a time; a dialog that opens replaces the one before.
import { computed, shallowRef } from 'vue'

export type DialogName = 'palette' | 'help' | 'preferences' | 'quickReplies' | 'transfer' | 'pending' | 'invite'

export const dialog = shallowRef<DialogName | null>(null)
/** Which part of the preferences is shown. */
export const preferencesTab = shallowRef<'look' | 'notices' | 'keys'>('look')

/** For `v-model:open` of the dialog called `name`. */
export function openModel(name: DialogName) {
  return computed({
    get: () => dialog.value === name,
    set: (open: boolean) => {
      if (open) dialog.value = name
      else if (dialog.value === name) dialog.value = null
    },
  })
}
