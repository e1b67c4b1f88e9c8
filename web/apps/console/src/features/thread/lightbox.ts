// The picture that is shown large, if any.
import { shallowRef } from 'vue'
import type { Attachment } from '@parlor/api'

export const lightbox = shallowRef<Attachment | null>(null)
