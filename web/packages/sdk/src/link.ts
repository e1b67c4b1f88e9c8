// The doors of the SDK: what an app hands in, so that the SDK itself needs neither a browser nor a clock.
import type { Attachment, ClientFrame, Hello, Problem, ServerFrame } from './frames'

/** One live connection, whatever carries it. After `close` the sink hears nothing more. */
export interface Link {
  send(frame: ClientFrame): void
  /** Says hello again on the same connection (after `resync`, or when the user changed). */
  again(): void
  close(): void
}

/** What a link tells its owner; never called before `Dial` has returned. */
export interface LinkSink {
  /** The link works although no `welcome` came (a resumed long poll). */
  ready(): void
  frame(frame: ServerFrame): void
  /** The link ended by itself; `retryMs` is the server's hint, null when it gave none. */
  closed(retryMs: number | null): void
}

/** Opens a link; `hello` is asked at every greeting, since token and cursor move. */
export type Dial = (hello: () => Hello, sink: LinkSink) => Link

/** Time, handed in. `after` answers a function that cancels; times in milliseconds. */
export interface Clock {
  now(): number
  after(ms: number, run: () => void): () => void
}

/** A file that is to go out with a message. `body` is whatever the app's `Upload` understands (a Blob, a path). */
export interface OutboxFile {
  name: string
  type: string
  size: number
  body: unknown
  /** Set once the server has the bytes. */
  done?: Attachment | null
}

/** A message that was typed and is not yet acknowledged. Everything in it survives structured cloning. */
export interface OutboxItem {
  client_id: string
  kind: 'send' | 'handoff'
  text: string
  form: { name: string | null; phone: string | null; email: string | null } | null
  files: OutboxFile[]
  /** Milliseconds since 1970 when it was typed; also its place in the order (unique per outbox). */
  at: number
  /** The server refused it for good; it waits for the person to retry or drop it. */
  failed: Problem | null
}

/** Durable storage of the outbox; a rejected promise is survived (the item then lives in memory only). */
export interface OutboxStore {
  load(): Promise<OutboxItem[]>
  put(item: OutboxItem): Promise<void>
  remove(clientId: string): Promise<void>
}

/** Sends one file; rejects with `UploadFailure`. `progress` is told 0…1. */
export type Upload = (file: OutboxFile, token: string, progress: (part: number) => void) => Promise<Attachment>

/** Why an upload did not work: without a problem it was the network, and it is tried again. */
export class UploadFailure extends Error {
  constructor(readonly problem: Problem | null, readonly retryMs: number | null = null) {
    super(problem?.title ?? 'network')
  }
}
