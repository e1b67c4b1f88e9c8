// Where the outbox lies: IndexedDB in a browser, memory in tests and where the browser refuses storage.
import { journal } from '@parlor/sdk'
import type { OutboxEntry, OutboxStore } from './outbox'

const NAME = 'parlor'
const STORE = 'outbox'

export function memoryStore(entries: OutboxEntry[] = []): OutboxStore {
  const kept = new Map(entries.map((entry) => [entry.client_id, entry]))
  return {
    all: async () => [...kept.values()],
    put: async (entry) => void kept.set(entry.client_id, entry),
    delete: async (id) => void kept.delete(id),
  }
}

export function indexedStore(factory: IDBFactory = indexedDB): OutboxStore {
  let opened: Promise<IDBDatabase> | null = null
  const open = () => (opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'client_id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => { opened = null; reject(request.error) }
  }))
  const run = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const database = await open()
    return new Promise<T>((resolve, reject) => {
      // `strict`: an entry counts as kept only when it is on disk.
      const transaction = database.transaction(STORE, mode, { durability: 'strict' })
      const request = act(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = transaction.onabort = () => reject(transaction.error)
    })
  }
  const notes = journal<OutboxEntry>('parlor:outbox:', () => localStorage)
  return {
    all: async () => {
      const kept = await run('readonly', (store) => store.getAll() as IDBRequest<OutboxEntry[]>)
      return [...kept, ...notes.left().filter((entry) => !kept.some((one) => one.client_id === entry.client_id))]
    },
    put: async (entry) => {
      notes.note(entry.client_id, entry)
      // Reactive wrappers cannot be cloned by IndexedDB; the entry is plain data.
      await run('readwrite', (store) => store.put(JSON.parse(JSON.stringify(entry))))
      notes.settle(entry.client_id)
    },
    delete: async (id) => {
      notes.settle(id)
      await run('readwrite', (store) => store.delete(id))
    },
  }
}
