// The way a reply goes out: its leg, how long that is open, what it can carry, and which other way there is.
import { computed, onMounted, shallowRef, watch } from 'vue'
import type { Attachment, Leg } from '@parlor/api'
import { t } from '@/i18n'
import { now } from '@/lib/clock'
import { fileSize, spanText, timeOfDay } from '@/lib/format'
import { chooseLeg, legsOf, loadLegs, refusesFile, replyLeg, takesReplies, textLength, windowLook } from '@/live/legs'
import { channelName } from '@/live/names'

/** The server's own limit for one message, in characters. */
const LIMIT = 10_000
/** From this part of the limit on the length is shown. */
export const NEAR = 0.9

type Sized = Pick<Attachment, 'name' | 'type' | 'size'>

/** Two legs of one channel are told apart by their accounts, two of one account by when they joined. */
export function legName(leg: Leg, legs: readonly Leg[]): string {
  const twins = legs.filter((one) => one.open && one.channel === leg.channel)
  if (twins.length < 2) return channelName(leg.channel)
  const alike = twins.filter((one) => one.account === leg.account).length > 1
  return `${channelName(leg.channel)} · ${alike ? timeOfDay(leg.joined_at) : leg.account_name}`
}

/** 47 时 12 分 · 剩 4 条; empty where replies are always taken. */
export function windowText(leg: Leg, nowMs: number): string {
  const look = windowLook(leg.window, nowMs)
  if (!look) return ''
  if (!look.open) return t('leg.closed')
  const left = t('leg.left', { time: spanText(look.ms) })
  return look.remaining === null ? left : `${left} · ${t('leg.remaining', { n: look.remaining })}`
}

/** Why this file cannot go this way, and which way it could; null: it can. */
export function refusal(file: Sized, leg: Leg | null, legs: readonly Leg[]): string | null {
  const no = leg && refusesFile(leg, file)
  if (!no) return null
  const name = legName(leg, legs)
  const why = no.most === null ? t('leg.noKind', { channel: name, name: file.name }) : t('leg.tooLarge', { channel: name, name: file.name, most: fileSize(no.most) })
  const other = legs.find((one) => one !== leg && takesReplies(one, now.value) && !refusesFile(one, file))
  return other ? `${why} ${t('leg.insteadHint', { channel: legName(other, legs) })}` : why
}

export function useWay(conversation: () => string) {
  const legs = computed(() => legsOf(conversation()).value.filter((leg) => leg.open))
  const leg = computed(() => replyLeg(conversation()))
  /** Sent as the approved template, which needs no open window. */
  const template = shallowRef(false)
  const look = computed(() => (leg.value ? windowLook(leg.value.window, now.value) : null))
  const closed = computed(() => look.value !== null && !look.value.open)
  const others = computed(() => legs.value.filter((one) => one.id !== leg.value?.id && takesReplies(one, now.value)))
  const limit = computed(() => Math.min(LIMIT, leg.value?.text_limit ?? LIMIT))
  watch([() => leg.value?.id, closed], () => { template.value = false })
  onMounted(() => void loadLegs(conversation()))

  function choose(id: string): void {
    chooseLeg(conversation(), id)
  }
  const length = (text: string) => textLength(leg.value, text)

  return {
    legs, leg, template, look, closed, others, limit, choose, length,
    blocked: computed(() => closed.value && !template.value),
    refusal: (file: Sized) => (template.value ? t('leg.templateNoFiles') : refusal(file, leg.value, legs.value)),
    /** Why so many replies at once are more than the window still takes; null: they are not. */
    tooMany(replies: number): string | null {
      const left = look.value?.open && !template.value ? look.value.remaining : null
      return left !== null && replies > left ? t('leg.tooMany', { n: replies, left }) : null
    },
  }
}
export type Way = ReturnType<typeof useWay>
