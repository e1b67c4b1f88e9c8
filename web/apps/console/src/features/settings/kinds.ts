// The kinds of settings as the server describes them, and words for what they hold.
import { computed, shallowRef } from 'vue'
import type { FormField, Setting, SettingGroup, SettingKind } from '@parlor/api'
import { currentLocale, t } from '@/i18n'
import { useSession } from '@/lib/session'
import { fullTime } from '@/lib/format'
import { agents, brands, queues } from '@/live/directory'
import { settings } from '@/live/settings'

export const kinds = shallowRef<readonly SettingKind[]>([])
export const GROUPS: readonly SettingGroup[] = ['reception', 'people', 'customers', 'safety', 'system']

export async function loadKinds(): Promise<void> {
  kinds.value = (await settings.kinds()).items
}

/** Kept where they are used. */
const IN_THE_INBOX = ['view', 'my_view']
/** Those of which this person may see the entries: what administrators keep, only they and auditors are shown. */
export const visible = computed(() => kinds.value.filter((kind) => !IN_THE_INBOX.includes(kind.kind) && (kind.reach !== 'house' || kind.keeps || useSession().agent?.role === 'auditor')))
export const groups = computed(() => GROUPS.map((group) => ({ group, kinds: visible.value.filter((kind) => kind.group === group) })).filter((entry) => entry.kinds.length))
export const kindOf = (kind: string) => visible.value.find((one) => one.kind === kind) ?? null

/** A text of the server in the page's language. */
export const inWords = (text: { 'zh-CN': string; en: string }) => text[currentLocale()]

/** A unit that stands in brackets at the end of a number's title: 邀请等多久（秒）. */
export function titleOf(field: FormField): { title: string; unit: string } {
  const whole = inWords(field.title)
  const match = field.type === 'number' ? /^(.*?)\s*[（(]([^（()）]+)[）)]$/.exec(whole) : null
  return { title: match?.[1] ?? whole, unit: match?.[2] ?? '' }
}

/** What a field holds, in a few words; empty where it holds nothing. */
export function valueText(field: FormField, value: Setting['fields'][string] | undefined): string {
  if (value === undefined || value === '') return ''
  const choice = (one: string) => inWords(field.choices.find((entry) => entry.value === one)?.title ?? { 'zh-CN': one, en: one })
  switch (field.type) {
    case 'flag': return t(value === true ? 'common.on' : 'common.off')
    case 'number': return [new Intl.NumberFormat(currentLocale()).format(Number(value)), titleOf(field).unit].filter(Boolean).join(' ')
    case 'choice': return choice(String(value))
    case 'several': return list(value).map(choice).join(t('common.comma'))
    case 'agents': return list(value).map((id) => agents.get(id)?.name ?? t('settings.someoneGone')).join(t('common.comma'))
    case 'brands': return list(value).map((id) => brands.get(id)?.name ?? t('settings.brandGone')).join(t('common.comma'))
    case 'secret': return t('settings.secretSet')
    case 'queue': return queues.get(String(value))?.name ?? t('settings.queueGone')
    case 'moment': return fullTime(String(value))
    case 'week': return list(value).map(weekLine).join(t('common.comma'))
    default: return Array.isArray(value) ? value.join(t('common.comma')) : String(value)
  }
}
const list = (value: Setting['fields'][string]): string[] => (Array.isArray(value) ? value : [String(value)])

/** 1 (Monday) to 7 by name. */
export const dayName = (day: number, form: 'long' | 'short' = 'short') => new Intl.DateTimeFormat(currentLocale(), { weekday: form, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))

function weekLine(line: string): string {
  const match = /^(\d)(?:-(\d))? (.+)$/.exec(line)
  if (!match) return line
  const [, from, until, hours] = match
  const days = until && until !== from ? t('settings.daysFromTo', { from: dayName(Number(from)), until: dayName(Number(until)) }) : dayName(Number(from))
  return `${days} ${hours!.replace('-', '–')}`
}
