// What calls the agent back to the page: which events do, and how many become one. A chunk of its own, there shortly after the page.
import { watch } from 'vue'
import type { Agent, Conversation, Event } from '@parlor/api'
import { t } from '@/i18n'
import { now } from '@/lib/clock'
import { focused } from '@/lib/screen'
import { usePreferences, type NoticeClass } from '@/lib/preferences'
import { useSession } from '@/lib/session'
import { toast } from '@/lib/toast'
import { router } from '@/router'
import { setPresence } from './deeds'
import { current } from './live'
import { counts } from './directory'
import type { Row } from './rows'
import { allRows, survivorOf } from './rows'
import { customerName, unaskedBreak } from './names'
import { paintTab, rank, seenAll, summon, type Due } from './summons'

/** What happened since it was last told, the most urgent of each conversation. */
const dues = new Map<string, Due>()
/** However much happens, one is called once in so many ms, unless something more urgent comes. */
const CALM_MS = 3_000
let told = { at: 0, kind: 'message' as NoticeClass }
let later: ReturnType<typeof setTimeout> | undefined

function put(due: Due): void {
  const before = dues.get(due.conversation)
  if (!before || rank(due.kind) <= rank(before.kind)) dues.set(due.conversation, due)
}

/** Notes what an event means for this person; `settleNotices` makes one summons of however many there were. */
export function announce(event: Event, before: Row | null): void {
  const me = useSession().agent
  const row = event.conversation
  if (!row || !me) return
  const looking = focused.value && current.value === row.id
  const text = event.message?.text || row.last_message?.text || ''
  const offered = event.kind === 'conversation.offered' && row.offer?.agent === me.id
  const handed = event.kind === 'conversation.assigned' && row.owner === me.id && before?.owner !== me.id && !before?.offer
  const given = event.kind === 'conversation.transferred' && row.owner === me.id && before?.owner !== me.id && event.message?.author.id !== me.id
  const mentioned = event.kind === 'note.mentioned' && event.agent === me.id && !looking
  const spoke = event.kind === 'message.received' && row.owner === me.id && !looking
  if (given) tellGiven(event, row)
  if (mentioned) void tellMentioned(event, row)
  if (offered) put({ kind: 'offer', conversation: row.id, text })
  else if (mentioned) put({ kind: 'mention', conversation: row.id, text, path: noteAt(row, event), ...(event.message?.author.name ? { from: event.message.author.name } : {}) })
  else if (handed || given) put({ kind: 'handed', conversation: row.id, text, ...(event.message?.author.name ? { from: event.message.author.name } : {}) })
  else if (spoke) put({ kind: 'message', conversation: row.id, text })
}

/** Where the note stands. */
const noteAt = ({ id }: Conversation, { message }: Event) => `/inbox/all/${survivorOf(id)}?m=${message?.seq ?? 0}&c=${id}`

/** A colleague named me: said in words wherever one is, with the way to the note. */
async function tellMentioned(event: Event, row: Conversation): Promise<void> {
  const { m } = await import('../features/mention/words')
  toast(m('mentioned', { from: event.message?.author.name ?? m('someone'), name: customerName(row) }), { ms: 8000, action: { text: t('place.openSurvivor'), run: () => void router.push(noteAt(row, event)) } })
}

/** A colleague handed it over: said in words, or it would be one row more among others. */
function tellGiven({ message }: Event, { id, customer, number }: Conversation): void {
  const from = message?.author.name ?? (message?.event?.kind === 'conversation.transferred' ? message.event.from_name : null) ?? ''
  const name = customerName({ customer, number })
  toast(t('notice.given', { from, name }), { ms: 8000, ...(current.value === id ? {} : { action: { text: t('place.openSurvivor'), run: () => void router.push(`/inbox/mine/${id}`) } }) })
}

/** One summons for what is due; soon after another it waits, and takes along what comes meanwhile. */
export function settleNotices(): void {
  if (!dues.size) return
  const top = Math.min(...[...dues.values()].map((due) => rank(due.kind)))
  const wait = told.at + CALM_MS - Date.now()
  clearTimeout(later)
  if (wait > 0 && top >= rank(told.kind)) {
    later = setTimeout(settleNotices, wait)
    return
  }
  const all = [...dues.values()]
  dues.clear()
  told = { at: Date.now(), kind: all.find((due) => rank(due.kind) === top)!.kind }
  summon(all)
}

/** Waits that were told, each by when it began. */
const toldWaits = new Set<string>()
const LOOK_MS = 5_000
/** Whoever comes to a page on which somebody has waited for long sees it; only what happens before one's eyes is told. */
const FRESH_MS = 30_000

/** Customers of mine whose wait has just become long. */
export function lookForWaits(at: number): void {
  const me = useSession().agent?.id
  const long = usePreferences().values.waitingMinutes * 60_000
  for (const row of allRows()) {
    if (row.owner !== me || row.place !== 'agent' || !row.waiting_since) continue
    const over = at - Date.parse(row.waiting_since) - long
    const key = `${row.id} ${row.waiting_since}`
    if (over < 0 || over > FRESH_MS || toldWaits.has(key)) continue
    toldWaits.add(key)
    put({ kind: 'waiting', conversation: row.id, text: row.last_message?.text ?? '' })
  }
  settleNotices()
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
    if (focused.value) seenAll()
    paintTab()
  }, { immediate: true })
  watch(() => useSession().agent, tellBreak)
  watch(() => Math.floor(now.value / LOOK_MS), () => lookForWaits(now.value))
  // A notification that a service worker showed leads here.
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<{ t?: string; path?: string }>) => {
    if (data.t === 'open' && data.path?.startsWith('/inbox/')) void router.push(data.path)
  })
}

/** Whoever comes next on this machine is told of nothing that was for another. */
export function forgetNotices(): void {
  clearTimeout(later)
  dues.clear()
  toldWaits.clear()
  told = { at: 0, kind: 'message' }
  seenAll()
}
