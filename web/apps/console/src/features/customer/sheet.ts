// Whether the folded customer panel is open (below 1280 px it is a sheet).
import { shallowRef } from 'vue'

export const contextSheet = shallowRef(false)
