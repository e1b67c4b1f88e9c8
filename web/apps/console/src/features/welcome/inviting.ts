// Inviting several colleagues at once: rows that are filled in, sent one after the other, and become links.
import { computed, reactive, shallowRef } from 'vue'
import { ApiError, type Role } from '@parlor/api'
import { t } from '@/i18n'
import { usePreferences } from '@/lib/preferences'
import { staff } from '@/lib/session'
import { errorText } from '@/lib/toast'
import { brandsInUse } from '@/live/brandsInUse'

export interface InviteRow { id: number; email: string; name: string; role: Role; wrong: { email: string; name: string }; failed: string; link: string }
/** Rows at once: more than anybody types. */
export const MOST = 50
const LOOKS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** `a@b.example, 张三` or `张三 <a@b.example>` or just the address, one on each line; null where no line has one. */
export function peopleIn(text: string): { email: string; name: string }[] | null {
  const lines = text.split(/[\r\n;]+/).map((line) => line.trim()).filter(Boolean)
  const found = lines.map((line) => {
    const email = /[^\s@,;，<>"]+@[^\s@,;，<>"]+\.[^\s@,;，<>"]+/.exec(line)?.[0] ?? ''
    return { email, name: line.replace(email, '').replace(/[<>,，"\t]+/g, ' ').trim() }
  }).filter((one) => one.email)
  return found.length ? found : null
}

export function useInvites() {
  let count = 0
  const row = (email = '', name = '', role: Role = 'agent'): InviteRow => reactive({ id: ++count, email, name, role, wrong: { email: '', name: '' }, failed: '', link: '' })
  const rows = shallowRef<readonly InviteRow[]>([row(), row(), row()])
  const busy = shallowRef(false)
  const empty = (one: InviteRow) => !one.link && !one.email.trim() && !one.name.trim()
  const open = computed(() => rows.value.filter((one) => !one.link))
  const made = computed(() => rows.value.filter((one) => one.link))
  const filled = computed(() => open.value.filter((one) => !empty(one)))

  const add = () => { if (rows.value.length < MOST) rows.value = [...rows.value, row('', '', rows.value.at(-1)?.role)] }
  const remove = (id: number) => { rows.value = rows.value.filter((one) => one.id !== id) }

  /** A list that was pasted fills rows from this one on; a single address is left to the field. */
  function paste(at: InviteRow, text: string): boolean {
    const people = peopleIn(text)
    if (!people || (people.length === 1 && !people[0]!.name)) return false
    const before = rows.value.filter((one) => one === at || !empty(one))
    const place = before.indexOf(at)
    const [first, ...more] = people
    Object.assign(at, { email: first!.email, name: at.name || first!.name })
    rows.value = [...before.slice(0, place + 1), ...more.map((one) => row(one.email, one.name, at.role)), ...before.slice(place + 1)].slice(0, MOST)
    return true
  }

  function check(): boolean {
    const seen = new Set<string>()
    const [blank] = open.value
    if (!filled.value.length && blank) blank.wrong = { email: t('invites.badEmail'), name: '' }
    for (const one of filled.value) {
      const email = one.email.trim().toLowerCase()
      one.wrong = { email: !LOOKS.test(email) ? t('invites.badEmail') : seen.has(email) ? t('welcome.twice') : '', name: one.name.trim() ? '' : t('staff.badName') }
      one.failed = ''
      seen.add(email)
    }
    return filled.value.length > 0 && filled.value.every((one) => !one.wrong.email && !one.wrong.name)
  }
  function refuse(one: InviteRow, error: unknown): void {
    const is = (field: string) => error instanceof ApiError && !!error.fieldCode(field)
    if (error instanceof ApiError && error.code === 'taken') one.wrong = { ...one.wrong, email: t('invites.taken') }
    else if (is('email')) one.wrong = { ...one.wrong, email: t('invites.badEmail') }
    else if (is('name')) one.wrong = { ...one.wrong, name: t('staff.badName') }
    else one.failed = errorText(error)
  }

  /** One after the other: what is refused stays where it was written, the others are links already. */
  async function send(): Promise<void> {
    if (busy.value || !check()) return
    busy.value = true
    for (const one of filled.value) {
      try {
        const invite = await staff.invite({ email: one.email.trim(), name: one.name.trim(), role: one.role, brands: brandsInUse().map((one) => one.id), locale: usePreferences().values.locale, capacity: 8 })
        one.link = invite.link ?? ''
      } catch (error) {
        refuse(one, error)
      }
    }
    if (made.value.length) rows.value = rows.value.filter((one) => !empty(one))
    busy.value = false
  }
  /** For a message to colleagues: who, and their link. */
  const allLinks = () => made.value.map((one) => t('welcome.linkLine', { name: one.name.trim(), email: one.email.trim(), link: one.link })).join('\n')
  return { rows, open, made, filled, busy, add, remove, paste, send, allLinks }
}
