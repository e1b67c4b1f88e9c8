// Wires the house together: frames of the line go into rows, threads, lists and directory; a resync reads everything again.
import { reactive, shallowReactive, shallowRef, watch } from 'vue'
import type { Conversation, Event, LineState, ServerFrame } from '@parlor/api'
import { may } from '@/lib/rights'
import { rest, useSession } from '@/lib/session'
import { forgetCards } from './cards'
import { forgetDirectory, loadBrands, loadDirectory, loadQueues, loadQuickReplies, loadTags, putAgent, refreshCounts } from './directory'
import { carryDrafts, forgetDrafts, keepDrafts, loadDrafts, takeUpDrafts } from './drafts'
import { onFlush } from './flush'
import { line, startLine } from './line'
import { forgetLoad } from './load'
import type * as Notices from './notices'
import type * as Own from './own'
import { forgetLegs, heardOn, reloadLegs, rereadLegs } from './legs'
import { forgetOffers } from './offers'
import { forgetPeople, forgetViewing, putTyping, putViewing, stopTyping } from './people'
import { countUnread, doubtRows, forgetRows, markRead, putRow, rowOf, survivorOf, type Row } from './rows'
import { currentOutbox, refused, startOutbox, stopOutbox } from './sending'
import { forgetThreads, putMessage, reloadThreads, rereadThreads } from './threads'
import { forgetSettings, needSettings, settingsChanged } from './settings'
import { letGo } from './picked'
import { forgetSaved, loadSaved } from './saved'
import { carryUploads } from './uploads'
import { forgetTrouble, refreshTrouble } from './trouble'
import { forgetVisitors } from './visitors'
import { forgetViews, reloadViews } from './views'

/** The conversation on the screen. */
export const current = shallowRef<string | null>(null)
const rounds = shallowReactive(new Map<string, number>())
/** Counts up when the customer's record changed, or any may have; what shows it reads it again. */
export const customerRound = (id = ''): number => (rounds.get(id) ?? 0) + (id ? customerRound() : 0)
/** Counts up with every event of a kind; pages that list such things read them again. */
export const changes = reactive({ suggestions: 0, merges: 0, invites: 0, deliveries: 0, accounts: 0, unparsed: 0, webhooks: 0, mentions: 0 })

let waiting: ServerFrame[] = []
let welcomed = false
/** What calls somebody back, and what follows them from machine to machine: not needed for the first paint. */
let notices: typeof Notices | null = null
let own: typeof Own | null = null

export function startLive(): void {
  const session = useSession()
  void startComfort()
  takeUpDrafts(session.agent!.id)
  void startOutbox(session.agent!.id)
  startLine((frame) => { waiting.push(frame); onFlush(applyWaiting) }, stateChanged)
}

async function startComfort(): Promise<void> {
  void import('@/lib/install').then(({ tell }) => tell('fill'))
  if (!notices) {
    notices = await import('./notices')
    notices.startNotices()
  }
  own ??= await import('./own')
  own.leavePerson()
  if (useSession().state === 'in') own.followPerson()
}

export function stopLive(): void {
  notices?.forgetNotices()
  own?.leavePerson()
  const me = useSession().agent?.id
  if (me) keepDrafts(me)
  line.stop()
  stopOutbox()
  waiting = []
  welcomed = false
  forgetViews()
  forgetSaved()
  letGo()
  forgetThreads()
  forgetRows()
  forgetPeople()
  forgetLoad()
  forgetOffers()
  forgetLegs()
  forgetSettings()
  forgetTrouble()
  forgetDrafts()
  forgetVisitors()
  forgetCards()
  forgetDirectory()
}

let failures = 0
function stateChanged(state: LineState): void {
  if (state === 'online') {
    failures = 0
    // Begun without a line: only now the session can be asked for, and with it what lets us write.
    if (!rest.csrf) void useSession().check().then(() => currentOutbox()?.resend())
    currentOutbox()?.resend()
    line.send({ t: 'viewing', conversation: current.value })
  }
  // A session that ended looks like a line that never opens; REST tells which.
  if (state === 'waiting' && ++failures % 3 === 0) rest.session().catch(() => {})
}

watch(current, (id) => { line.send({ t: 'viewing', conversation: id }) })

function applyWaiting(): void {
  const frames = waiting
  waiting = []
  for (const frame of frames) apply(frame)
  notices?.settleNotices()
}

function apply(frame: ServerFrame): void {
  switch (frame.t) {
    case 'welcome':
      putAgent(frame.agent)
      // Who looks at what now follows.
      forgetViewing()
      // The first welcome stands at the present: lists are read after it, so nothing falls in between.
      if (!welcomed) readAgain()
      welcomed = true
      break
    case 'resync':
      doubtRows()
      readAgain()
      break
    case 'events': for (const event of frame.items) applyEvent(event); break
    case 'ack': currentOutbox()?.acknowledged(frame.client_id, frame.message); break
    case 'error': if (frame.client_id) refused(frame.client_id, frame.problem); break
    case 'typing': putTyping(frame); break
    case 'viewing': putViewing(frame); break
    case 'presence': putAgent(frame.agent); break
  }
}

