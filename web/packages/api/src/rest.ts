// The REST door, typed: one method for each thing a console asks. Sends the CSRF token and turns problem documents into ApiError.
import { ApiError, codeOf, NETWORK } from './problem'
import type {
  Agent, Attachment, Brand, Conversation, Counts, Customer, Draft, DraftMode, Locale, MessagePage, Message, Page, Presence, Problem,
  Queue, QuickReply, SendMessage, Session, Tag, View,
} from './shapes'

export interface RestOptions {
  /** Our own origin by default. */
  base?: string
  fetch?: typeof fetch
  /** The session ended: called once for every answer 401 except that of sign-in. */
  onUnauthenticated?(): void
}

type Query = Record<string, string | number | null | undefined>
export type TransferTarget = { agent: string } | { queue: string }

export class Rest {
  csrf: string | null = null

  constructor(private readonly options: RestOptions = {}) {}

  // Session
  signIn = (email: string, password: string) => this.keep(this.call<Session>('POST', '/session', { email, password }))
  session = () => this.keep(this.call<Session>('GET', '/session'))
  signOut = () => this.call<void>('DELETE', '/session')
  presence = (presence: Presence, reason?: string) => this.call<Agent>('PUT', '/presence', { presence, reason })
  preferences = (change: { locale?: Locale }) => this.call<Agent>('PATCH', '/session/preferences', change)

  // Directory
  agents = () => this.all<Agent>('/agents')
  brands = () => this.all<Brand>('/brands')
  queues = () => this.all<Queue>('/queues')
  tags = () => this.all<Tag>('/tags')
  addTag = (name: string) => this.call<Tag>('POST', '/tags', { name })

  // Conversations
  conversations = (view: View, after: string | null, limit = 50) =>
    this.call<Page<Conversation>>('GET', '/conversations', undefined, { view, after, limit })
  counts = () => this.call<Counts>('GET', '/counts')
  conversation = (id: string) => this.call<Conversation>('GET', `/conversations/${id}`)
  messages = (id: string, page: { before?: number; after?: number; limit?: number } = {}) =>
    this.call<MessagePage>('GET', `/conversations/${id}/messages`, undefined, page)
  send = (id: string, message: SendMessage) => this.call<Message>('POST', `/conversations/${id}/messages`, message)
  accept = (id: string) => this.call<Conversation>('POST', `/conversations/${id}/accept`, {})
  decline = (id: string) => this.call<Conversation>('POST', `/conversations/${id}/decline`, {})
  transfer = (id: string, to: TransferTarget, note?: string) =>
    this.call<Conversation>('POST', `/conversations/${id}/transfer`, { to, note: note || undefined })
  close = (id: string, noReplyNeeded?: string) =>
    this.call<Conversation>('POST', `/conversations/${id}/close`, { no_reply_needed: noReplyNeeded })
  reopen = (id: string) => this.call<Conversation>('POST', `/conversations/${id}/reopen`, {})
  pending = (id: string, until: string, reason?: string) =>
    this.call<Conversation>('POST', `/conversations/${id}/pending`, { until, reason })
  resume = (id: string) => this.call<Conversation>('POST', `/conversations/${id}/resume`, {})
  settle = (id: string, seq: number, reason: string) => this.call<unknown>('POST', `/conversations/${id}/settle`, { seq, reason })
  setTags = (id: string, tags: string[]) => this.call<unknown>('PUT', `/conversations/${id}/tags`, { tags })
  drafts = (id: string) => this.call<{ items: Draft[] }>('GET', `/conversations/${id}/draft`)
  saveDraft = (id: string, mode: DraftMode, text: string) => this.call<unknown>('PUT', `/conversations/${id}/draft`, { mode, text })

  // Customers
  customer = (id: string) => this.call<Customer>('GET', `/customers/${id}`)
  updateCustomer = (id: string, change: Partial<Pick<Customer, 'name' | 'phone' | 'email' | 'remark'>>) =>
    this.call<Customer>('PATCH', `/customers/${id}`, change)
  customerConversations = (id: string) => this.call<Page<Conversation>>('GET', `/customers/${id}/conversations`, undefined, { limit: 20 })
  reveal = (id: string, field: 'phone' | 'email', reason: string) =>
    this.call<{ value: string }>('POST', `/customers/${id}/reveal`, { field, reason })

  // Quick replies
  quickReplies = () => this.all<QuickReply>('/quick-replies')
  addQuickReply = (reply: Pick<QuickReply, 'scope' | 'shortcut' | 'title' | 'text'>) => this.call<QuickReply>('POST', '/quick-replies', reply)
  updateQuickReply = (id: string, reply: Partial<Pick<QuickReply, 'shortcut' | 'title' | 'text'>>) =>
    this.call<QuickReply>('PATCH', `/quick-replies/${id}`, reply)
  deleteQuickReply = (id: string) => this.call<void>('DELETE', `/quick-replies/${id}`)

  /** Every page of a directory, one after another. Directories are short; the limit guards against a loop. */
  private async all<T>(path: string): Promise<T[]> {
    const items: T[] = []
    let after: string | null = null
    for (let page = 0; page < 20; page += 1) {
      const answer: Page<T> = await this.call<Page<T>>('GET', path, undefined, { after, limit: 100 })
      items.push(...answer.items)
      after = answer.next ?? null
      if (!after) break
    }
    return items
  }

  private async keep(answer: Promise<Session>): Promise<Session> {
    const session = await answer
    this.csrf = session.csrf
    return session
  }

  private async call<T>(method: string, path: string, body?: unknown, query: Query = {}): Promise<T> {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) if (value != null) search.set(name, String(value))
    const address = `${this.options.base ?? ''}/api/v1${path}${search.size ? `?${search}` : ''}`
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    if (method !== 'GET' && this.csrf) headers['X-Parlor-CSRF'] = this.csrf
    let answer: Response
    try {
      answer = await (this.options.fetch ?? fetch)(address, {
        method, headers, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body),
      })
    } catch {
      throw new ApiError(NETWORK, 0, null)
    }
    if (answer.ok) return (answer.status === 204 ? undefined : await answer.json().catch(() => undefined)) as T
    const problem = (await answer.json().catch(() => null)) as Problem | null
    const code = problem?.type ? codeOf(problem) : 'internal'
    if (answer.status === 401 && !(method === 'POST' && path === '/session')) this.options.onUnauthenticated?.()
    throw new ApiError(code, answer.status, problem, Number(answer.headers.get('Retry-After')) || null)
  }
}

/** Uploads one file and reports progress (fetch cannot). Rejects with ApiError; `signal` ends it. */
export function upload(rest: Rest, file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/attachments?name=${encodeURIComponent(file.name)}`)
    request.responseType = 'json'
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    if (rest.csrf) request.setRequestHeader('X-Parlor-CSRF', rest.csrf)
    request.upload.onprogress = (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total) }
    request.onerror = request.onabort = () => reject(new ApiError(NETWORK, 0, null))
    request.onload = () => {
      if (request.status < 300) return resolve(request.response as Attachment)
      const problem = request.response as Problem | null
      reject(new ApiError(problem?.type ? codeOf(problem) : request.status === 413 ? 'too_large' : 'internal', request.status, problem))
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
