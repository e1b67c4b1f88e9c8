// What was typed and is not yet acknowledged, in the order it was typed, kept durable by the app's store.
import type { Problem } from './frames'
import type { OutboxItem, OutboxStore } from './link'

export class Outbox {
  private items: OutboxItem[] = []
  /** What was acknowledged in this run, so that a late load from the store does not bring it back. */
  private gone = new Set<string>()

  constructor(private store: OutboxStore) {}

  /** In the order typed. The same array until something changes. */
  list(): readonly OutboxItem[] {
    return this.items
  }

  /** Takes over what an earlier visit left behind; answers how many items that were. */
  async load(): Promise<number> {
    const saved = await this.store.load().catch((): OutboxItem[] => [])
    const fresh = saved.filter((item) => !this.gone.has(item.client_id) && !this.get(item.client_id))
    this.items = [...this.items, ...fresh].sort((a, b) => a.at - b.at)
    return fresh.length
  }

  get(clientId: string): OutboxItem | undefined {
    return this.items.find((item) => item.client_id === clientId)
  }

  /** The next one to send: the oldest that was not refused. */
  next(): OutboxItem | undefined {
    return this.items.find((item) => !item.failed)
  }

  /** Adds at the end; `at` is moved up when two were typed within one millisecond. */
  add(item: OutboxItem): void {
    const last = this.items[this.items.length - 1]
    const at = last && last.at >= item.at ? last.at + 1 : item.at
    this.items = [...this.items, { ...item, at }]
    this.save(this.items[this.items.length - 1]!)
  }

  /** Replaces an item by its changed copy (a file has arrived, it was refused). */
  change(clientId: string, part: Partial<OutboxItem>): void {
    const old = this.get(clientId)
    if (!old) return
    const changed = { ...old, ...part }
    this.items = this.items.map((item) => (item === old ? changed : item))
    this.save(changed)
  }

  refuse(clientId: string, problem: Problem): void {
    this.change(clientId, { failed: problem })
  }

  /** Takes an item out (acknowledged, or given up by the person); undefined when it was not there. */
  remove(clientId: string): OutboxItem | undefined {
    const item = this.get(clientId)
    this.gone.add(clientId)
    this.items = this.items.filter((one) => one !== item)
    this.store.remove(clientId).catch(() => undefined)
    return item
  }

  clear(): void {
    for (const item of this.items) this.remove(item.client_id)
  }

  private save(item: OutboxItem): void {
    // A full or forbidden store must not stop the conversation: the item stays in memory and is sent from there.
    this.store.put(item).catch(() => undefined)
  }
}
