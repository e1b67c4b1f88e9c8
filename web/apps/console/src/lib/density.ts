// How tall a row of the list is, in px: by density, and with the size of text.
import { computed } from 'vue'
import { SCALES, usePreferences } from './preferences'
import { phone } from './screen'

export const rowHeight = computed(() => {
  const { values } = usePreferences()
  const plain = phone.value ? 72 : values.density === 'compact' ? 48 : 64
  return Math.round((plain * Math.max(1, SCALES[values.text])) / 4) * 4
})
