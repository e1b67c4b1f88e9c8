// The messages of conversations that were opened: one array in order of seq per conversation, extended by events and by older pages.
import { shallowRef } from 'vue'
import type { Message } from '@parlor/api'
import { rest } from '@/lib/session'
import { onFlush } from './flush'

/** Threads kept in memory; the one looked at longest ago is forgotten first. */
const KEPT = 20
const PAGE = 50

/** A message keeps its place by its own conversation, also where it is read in another's thread. */
const keyOf = (message: Message) => `${message.conversation}/${message.seq}`

/** The messages of one conversation in order, and between them those of the conversations that go on in it. */
export class Thread {
  /** Replaced, never changed in place. */
  readonly messages = shallowRef<readonly Message[]>([])
  readonly state = shallowRef<'loading' | 'ready' | 'error'>('loading')
  /** The seq to ask older messages before; null at the beginning. */
  readonly previous = shallowRef<number | null>(null)
  private next: Message[] = []
  private older = false
  private filling = false
  private round = 0
  private readonly publish = () => { this.messages.value = this.next.slice() }

  constructor(readonly id: string) {
    void this.load()
  }

  /** Of this conversation itself: what is read, answered and counted on. */
  get lastSeq(): number {
    return this.next.findLast((message) => message.conversation === this.id)?.seq ?? 0
  }

  async load(): Promise<void> {
    const round = ++this.round
    if (this.state.value === 'error') this.state.value = 'loading'
    try {
      const page = await rest.messages(this.id, { limit: PAGE })
      if (round !== this.round) return
      // Events that came during the request stay; what belongs elsewhere now does not.
      const newest = page.items.findLast((message) => message.conversation === this.id)?.seq ?? 0
      this.next = [...page.items, ...this.next.filter((message) => message.conversation === this.id && message.seq > newest)]
      this.previous.value = page.previous ?? null
      this.state.value = 'ready'
      this.publish()
    } catch {
      if (round === this.round && this.state.value === 'loading') this.state.value = 'error'
    }
  }

  /** `limit`: of one page, at most 100. */
  async loadOlder(limit = PAGE): Promise<void> {
    if (this.older || this.previous.value === null) return
    this.older = true
    const round = this.round
    try {
      const page = await rest.messages(this.id, { before: this.previous.value, limit })
      if (round !== this.round) return
      const known = new Set(this.next.map(keyOf))
      this.next = [...page.items.filter((message) => !known.has(keyOf(message))), ...this.next]
      this.previous.value = page.previous ?? null
      this.publish()
    } catch {
      // Scrolling up again asks again.
    } finally {
      this.older = false
    }
  }

  /** Adds or replaces one message. A gap is filled from the server before anything after it is shown. */
  put(message: Message): void {
    const index = this.next.findLastIndex((known) => known.seq === message.seq && known.conversation === message.conversation)
    if (index >= 0) this.next[index] = newer(this.next[index]!, message)
    else if (message.conversation !== this.id) this.place(message)
    else if (this.state.value !== 'ready' || message.seq === this.lastSeq + 1) this.insert(message)
    else if (message.seq > this.lastSeq) return void this.fill()
    else return
    onFlush(this.publish)
  }

  private insert(message: Message): void {
    const before = this.next.findLastIndex((known) => known.conversation === this.id && known.seq < message.seq)
    // Behind whatever of others stands after the one before, unless that is where a later own one begins.
    let index = before + 1
    while (index < this.next.length && this.next[index]!.conversation !== this.id && this.next[index]!.at <= message.at) index += 1
    this.next.splice(index, 0, message)
  }

  /** A message of a conversation that goes on here: by the time it was kept, and not before what is loaded. */
  private place(message: Message): void {
    const index = this.next.findLastIndex((known) => known.at <= message.at) + 1
    if (index > 0 || this.previous.value === null) this.next.splice(index, 0, message)
  }

  private async fill(): Promise<void> {
    if (this.filling) return
    this.filling = true
    try {
      for (let full = true; full;) {
        const page = await rest.messages(this.id, { after: this.lastSeq, limit: 100 })
        const known = new Set(this.next.map(keyOf))
        const fresh = page.items.filter((message) => !known.has(keyOf(message)))
        this.next.push(...fresh)
        full = fresh.filter((message) => message.conversation === this.id).length === 100
      }
      this.publish()
    } catch {
      this.state.value = 'error'
    } finally {
      this.filling = false
    }
  }
}

/** The way of a message that goes well. One that failed or is in doubt left it, and may be sent again from its beginning. */
const CLIMB = ['queued', 'sent', 'delivered', 'read']
const ARRIVED = CLIMB.indexOf('delivered')

/** Of two sights of one message the further one counts: what arrived stays so, what failed or is in doubt may turn out either way. */
function newer(known: Message, incoming: Message): Message {
  const before = CLIMB.indexOf(known.receipt ?? '')
  const after = CLIMB.indexOf(incoming.receipt ?? '')
  const falls = after < before && (after >= 0 || before >= ARRIVED)
  return falls ? { ...incoming, receipt: known.receipt, failed: known.failed } : incoming
}

const threads = new Map<string, Thread>()

/** The thread of a conversation, loaded at first sight. */
export function openThread(id: string): Thread {
  const known = threads.get(id)
  const thread = known ?? new Thread(id)
  threads.delete(id)
  threads.set(id, thread)
  if (threads.size > KEPT) threads.delete(threads.keys().next().value!)
  return thread
}

/** Hands a message to every open thread it is read in: its own, the one its conversation goes on in, the one it was moved to. */
export function putMessage(message: Message, goesOnIn: string | null = null): void {
  for (const id of new Set([message.conversation, goesOnIn, message.moved_to])) if (id) threads.get(id)?.put(message)
}

/** Conversations were joined or parted: what is open of them is read again, the rest when it is opened next. */
export function rereadThreads(ids: readonly (string | null | undefined)[], current: string | null): void {
  for (const id of new Set(ids)) {
    if (!id) continue
    if (id === current) void threads.get(id)?.load()
    else threads.delete(id)
  }
}

/** After a resync: the thread on the screen is read again, the others when they are opened next. */
export function reloadThreads(current: string | null): void {
  for (const [id, thread] of threads) {
    if (id === current) void thread.load()
    else threads.delete(id)
  }
}

export function forgetThreads(): void {
  threads.clear()
}
