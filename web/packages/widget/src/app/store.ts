// The outbox on disk: IndexedDB of the iframe, else the host page's storage through the loader.
import { journal, type OutboxItem, type OutboxStore } from '@parlor/sdk'

const OPEN_MS = 2_000
const TABLE = 'outbox'

type Row = OutboxItem & { account: string }

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Some browsers neither open nor refuse inside a foreign page.
    setTimeout(() => reject(new Error('slow')), OPEN_MS)
    // A name of its own: the console keeps its outbox on the same origin.
    const ask = indexedDB.open('parlor-visitor', 1)
    ask.onupgradeneeded = () => ask.result.createObjectStore(TABLE, { keyPath: ['account', 'client_id'] })
    ask.onsuccess = () => resolve(ask.result)
    ask.onerror = () => reject(ask.error)
  })
}

function run<T>(db: IDBDatabase, mode: IDBTransactionMode, act: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const work = db.transaction(TABLE, mode)
    const ask = act(work.objectStore(TABLE))
    work.oncomplete = () => resolve(ask.result)
    work.onerror = work.onabort = () => reject(work.error)
  })
}

/** Storage of one account's outbox. `saved` is what the host page kept; `save` replaces that. */
export function outboxStore(account: string, saved: OutboxItem[], save: (items: OutboxItem[]) => void): OutboxStore {
  const kept = new Map(saved.map((item) => [item.client_id, item]))
  // Called inside a promise, so that a browser that throws on the mere name is survived too.
  const database = Promise.resolve().then(openDatabase)
  database.catch(() => undefined)
  const notes = journal<OutboxItem>(`parlor:outbox:${account}:`, () => localStorage)
  const keep = () => save([...kept.values()].filter((item) => item.files.length === 0))
  return {
    async load() {
      const rows = await database.then((db) => run<Row[]>(db, 'readonly', (table) => table.getAll())).catch((): Row[] => [])
      const mine = rows.filter((row) => row.account === account).map(({ account: _, ...item }): OutboxItem => item)
      const other = [...kept.values(), ...notes.left()].filter((item) => !mine.some((one) => one.client_id === item.client_id))
      return [...mine, ...new Map(other.map((item) => [item.client_id, item])).values()]
    },
    async put(item) {
      // Files do not fit into a note; with them the tab has to stay until the database has answered.
      if (item.files.length === 0) notes.note(item.client_id, item)
      try {
        await run(await database, 'readwrite', (table) => table.put({ ...item, account }))
      } catch {
        kept.set(item.client_id, item)
        keep()
      }
      notes.settle(item.client_id)
    },
    async remove(clientId) {
      notes.settle(clientId)
      if (kept.delete(clientId)) keep()
      await run(await database, 'readwrite', (table) => table.delete([account, clientId]))
    },
  }
}
