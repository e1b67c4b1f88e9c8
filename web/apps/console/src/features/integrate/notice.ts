// Tells an administrator once when a webhook was switched off by itself, wherever they are.
import { w } from './words'
import { toast } from '@/lib/toast'
import { router } from '@/router'
import { integrate } from './client'

const told = new Set<string>()

export async function webhookTurned(): Promise<void> {
  const page = await integrate.webhooks().catch(() => null)
  for (const hook of page?.items ?? []) {
    const off = hook.state === 'disabled' && hook.disabled_reason !== 'person'
    if (!off) told.delete(hook.id)
    else if (!told.has(hook.id)) {
      told.add(hook.id)
      const here = router.currentRoute.value.path === '/webhooks'
      if (!here) toast(w('hooks|told', { name: hook.name }), { kind: 'bad', ms: 10_000, action: { text: w('hooks|look'), run: () => void router.push('/webhooks') } })
    }
  }
}
