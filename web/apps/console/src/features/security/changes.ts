// Counts what changed which browsers are signed in, so that their list reads again.
import { shallowRef } from 'vue'

export const changes = shallowRef(0)
