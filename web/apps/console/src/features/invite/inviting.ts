// Invitations of one conversation: what is made, which account is chosen, and making and withdrawing them. One is made only when an
// account is chosen or asked for anew, never because a list was read again.
import { computed, shallowReactive, shallowRef } from 'vue'
import type { Invite, InviteAccount } from '@parlor/api'
import { t } from '@/i18n'
import { now } from '@/lib/clock'
import { doors } from '@/lib/session'
import { errorText, toast, toastError } from '@/lib/toast'
import { rowOf } from '@/live/rows'

export function useInviting(conversation: string) {
  /** Null until they are loaded. */
  const accounts = shallowRef<readonly InviteAccount[] | null>(null)
  const made = shallowRef<readonly Invite[]>([])
  const chosen = shallowRef<string | null>(null)
  /** Why nothing could be loaded. */
  const failed = shallowRef('')
  /** Accounts that an invitation is being made for. */
  const making = shallowReactive(new Set<string>())
  const withdrawing = shallowRef(false)
  /** Counts what was made, withdrawn or asked for here: a list that was asked for before says less than we know. */
  let round = 0

  const latestOf = (account: string) => made.value.filter((one) => one.account === account).sort((a, b) => b.made_at.localeCompare(a.made_at))[0] ?? null
  /** The latest for the chosen account: one that was used says so. */
  const invite = computed(() => (chosen.value ? latestOf(chosen.value) : null))
  /** How long it is good for, ms; not above zero once it has expired. */
  const left = computed(() => (invite.value ? Date.parse(invite.value.expires_at) - now.value : 0))
  const busy = computed(() => chosen.value !== null && making.has(chosen.value))

  async function load(): Promise<void> {
    const mine = ++round
    failed.value = ''
    try {
      const answer = await doors.invites(conversation)
      if (mine !== round) return
      const first = !accounts.value
      made.value = answer.items
      // Who writes on a channel needs no way to it; one who came there by an invitation is still told of.
      const there = rowOf(conversation)?.channels ?? []
      accounts.value = answer.accounts.filter((one) => !there.includes(one.channel) || answer.items.some((item) => item.account === one.id))
      if (first && accounts.value.length === 1) await choose(accounts.value[0]!.id)
    } catch (error) {
      if (mine === round && !accounts.value) failed.value = errorText(error)
    }
  }

  /** Shows what the account has; where it has nothing that was used or is still good, one is made. */
  async function choose(account: string): Promise<void> {
    chosen.value = account
    const known = latestOf(account)
    if (!known || (!known.used_at && Date.parse(known.expires_at) <= now.value)) await make(account)
  }

  async function make(account: string): Promise<void> {
    if (making.has(account)) return
    making.add(account)
    try {
      const fresh = await doors.invite(conversation, account)
      round += 1
      made.value = [...made.value.filter((one) => one.id !== fresh.id), fresh]
    } catch (error) {
      toastError(error)
    } finally {
      making.delete(account)
    }
  }

  async function withdraw(): Promise<void> {
    if (!invite.value || withdrawing.value) return
    const { id } = invite.value
    withdrawing.value = true
    try {
      await doors.withdrawInvite(id)
      round += 1
      made.value = made.value.filter((one) => one.id !== id)
      toast(t('invite.withdrawn'), { ms: 2000 })
    } catch (error) {
      toastError(error)
    } finally {
      withdrawing.value = false
    }
  }

  return { accounts, chosen, failed, invite, left, busy, withdrawing, load, choose, make, withdraw }
}
