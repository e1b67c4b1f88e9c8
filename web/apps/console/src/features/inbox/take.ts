// Taking a conversation leads to it, with the caret ready: one deed, however it was asked for.
import { nextTick } from 'vue'
import { phone } from '@/lib/screen'
import { accept } from '@/live/deeds'
import { router } from '@/router'
import { focusComposer } from '../composer/focus'

export async function take(id: string): Promise<void> {
  if (!(await accept(id))) return
  await router.push(`/inbox/mine/${id}`)
  await nextTick()
  // On a phone the keyboard would cover what the customer said.
  if (!phone.value) focusComposer('reply')
}
