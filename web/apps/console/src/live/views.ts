// The lists of the inbox: ordered ids per view, loaded page by page, kept current by events, still while the pointer is over them.
import { shallowRef } from 'vue'
import { SortedIds, type Conversation, type Page, type View } from '@parlor/api'
import { serverNow } from '@/lib/clock'
import { WAIT_LIMIT_MS } from '@/lib/format'
import { rest, useSession } from '@/lib/session'
import { onFlush } from './flush'
import { allRows, onRow, putRow, rowOf, type Row } from './rows'
import { belongsToSaved, isSaved, loadSaved, savedOf, type SavedName } from './saved'

/** A view of the house, or one that is kept by a name. */
export type ListName = View | SavedName

const at = (iso: string | null, otherwise = 0) => (iso ? Date.parse(iso) : otherwise)
/** Longest wait first, then those nobody waits for, latest first. */
const byWait = (row: Row): [number, number] => (row.waiting_since ? [0, at(row.waiting_since)] : [1, -at(row.updated_at)])

interface Rule { belongs(row: Row, me: string): boolean; key(row: Row): [number, number] }
const rules: Record<View, Rule> = {
  mine: { belongs: (row, me) => (row.place !== 'closed' && row.owner === me) || row.offer?.agent === me, key: byWait },
  queue: { belongs: (row) => row.place === 'queue', key: (row) => [0, at(row.waiting_since, at(row.opened_at))] },
  unanswered: {
    belongs: (row) => row.place !== 'closed' && row.waiting_since !== null && serverNow() - at(row.waiting_since) > WAIT_LIMIT_MS,
    key: byWait,
  },
  all: { belongs: (row) => row.place !== 'closed', key: byWait },
  pending: { belongs: (row) => row.place === 'pending', key: (row) => [0, at(row.pending_until)] },
  closed: { belongs: (row) => row.place === 'closed', key: (row) => [0, -at(row.closed_at)] },
}

const ruleOf = (name: ListName): Rule => (isSaved(name) ? { belongs: (row, me) => belongsToSaved(name, row, me), key: savedOf(name)?.setting.fields.place === 'queue' ? rules.queue.key : byWait } : rules[name])

export class ViewList {
  private readonly order = new SortedIds()
  private next: string | null = null
  private still = false
  private round = 0
  /** What the screen shows, top first. */
  readonly shown = shallowRef<readonly string[]>([])
  /** Arrivals held back because the pointer is over the list. */
  readonly held = shallowRef(0)
  readonly state = shallowRef<'idle' | 'loading' | 'ready' | 'error'>('idle')
  readonly more = shallowRef(false)
  private readonly publish = () => this.show()

  constructor(readonly view: ListName) {}

  private read(after: string | null): Promise<Page<Conversation>> {
    const { view } = this
    return isSaved(view) ? rest.ask('GET', '/conversations', { query: { saved: view.slice(6), after, limit: 50 } }) : rest.conversations(view, after)
  }

  /** Places one row by the rules; cheap enough for every event. */
  place(row: Row): void {
    if (this.state.value === 'idle') return
    const rule = ruleOf(this.view)
    const me = useSession().agent?.id ?? ''
    const changed = rule.belongs(row, me) ? this.order.set(row.id, ...rule.key(row)) : this.order.delete(row.id)
    if (changed) onFlush(this.publish)
  }

  async load(): Promise<void> {
    const round = ++this.round
    if (this.state.value !== 'ready') this.state.value = 'loading'
    try {
      if (isSaved(this.view) && !savedOf(this.view)) await loadSaved()
      const page = await this.read(null)
      if (round !== this.round) return
      this.order.clear()
      this.next = page.next ?? null
      this.more.value = this.next !== null
      this.state.value = 'ready'
      for (const item of page.items) putRow(item)
      // Rows that we know already belong here too, loaded or not: their order is the same as the server's.
      for (const row of allRows()) this.place(row)
      this.show()
    } catch {
      if (round === this.round && this.state.value === 'loading') this.state.value = 'error'
    }
  }

  private fetching = false
  async loadMore(): Promise<void> {
    if (this.next === null || this.fetching) return
    this.fetching = true
    const round = this.round
    try {
      const page = await this.read(this.next)
      if (round !== this.round) return
      this.next = page.next ?? null
      this.more.value = this.next !== null
      for (const item of page.items) this.place(putRow(item))
      this.show()
    } catch {
      // The next scroll asks again.
    } finally {
      this.fetching = false
    }
  }

  /** While still, rows update in place but neither appear, leave nor move. */
  keepStill(still: boolean): void {
    if (this.still === still) return
    this.still = still
    if (!still) this.show()
  }

  /** Shows what was held back, on demand. */
  release(): void {
    this.shown.value = this.order.toArray()
    this.held.value = 0
  }

  first(): string | undefined {
    return this.order.at(0)
  }

  reset(): void {
    this.round += 1
    this.order.clear()
    this.state.value = 'idle'
    this.shown.value = []
    this.held.value = 0
  }

  private show(): void {
    const before = this.shown.value
    // What comes in below the last row moves nothing.
    if (!this.still || before.every((id, index) => this.order.at(index) === id)) return this.release()
    const visible = new Set(before)
    let arrived = 0
    for (const id of this.order.toArray()) if (!visible.has(id)) arrived += 1
    this.held.value = arrived
  }
}

export const views = Object.fromEntries((Object.keys(rules) as View[]).map((view) => [view, new ViewList(view)])) as Record<View, ViewList>

const saved = new Map<SavedName, ViewList>()
const lists = () => [...Object.values(views), ...saved.values()]

/** The list of this name; one that is kept by a name comes to be when it is looked at. */
export function listOf(name: ListName): ViewList {
  if (!isSaved(name)) return views[name]
  const list = saved.get(name) ?? new ViewList(name)
  saved.set(name, list)
  return list
}

export function forgetViews(): void {
  for (const list of lists()) list.reset()
  saved.clear()
}

onRow((row) => { for (const list of lists()) list.place(row) })

/** A row becomes unanswered by the mere passing of time. */
setInterval(() => {
  for (const list of [views.unanswered, ...saved.values()]) if (list.state.value !== 'idle') for (const row of allRows()) list.place(row)
}, 5000)

/** After something the agent did on purpose: the list follows at once, wherever the pointer rests. */
export function releaseViews(): void {
  for (const list of lists()) if (list.state.value === 'ready') list.release()
}

export function belongsTo(view: ListName, id: string): boolean {
  const row = rowOf(id)
  return !!row && ruleOf(view).belongs(row, useSession().agent?.id ?? '')
}

/** After a resync: whatever was on a screen is read again. */
export function reloadViews(): void {
  for (const list of lists()) if (list.state.value !== 'idle') void list.load()
}
