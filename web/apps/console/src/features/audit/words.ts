// The rows of the audit in words: what was done, about whom or what, and what was changed. What has no words is shown as written.
import type { AuditFilter, AuditRow, Role } from '@parlor/api'
import { t, tCode, type MessageKey } from '@/i18n'
import { agents, brands } from '@/live/directory'
import { inWords, kinds } from '../settings/kinds'

/** Everything that leaves a row, in the order people look for it. */
export const ACTIONS: readonly string[] = [
  'session.started', 'session.ended', 'sessions.ended', 'agent.changed', 'agent.joined', 'agent_invite.created', 'agent_invite.revoked', 'agent.password_changed', 'agent.password_reset_begun', 'agent.password_reset',
  'second_factor.confirmed', 'second_factor.ended', 'second_factor.removed', 'setting.made', 'setting.changed', 'setting.deleted', 'setting.restored', 'api_key.created', 'api_key.revoked', 'webhook.created', 'webhook.changed', 'webhook.secret_renewed', 'webhook.disabled', 'webhook.deleted', 'webhook.tested', 'webhook.replayed', 'channel_account.changed',
  'customer.changed', 'customer.revealed', 'customer.merged', 'customer.unmerged', 'identity.classed', 'suggestion.dismissed', 'message.raw_read', 'delivery.replayed', 'delivery.settled', 'order.acted', 'order.act_settled', 'unparsed.dismissed', 'job.retried',
]

/** An action that we have no words for yet is shown as it is written. */
export function actionText(action: string): string {
  const key = action.replaceAll('.', '_')
  const words = tCode('auditAction', key, 'auditAction.other')
  return words === t('auditAction.other') ? action : words
}

const nameOf = (id: string) => agents.get(id)?.name ?? brands.get(id)?.name
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
/** An id that says nothing is cut to what tells it from its neighbours: the beginning of ours is only the time. */
const short = (id: string) => (isId(id) ? `…${id.slice(-8)}` : id)
/** Ids within a text become the names that we know. */
const named = (text: string) => text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => nameOf(id) ?? short(id))

const HOW: Record<string, MessageKey> = { 'password': 'audit.byPassword', 'password and code': 'audit.byCode', 'password and recovery code': 'audit.byRecovery' }
const roleText = (role: string) => tCode('role', role as Role, 'auditAction.other')

function person(id: string, row: AuditRow): string {
  return id === row.actor?.id ? t('audit.self') : (nameOf(id) ?? short(id))
}

/** `subject` of a setting is its kind and its id, `detail` its name, where it has one. */
function settingText({ subject, detail }: AuditRow): string {
  const kind = subject.split(' ')[0]!
  const known = kinds.value.find((one) => one.kind === kind)
  return [known ? inWords(known.title) : kind, detail].filter(Boolean).join(' · ')
}

/** Whom or what it is about, on one line. */
export function aboutText(row: AuditRow): string {
  const { action, subject, detail } = row
  if (action === 'session.started') return HOW[detail] ? t(HOW[detail]) : detail
  if (action === 'session.ended') return person(detail, row)
  if (action === 'sessions.ended') return `${person(subject, row)} · ${t('audit.count', { n: detail })}`
  if (action === 'agent_invite.created') {
    const [role = '', ...rest] = detail.split(' ')
    return `${rest.join(' ')} · ${roleText(role)}`
  }
  if (action === 'agent.joined') return t('audit.self')
  if (action.startsWith('agent.') || action.startsWith('second_factor.')) return [person(subject, row), ...linesOf(row)].join(' · ')
  if (action.startsWith('setting.')) return settingText(row)
  return detail ? named(detail) : (nameOf(subject) ?? short(subject))
}

function valueText(field: string, value: string): string {
  if (field === 'role') return roleText(value)
  if (field === 'capacity') return String(Number(value) / 100)
  if (field === 'state') return value === 'active' ? t('staff.active') : t('staff.disabled')
  if (field === 'locale') return value === 'en' ? 'English' : '中文'
  return value
}

/** What was changed of a colleague, one line for each; a line that is not understood is shown as written. */
export function linesOf(row: AuditRow): string[] {
  if (row.action !== 'agent.changed') return []
  // A name may have a comma in it: only what begins like a field begins a line.
  return row.detail.split(/, (?=(?:name|role|capacity|locale|state): |brand [+−] )/).map((part) => {
    const field = /^(name|role|capacity|locale|state): ([^]*) → ([^]*)$/.exec(part)
    if (field) return t('audit.to', { field: t(`auditField.${field[1]}` as MessageKey), before: valueText(field[1]!, field[2]!), after: valueText(field[1]!, field[3]!) })
    const brand = /^brand ([+−]) (.+)$/.exec(part)
    if (!brand) return part
    const name = brands.get(brand[2]!)?.name ?? short(brand[2]!)
    return brand[1] === '+' ? t('audit.gained', { name }) : t('audit.lost', { name })
  })
}

export type Span = '' | 'hour' | 'today' | 'week' | 'month' | 'own'
export const SPANS: readonly Span[] = ['', 'hour', 'today', 'week', 'month', 'own']
const HOUR = 3_600_000

const midnight = (ms: number, days = 0) => { const at = new Date(ms); at.setHours(0, 0, 0, 0); at.setDate(at.getDate() + days); return at }
/** `day`: as a date field gives it, in this person's own zone; null where there is none. */
const dayOf = (day: string) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00`) : null)

/** The moments of a span, both days of one's own dates included. */
export function momentsOf(span: Span, own: { from: string; until: string }, nowMs: number): Pick<AuditFilter, 'from' | 'until'> {
  if (span === 'own') {
    const [from, until] = [dayOf(own.from), dayOf(own.until)]
    return { ...(from ? { from: from.toISOString() } : {}), ...(until ? { until: midnight(until.getTime(), 1).toISOString() } : {}) }
  }
  if (!span) return {}
  const from = span === 'hour' ? new Date(nowMs - HOUR) : midnight(nowMs, { today: 0, week: -6, month: -29 }[span])
  return { from: from.toISOString() }
}
