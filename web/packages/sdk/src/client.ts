// The visitor's client: greets, resumes, sends, receives. Everything it shows is in `view()`; `changed` says when to look again.
import { Connection } from './connection'
import { codeOf, type ContactForm, type Hello, type Problem, type ServerFrame, type SignedUser, type State, type VisitorMessage, type Welcome } from './frames'
import type { OutboxFile, OutboxItem } from './link'
import type { ClientOptions, View } from './options'
import { Outbox } from './outbox'
import { Sender } from './sender'
import { Thread } from './thread'

const TYPING_MS = 6_000
const QUEUED_PACE_MS = 10_000
const PACE_MS = 25_000

const UNKNOWN: State = { place: 'none', ahead: null, agent: null, online: true }

export class VisitorClient {
  private thread = new Thread()
  private outbox: Outbox
  private sender: Sender
  private connection: Connection
  private state = UNKNOWN
  private welcomed = false
  private gone = false
  /** Left out of the last hello, to see whether it was the signature that was refused. */
  private doubted: SignedUser | null = null
  private token: string | null
  private cursor: string | null = null
  private user: SignedUser | null
  private typing: string | null = null
  private loadingOlder = false
  private stopTyping = (): void => undefined

  constructor(private o: ClientOptions) {
    this.token = o.token
    this.user = o.user ?? null
    this.outbox = new Outbox(o.store)
    this.connection = new Connection({
      ...o,
      hello: () => this.hello(),
      frame: (frame) => this.frame(frame),
      ready: () => this.ready(),
      lost: () => this.lost(),
    })
    this.sender = new Sender({
      ...o,
      outbox: this.outbox,
      token: () => this.token,
      send: (frame) => this.connection.send(frame),
      overdue: () => this.connection.drop(),
      changed: () => o.changed(),
    })
  }

  /** Connects, and brings back what an earlier visit could not send. */
  async start(): Promise<void> {
    this.connection.start()
    if ((await this.outbox.load()) > 0) this.o.changed()
    this.sender.flush()
  }

  /** Closes the connection; the outbox stays for the next visit. */
  stop(): void {
    this.connection.stop()
    this.sender.stop()
    this.stopTyping()
  }

  /** The network or the person came back. */
  wake(): void {
    this.connection.wake()
  }

  view(): View {
    return {
      downSince: this.connection.downSince,
      welcomed: this.welcomed,
      gone: this.gone,
      state: this.state,
      messages: this.thread.list(),
      outbox: this.outbox.list(),
      progress: this.sender.progress,
      typing: this.typing,
      older: this.thread.before === null ? 'none' : this.loadingOlder ? 'loading' : 'more',
      unread: this.thread.unread().length,
    }
  }

  /** Sends now or as soon as possible; answers the client id under which it is in the outbox. */
  send(text: string, files: OutboxFile[] = [], form: ContactForm | null = null): string {
    return this.put({ kind: 'send', text, form, files })
  }

  /** Asks for a person (转人工). Asking twice before it got through is one question. */
  handoff(): string {
    const asked = this.outbox.list().find((item) => item.kind === 'handoff' && !item.failed)
    return asked?.client_id ?? this.put({ kind: 'handoff', text: '', form: null, files: [] })
  }

  /** Tries a refused item again; its files are uploaded anew, their ids may have run out. */
  retry(clientId: string): void {
    const item = this.outbox.get(clientId)
    if (!item) return
    this.outbox.change(clientId, { failed: null, files: item.files.map((file) => ({ ...file, done: null })) })
    this.o.changed()
    this.sender.flush()
  }

  /** Gives a refused item up. */
  discard(clientId: string): void {
    this.outbox.remove(clientId)
    this.o.changed()
  }

  /** The visitor has seen everything that is in the thread. */
  markRead(): void {
    const marks = this.thread.markRead()
    for (const mark of marks) this.connection.send({ t: 'read', ...mark })
    if (marks.length) this.o.changed()
  }

  /** Tells that the visitor types; `text` only if the visitor knows that it is shown. */
  type(on: boolean, text: string | null = null): void {
    this.connection.send({ t: 'typing', on, text })
  }

  /** Loads older messages, if there are any and none are on their way. */
  older(): void {
    if (this.thread.before === null || this.loadingOlder) return
    this.loadingOlder = true
    this.connection.send({ t: 'history', before: this.thread.before })
    this.o.changed()
  }

  /** Joins this browser to a user whom the host page has signed. */
  identify(user: SignedUser | null): void {
    if (user?.signature === this.user?.signature && user?.payload === this.user?.payload) return
    this.user = user
    this.doubted = null
    this.anew()
  }

  /** The person signed out: forget who they were, and everything said. */
  logout(): void {
    this.connection.stop()
    this.sender.stop()
    this.outbox.clear()
    this.thread.clear()
    this.user = this.doubted = this.token = this.cursor = null
    this.state = UNKNOWN
    this.welcomed = false
    this.o.keepToken(null)
    this.connection.start()
    this.o.changed()
  }

