// What an app hands to the client, and what the client gives it to show.
import type { Problem, SignedUser, State, VisitorMessage } from './frames'
import type { Clock, Dial, OutboxItem, OutboxStore, Upload } from './link'

export interface ClientOptions {
  account: string
  /** From an earlier `token` call; null for somebody new. */
  token: string | null
  locale: string
  user?: SignedUser | null
  page(): { url: string; title: string } | null
  socket: Dial
  poll: Dial
  store: OutboxStore
  upload: Upload
  clock: Clock
  /** 0…1. */
  random(): number
  /** A new unique id (UUID). */
  id(): string
  /** Something in `view()` is different. */
  changed(): void
  /** Keep this token for the next visit; null: forget it. */
  keepToken(token: string | null): void
  /** A message of somebody else arrived live (not from history). */
  arrived?(message: VisitorMessage): void
  /** The server let us in without the signed user: the signature is wrong or has run out. */
  unsigned?(): void
  /** The server refused something that belongs to no message. */
  problem?(problem: Problem): void
}

/** What there is to show. */
export interface View {
  /** Clock time since which there is no connection; null while connected. */
  downSince: number | null
  /** The first welcome has come: state and messages are the server's. */
  welcomed: boolean
  /** The server does not know the account (any more): this page cannot come back by itself. */
  gone: boolean
  state: State
  messages: readonly VisitorMessage[]
  outbox: readonly OutboxItem[]
  progress: ReadonlyMap<string, number>
  typing: string | null
  older: 'none' | 'more' | 'loading'
  unread: number
}
