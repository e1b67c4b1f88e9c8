// What a house needs before its first day, each told by the data: ticked when it is there, whoever did it and wherever.
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import type { AgentInvite, ChannelAccount, Setting } from '@parlor/api'
import { may } from '@/lib/rights'
import { doors, staff } from '@/lib/session'
import { brandsInUse } from '@/live/brandsInUse'
import { agents, brands, quickReplies } from '@/live/directory'
import { changes } from '@/live/live'
import { entriesOf, needSettings } from '@/live/settings'
import { isHosted, kindOf, loadKinds } from '../channels/kinds'

export const STEPS = ['chat', 'site', 'channel', 'people', 'hours', 'words', 'replies', 'dispositions'] as const
export type Step = (typeof STEPS)[number]
const KINDS = ['hours', 'disposition'] as const

const set = (entries: readonly Setting[] | null, brand: string) => !!entries?.some((one) => !one.deleted && (!one.brand || one.brand === brand))
/** Written by somebody, not what every account begins with. */
const isOwn = (account: ChannelAccount, key: string) => (account.settings[key] ?? '') !== (kindOf(account.kind)?.settings.find((one) => one.key === key)?.default ?? '')
/** The first brand that has none of a kind; null: each has. */
export const lacking = (kind: (typeof KINDS)[number]): string | null => brandsInUse().find(({ id }) => !set(entriesOf(kind), id))?.id ?? null

export function useSteps() {
  const state = shallowRef<'loading' | 'ready' | 'error'>('loading')
  const accounts = shallowRef<readonly ChannelAccount[]>([])
  const invites = shallowRef<readonly AgentInvite[]>([])
  const active = computed(() => accounts.value.filter((one) => one.state === 'active'))
  /** The web chat that stands first: what is tried out and put on the site. */
  const chat = computed(() => active.value.find((one) => isHosted(one.kind)) ?? null)
  /** Colleagues beside oneself, here or on their way. */
  const colleagues = computed(() => Math.max(0, [...agents.values()].filter((one) => one.state === 'active').length - 1))
  const asked = computed(() => invites.value.filter((one) => one.kind === 'invite').length)

  const steps: ComputedRef<readonly { step: Step; done: boolean }[]> = computed(() => {
    const done: Record<Step, boolean> = {
      chat: active.value.some((one) => isHosted(one.kind) && !!one.health?.last_in_at),
      site: active.value.some((one) => isHosted(one.kind) && !!one.settings.allowed_origins?.trim()),
      channel: active.value.length > 1,
      people: colleagues.value + asked.value > 0,
      hours: brands.size > 0 && lacking('hours') === null,
      words: !!chat.value && ['greeting_zh', 'greeting_en'].some((key) => isOwn(chat.value!, key)),
      replies: quickReplies.value.some((one) => one.scope === 'company'),
      dispositions: brands.size > 0 && lacking('disposition') === null,
    }
    return STEPS.filter((step) => step !== 'people' || may('people')).map((step) => ({ step, done: done[step] }))
  })

  const readAccounts = async () => { if (may('channels')) accounts.value = (await doors.accounts()).items }
  const readInvites = async () => { if (may('people')) invites.value = await staff.invites() }
  async function load(): Promise<void> {
    state.value = 'loading'
    try {
      await Promise.all([readAccounts(), readInvites(), loadKinds(), ...KINDS.map((kind) => needSettings(kind))])
      state.value = 'ready'
    } catch {
      state.value = 'error'
    }
  }
  watch(() => changes.accounts, () => void readAccounts().catch(() => {}))

  const put = (account: ChannelAccount) => { accounts.value = accounts.value.map((one) => (one.id === account.id ? { ...account, health: account.health ?? one.health ?? null } : one)) }
  return { state, steps, chat, colleagues, asked, load, readAccounts, readInvites, put }
}
