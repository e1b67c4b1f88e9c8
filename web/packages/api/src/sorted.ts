// Ids in order of a key, kept by binary insertion: an update costs a search and a move, never a sort of everything.

/** Compared part by part; numbers before the id, which makes every order total. */
export type Key = readonly [number, number, string]

function compare(a: Key, b: Key): number {
  if (a[0] !== b[0]) return a[0] - b[0]
  if (a[1] !== b[1]) return a[1] - b[1]
  return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0
}

export class SortedIds {
  private readonly keys = new Map<string, Key>()
  private readonly order: string[] = []

  get size(): number {
    return this.order.length
  }

  has(id: string): boolean {
    return this.keys.has(id)
  }

  /** Puts `id` where its key belongs. Answers whether the order changed. */
  set(id: string, first: number, second: number): boolean {
    const key: Key = [first, second, id]
    const before = this.keys.get(id)
    if (before && compare(before, key) === 0) return false
    if (before) {
      const from = this.find(before)
      this.keys.set(id, key)
      this.order.splice(from, 1)
      const to = this.find(key)
      this.order.splice(to, 0, id)
      return from !== to
    }
    this.order.splice(this.find(key), 0, id)
    this.keys.set(id, key)
    return true
  }

  delete(id: string): boolean {
    const key = this.keys.get(id)
    if (!key) return false
    this.order.splice(this.find(key), 1)
    this.keys.delete(id)
    return true
  }

  clear(): void {
    this.keys.clear()
    this.order.length = 0
  }

  /** A copy, for a screen to keep. */
  toArray(): string[] {
    return this.order.slice()
  }

  at(index: number): string | undefined {
    return this.order[index]
  }

  /** First place whose key is not smaller. Every id in `order` has a key. */
  private find(key: Key): number {
    let low = 0
    let high = this.order.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(this.keys.get(this.order[middle]!)!, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