function readAgain(): void {
  void loadDirectory()
  settingsChanged()
  void needSettings('break_reason').catch(() => {})
  reloadViews()
  reloadThreads(current.value)
  rereadLegs(current.value)
  refreshTrouble()
  for (const key of Object.keys(changes) as (keyof typeof changes)[]) changes[key] += 1
  customerChange('')
  if (current.value) void rest.conversation(current.value).then(putRow).catch(() => {})
}

function applyEvent(event: Event): void {
  const before = event.conversation ? rowOf(event.conversation.id) : null
  if (event.conversation) {
    putRow(event.conversation)
    // First sight of something in one's own hands: only the server knows how much of it is unread.
    if (!before && concernsMe(event.conversation)) void rest.conversation(event.conversation.id).then(putRow).catch(() => {})
  }
  if (event.message) {
    putMessage(event.message, survivorOf(event.message.conversation))
    if (event.message.direction !== 'in') currentOutbox()?.seen(event.message)
  }
  switch (event.kind) {
    case 'message.received': {
      if (event.message) {
        stopTyping(event.message.conversation, 'customer')
        heardOn(event.message)
      }
      if (countUnread(event)) notices?.announce(event, before)
      break
    }
    case 'message.sent':
      if (event.message?.author.id) stopTyping(event.message.conversation, event.message.author.id)
      break
    case 'conversation.offered': case 'conversation.assigned': case 'conversation.transferred': case 'conversation.queued': notices?.announce(event, before); break
    case 'note.mentioned':
      notices?.announce(event, before)
      mentionsChanged()
      break
    case 'mention.read': mentionsChanged(); break
    case 'read.marked': if (event.conversation && event.message_seq != null) markRead(event.conversation.id, event.message_seq); break
    case 'draft.saved': if (event.conversation) void loadDrafts(event.conversation.id, true); break
    case 'quick_replies.changed': void loadQuickReplies().catch(() => {}); break
    case 'settings.changed': settingsChanged(); void loadSaved().catch(() => {}); break
    case 'organisation.changed': void Promise.all([loadBrands(), loadQueues()]).catch(() => {}); break
    case 'tags.changed': void loadTags().catch(() => {}); break
    case 'agent.updated': void readAgent(event.agent); break
    case 'customer.updated': case 'orders.changed': customerChange(event.customer); break
    default: applyDoors(event, before)
  }
  if (event.kind.startsWith('conversation.') || event.kind.startsWith('message.')) refreshCounts()
}

/** What names me, or how much of it I have read. */
function mentionsChanged(): void {
  changes.mentions += 1
  refreshCounts()
}

/** Of '': anything may have happened to anybody. */
export function customerChange(id: string | null): void {
  if (id !== null) rounds.set(id, (rounds.get(id) ?? 0) + 1)
}

/** What was begun is one's own, in whoever's hands the conversation is. Being told of it may come a moment later. */
export function carryOn(row: Conversation, into: string, before: Row | null): void {
  const shown = current.value
  void carryDrafts(row.id, into)
  carryUploads(row.id, into)
  void import('./merged').then(({ tellMerged }) => tellMerged(row, before, shown)).catch(() => {})
}

/** What happens around several doors: legs, merges, deliveries, channel accounts. */
function applyDoors(event: Event, before: Row | null): void {
  const row = event.conversation
  switch (event.kind) {
    case 'leg.joined': case 'leg.updated':
      changes.invites += 1
      if (row) reloadLegs(row.id)
      break
    case 'invite.changed': changes.invites += 1; break
    case 'conversation.merged':
      if (row?.merged_into) carryOn(row, row.merged_into, before)
      changes.merges += 1
      reread(row)
      break
    case 'conversation.split':
      changes.merges += 1
      reread(row)
      break
    case 'customer.merged':
      changes.merges += 1
      customerChange(event.customer)
      break
    case 'suggestions.changed': changes.suggestions += 1; break
    case 'delivery.changed':
      changes.deliveries += 1
      refreshTrouble()
      break
    case 'channel_account.changed': changes.accounts += 1; break
    case 'inbound.unparsed': changes.unparsed += 1; break
    case 'webhook.changed':
      changes.webhooks += 1
      if (may('integrate')) void import('../features/integrate/notice').then(({ webhookTurned }) => webhookTurned())
      break
  }
}

/** Of conversations that were joined or parted, both sides: which legs and which messages they have has changed. */
function reread(row: Conversation | null): void {
  if (!row) return
  const ids = [row.id, row.merged_into, current.value]
  rereadThreads(ids, current.value)
  for (const id of ids) if (id) reloadLegs(id)
  customerChange(row.customer.id)
}

function concernsMe(row: Conversation): boolean {
  const me = useSession().agent?.id
  return row.owner === me || row.offer?.agent === me
}

async function readAgent(id: string | null): Promise<void> {
  const found = (await rest.agents().catch(() => [])).find((agent) => agent.id === id)
  if (found) putAgent(found)
}
