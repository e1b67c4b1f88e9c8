// A note taken at once, in storage that answers within the call: a tab may be closed before the slower, roomier one has
// anything on the disk.

/** The part of `localStorage` that is needed. */
export interface Shelf {
  readonly length: number
  key(n: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** What is on its way to slower storage, by id. Nothing here throws: a browser that forbids storage has no journal. */
export interface Journal<T> {
  /** Kept when this returns, where the browser lets us. `item` is plain data. */
  note(id: string, item: T): void
  /** The slower storage has it, or it is done with. */
  settle(id: string): void
  /** What an earlier tab could not settle, in no order. */
  left(): T[]
}

/** One entry for each item, so that two tabs never overwrite each other's. `shelf` may throw. */
export function journal<T>(prefix: string, shelf: () => Shelf): Journal<T> {
  const attempt = <R>(act: (shelf: Shelf) => R, otherwise: R): R => {
    try {
      return act(shelf())
    } catch {
      return otherwise
    }
  }
  const keys = (it: Shelf) => Array.from({ length: it.length }, (_, n) => it.key(n)).filter((key) => key?.startsWith(prefix)) as string[]
  return {
    note: (id, item) => attempt((it) => it.setItem(prefix + id, JSON.stringify(item)), undefined),
    settle: (id) => attempt((it) => it.removeItem(prefix + id), undefined),
    left: () => attempt((it) => keys(it).flatMap((key) => read<T>(it.getItem(key))), []),
  }
}

/** One item, or none where somebody else wrote something unreadable. */
function read<T>(text: string | null): T[] {
  try {
    return text ? [JSON.parse(text) as T] : []
  } catch {
    return []
  }
}