  locale(locale: string): void {
    this.o.locale = locale
  }

  private put(part: Pick<OutboxItem, 'kind' | 'text' | 'form' | 'files'>): string {
    const client_id = this.o.id()
    this.outbox.add({ ...part, client_id, at: this.o.clock.now(), failed: null })
    this.o.changed()
    this.sender.flush()
    return client_id
  }

  private hello(): Hello {
    const { token, cursor, user } = this
    return { t: 'hello', account: this.o.account, token, cursor, locale: this.o.locale, page: this.o.page(), user }
  }

  /** Says hello without a cursor: the answer is the newest page. */
  private anew(): void {
    this.cursor = null
    this.connection.again()
  }

  private ready(): void {
    for (const mark of this.thread.readMarks()) this.connection.send({ t: 'read', ...mark })
    if (this.loadingOlder && this.thread.before) this.connection.send({ t: 'history', before: this.thread.before })
    this.sender.ready()
    this.o.changed()
  }

  private lost(): void {
    this.sender.lost()
    this.setTyping(null)
    this.o.changed()
  }

  private frame(frame: ServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        this.welcome(frame)
        break
      case 'events':
        for (const item of frame.items) {
          if (item.kind === 'message') this.message(item.message)
          else if (item.kind === 'receipt') this.thread.receipt(item.conversation, item.seq, item.receipt)
        }
        // Only now: a cursor that runs ahead of what was applied would lose the difference.
        this.cursor = frame.cursor
        break
      case 'ack': {
        const item = this.sender.done(frame.client_id)
        if (item) this.thread.acked(item, frame)
        break
      }
      case 'state':
        this.setState({ place: frame.place, ahead: frame.ahead, agent: frame.agent, online: frame.online })
        break
      case 'pong':
        if (frame.state) this.setState(frame.state)
        break
      case 'typing':
        this.setTyping(frame.on ? (frame.name ?? '') : null)
        break
      case 'history':
        this.loadingOlder = false
        this.thread.older(frame.messages, frame.before)
        break
      case 'resync':
        this.anew()
        return
      case 'error':
        this.refused(frame.client_id, frame.problem)
        break
      default:
        return
    }
    this.o.changed()
    this.sender.flush()
  }

  private welcome(frame: Welcome): void {
    if (frame.token !== this.token) this.o.keepToken(frame.token)
    this.token = frame.token
    this.welcomed = true
    this.gone = false
    if (this.doubted) this.o.unsigned?.()
    this.doubted = null
    if (!frame.resumed) {
      this.loadingOlder = false
      this.thread.reset(frame.messages, frame.before)
      for (const message of frame.messages) if (message.client_id) this.confirm(message.client_id)
    } else for (const message of frame.messages) this.message(message)
    this.cursor = frame.cursor
    this.setState(frame.state)
  }

  private message(message: VisitorMessage): void {
    const fresh = this.thread.add(message)
    if (message.from === 'me' && message.client_id) this.confirm(message.client_id)
    if (message.from === 'agent' || message.from === 'robot') this.setTyping(null)
    if (fresh && message.from !== 'me') this.o.arrived?.(message)
  }

  /** A message that the thread has is acknowledged, even when its acknowledgement was lost. */
  private confirm(clientId: string): void {
    if (this.outbox.get(clientId)) this.sender.done(clientId)
  }

  private refused(clientId: string | null, problem: Problem): void {
    if (clientId) return this.sender.refused(clientId, problem)
    const code = codeOf(problem)
    if (code === 'bad_cursor' || code === 'gone') return this.anew()
    if (code === 'not_found' && !this.connection.ready) this.gone = true
    // On a line that works only the signature that was handed in since can be meant.
    if (code === 'unauthenticated' && (this.user || !this.connection.ready)) {
      // A signature that does not hold, or has run out, would keep us out for ever; a token that is not ours any more, too. Which of
      // them it was shows when we are let in without: the token, which holds what was said, is given up last.
      const { token, user } = this
      this.user = !user && token ? this.doubted : null
      this.doubted = user
      if (!user) this.token = this.cursor = null
      if (token || user) this.connection.again()
      if (user) return
    }
    this.o.problem?.(problem)
  }

  private setState(state: State): void {
    this.state = state
    this.connection.pace(state.place === 'queue' ? QUEUED_PACE_MS : PACE_MS)
    const asked = this.sender.handoff()
    if (asked && (state.place === 'queue' || state.place === 'agent')) this.sender.done(asked)
  }

  private setTyping(name: string | null): void {
    this.stopTyping()
    this.typing = name
    if (name === null) return
    this.stopTyping = this.o.clock.after(TYPING_MS, () => {
      this.typing = null
      this.o.changed()
    })
  }
}

