// What calls the agent back to the page: a sound per class, the title, the mark in the tab, a desktop notice where allowed.
import { watch } from 'vue'
import type { Agent, Conversation, Event } from '@parlor/api'
import { t } from '@/i18n'
import { focused } from '@/lib/screen'
import { usePreferences } from '@/lib/preferences'
import { useSession } from '@/lib/session'
import { chime } from '@/lib/sound'
import { toast } from '@/lib/toast'
import { router } from '@/router'
import { setPresence } from './deeds'
import { current } from './live'
import { counts } from './directory'
import type { Row } from './rows'
import { rowOf } from './rows'
import { customerName, unaskedBreak } from './names'

type Class = 'offer' | 'message'
let due: { kind: Class; event: Event } | null = null
/** Something arrived while nobody looked. */
let unseen = 0

/** Notes what an event means for this person; `settleNotices` makes one sound of however many there were. */
export function announce(event: Event, before: Row | null): void {
  const me = useSession().agent?.id
  const row = event.conversation
  if (!row || !me) return
  const offered = event.kind === 'conversation.offered' && row.offer?.agent === me
  const handed = event.kind === 'conversation.assigned' && row.owner === me && before?.owner !== me && !before?.offer
  const given = event.kind === 'conversation.transferred' && row.owner === me && before?.owner !== me && event.message?.author.id !== me
  if (given) tellGiven(event, row)
  const spoke = event.kind === 'message.received' && row.owner === me && !(focused.value && current.value === row.id)
  if (offered || handed || given) due = { kind: 'offer', event }
  else if (spoke && due?.kind !== 'offer') due = { kind: 'message', event }
}

/** A colleague handed it over: said in words, or it would be one row more among others. */
function tellGiven({ message }: Event, { id, customer, number }: Conversation): void {
  const from = message?.author.name ?? (message?.event?.kind === 'conversation.transferred' ? message.event.from_name : null) ?? ''
  const name = customerName({ customer, number })
  toast(t('notice.given', { from, name }), { ms: 8000, ...(current.value === id ? {} : { action: { text: t('place.openSurvivor'), run: () => void router.push(`/inbox/mine/${id}`) } }) })
}

export function settleNotices(): void {
  const notice = due
  due = null
  if (!notice) return
  const { values } = usePreferences()
  if (values.sound) chime(notice.kind)
  if (focused.value) return
  unseen += 1
  paintTab()
  if (values.desktop && 'Notification' in window && Notification.permission === 'granted') desktop(notice.kind, notice.event)
}

function desktop(kind: Class, event: Event): void {
  const id = event.conversation!.id
  const row = rowOf(id)
  if (!row) return
  const title = kind === 'offer' ? t('notice.offer', { name: customerName(row) }) : customerName(row)
  const notice = new Notification(title, { body: event.message?.text || row.last_message?.text || '', tag: id, icon: '/assets/mark-1.svg' })
  notice.onclick = () => {
    window.focus()
    notice.close()
    void router.push(`/inbox/mine/${id}`)
  }
}

function paintTab(): void {
  const waiting = counts.value?.mine ?? 0
  document.title = unseen ? `(${unseen}) ${t('notice.title')}` : waiting ? `${t('notice.title')} · ${waiting}` : t('notice.title')
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const address = unseen ? '/assets/mark-alert-1.svg' : '/assets/mark-1.svg'
  if (icon && icon.getAttribute('href') !== address) icon.setAttribute('href', address)
}

/** Long enough to be seen by somebody who comes back to the desk. */
const BREAK_MS = 20_000

/** Put on a break by the server: said, or one would wait for work that does not come. */
function tellBreak(agent: Agent | null, before: Agent | null | undefined): void {
  const why = agent && before?.id === agent.id && before.presence === 'ready' ? unaskedBreak(agent) : null
  if (why) toast(why, { ms: BREAK_MS, action: { text: t('empty.goOn'), run: () => void setPresence('ready') } })
}

/** Keeps title and mark true: called once, when the preferences exist. */
export function startNotices(): void {
  watch([focused, counts, () => usePreferences().values.locale], () => {
    if (focused.value) unseen = 0
    paintTab()
  }, { immediate: true })
  watch(() => useSession().agent, tellBreak)
}
