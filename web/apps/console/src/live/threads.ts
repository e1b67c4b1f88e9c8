// The messages of conversations that were opened: one array in order of seq per conversation, extended by events and by older pages.
import { shallowRef } from 'vue'
import type { Message } from '@parlor/api'
import { rest } from '@/lib/session'
import { onFlush } from './flush'

/** Threads kept in memory; the one looked at longest ago is forgotten first. */
const KEPT = 20
const PAGE = 50

export class Thread {
  /** Replaced, never changed in place. */
  readonly messages = shallowRef<readonly Message[]>([])
  readonly state = shallowRef<'loading' | 'ready' | 'error'>('loading')
  /** The seq to ask older messages before; null at the beginning. */
  readonly previous = shallowRef<number | null>(null)
  private next: Message[] = []
  private older = false
  private filling = false
  private readonly publish = () => { this.messages.value = this.next.slice() }

  constructor(readonly id: string) {
    void this.load()
  }

  get lastSeq(): number {
    return this.next.at(-1)?.seq ?? 0
  }

  async load(): Promise<void> {
    if (this.state.value === 'error') this.state.value = 'loading'
    try {
      const page = await rest.messages(this.id, { limit: PAGE })
      // Events that came during the request stay.
      const newest = page.items.at(-1)?.seq ?? 0
      this.next = [...page.items, ...this.next.filter((message) => message.seq > newest)]
      this.previous.value = page.previous ?? null
      this.state.value = 'ready'
      this.publish()
    } catch {
      if (this.state.value === 'loading') this.state.value = 'error'
    }
  }

  async loadOlder(): Promise<void> {
    if (this.older || this.previous.value === null) return
    this.older = true
    try {
      const page = await rest.messages(this.id, { before: this.previous.value, limit: PAGE })
      const oldest = this.next[0]?.seq ?? Infinity
      this.next = [...page.items.filter((message) => message.seq < oldest), ...this.next]
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
    const index = this.find(message.seq)
    if (this.next[index]?.seq === message.seq) this.next[index] = newer(this.next[index], message)
    else if (this.state.value !== 'ready' || message.seq === this.lastSeq + 1) this.next.splice(index, 0, message)
    else if (message.seq > this.lastSeq) return void this.fill()
    else return
    onFlush(this.publish)
  }

  private async fill(): Promise<void> {
    if (this.filling) return
    this.filling = true
    try {
      for (let full = true; full;) {
        const page = await rest.messages(this.id, { after: this.lastSeq, limit: 100 })
        for (const message of page.items) if (message.seq > this.lastSeq) this.next.push(message)
        full = page.items.length === 100
      }
      this.publish()
    } catch {
      this.state.value = 'error'
    } finally {
      this.filling = false
    }
  }

  /** First place whose seq is not smaller. */
  private find(seq: number): number {
    let low = 0
    let high = this.next.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.next[middle]!.seq < seq) low = middle + 1
      else high = middle
    }
    return low
  }
}

const RECEIPTS = ['queued', 'sent', 'in_doubt', 'failed', 'delivered', 'read']

/** Receipts only climb: of two sights of one message the further one counts. */
function newer(known: Message, incoming: Message): Message {
  const before = RECEIPTS.indexOf(known.receipt ?? '')
  const after = RECEIPTS.indexOf(incoming.receipt ?? '')
  return after < before ? { ...incoming, receipt: known.receipt } : incoming
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

/** Hands a message to its thread, if that is open. */
export function putMessage(message: Message): void {
  threads.get(message.conversation)?.put(message)
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
