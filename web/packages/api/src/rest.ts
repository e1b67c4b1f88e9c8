// The REST door, typed by the generated document: one method for each thing a console asks. Problems become ApiError.
import createClient from 'openapi-fetch'
import type { paths } from './generated'
import { ApiError, codeOf, NETWORK } from './problem'
import type { Customer, MessagePage } from './doors'
import type { Attachment, DraftMode, Locale, Page, Presence, Problem, QuickReply, Session, View } from './shapes'

export interface RestOptions {
  /** Our own origin by default. */
  base?: string
  fetch?: (request: Request) => Promise<Response>
  /** The session ended: called for every answer 401 except that of sign-in. */
  onUnauthenticated?(): void
}

export type TransferTarget = { agent: string } | { queue: string }
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
interface Answer<T> { data?: T; error?: unknown; response: Response }

export class Rest {
  csrf: string | null = null
  private readonly http

  constructor(private readonly options: RestOptions = {}) {
    this.http = createClient<paths>({ baseUrl: options.base ?? '', ...(options.fetch ? { fetch: options.fetch } : {}) })
    this.http.use({
      onRequest: ({ request }) => {
        if (request.method !== 'GET' && this.csrf) request.headers.set('X-Parlor-CSRF', this.csrf)
        return request
      },
    })
  }

  // Session
  signIn = (email: string, password: string) => this.keep(this.take(this.http.POST('/api/v1/session', { body: { email, password } }), true))
  session = () => this.keep(this.take(this.http.GET('/api/v1/session')))
  signOut = () => this.take(this.http.DELETE('/api/v1/session'))
  presence = (presence: Presence, reason?: string) => this.take(this.http.PUT('/api/v1/presence', { body: { presence, reason } }))
  preferences = (change: { locale?: Locale }) => this.take(this.http.PATCH('/api/v1/session/preferences', { body: change }))

  // Directory
  agents = () => this.all((query) => this.http.GET('/api/v1/agents', { params: { query } }))
  brands = () => this.all((query) => this.http.GET('/api/v1/brands', { params: { query } }))
  queues = () => this.all((query) => this.http.GET('/api/v1/queues', { params: { query } }))
  tags = () => this.all((query) => this.http.GET('/api/v1/tags', { params: { query } }))
  addTag = (name: string) => this.take(this.http.POST('/api/v1/tags', { body: { name } }))

  // Conversations
  conversations = (view: View, after: string | null, limit = 50) =>
    this.take(this.http.GET('/api/v1/conversations', { params: { query: { view, limit, ...(after ? { after } : {}) } } }))
  counts = () => this.take(this.http.GET('/api/v1/counts'))
  conversation = (id: string) => this.take(this.http.GET('/api/v1/conversations/{id}', { params: { path: { id } } }))
  messages = (id: string, query: { before?: number; after?: number; limit?: number } = {}) =>
    this.take(this.http.GET('/api/v1/conversations/{id}/messages', { params: { path: { id }, query } })) as Promise<MessagePage>
  accept = (id: string) => this.take(this.http.POST('/api/v1/conversations/{id}/accept', { params: { path: { id } } }))
  decline = (id: string) => this.take(this.http.POST('/api/v1/conversations/{id}/decline', { params: { path: { id } } }))
  transfer = (id: string, to: TransferTarget, note?: string) =>
    this.take(this.http.POST('/api/v1/conversations/{id}/transfer', { params: { path: { id } }, body: { to, note: note || null } }))
  close = (id: string, noReplyNeeded?: string, disposition?: string | null) =>
    this.take(this.http.POST('/api/v1/conversations/{id}/close', { params: { path: { id } }, body: { no_reply_needed: noReplyNeeded ?? null, disposition: disposition ?? null } }))
  reopen = (id: string) => this.take(this.http.POST('/api/v1/conversations/{id}/reopen', { params: { path: { id } } }))
  pending = (id: string, until: string, reason?: string) =>
    this.take(this.http.POST('/api/v1/conversations/{id}/pending', { params: { path: { id } }, body: { until, reason } }))
  resume = (id: string) => this.take(this.http.POST('/api/v1/conversations/{id}/resume', { params: { path: { id } } }))
  settle = (id: string, seq: number, reason: string) =>
    this.take(this.http.POST('/api/v1/conversations/{id}/settle', { params: { path: { id } }, body: { seq, reason } }))
  setTags = (id: string, tags: string[]) => this.take(this.http.PUT('/api/v1/conversations/{id}/tags', { params: { path: { id } }, body: { tags } }))
  drafts = (id: string) => this.take(this.http.GET('/api/v1/conversations/{id}/draft', { params: { path: { id } } }))
  saveDraft = (id: string, mode: DraftMode, text: string) =>
    this.take(this.http.PUT('/api/v1/conversations/{id}/draft', { params: { path: { id } }, body: { mode, text } }))

  // Customers
  customer = (id: string) => this.take(this.http.GET('/api/v1/customers/{id}', { params: { path: { id } } })) as unknown as Promise<Customer>
  customerConversations = (id: string) =>
    this.take(this.http.GET('/api/v1/customers/{id}/conversations', { params: { path: { id }, query: { limit: 20 } } }))
  reveal = (id: string, field: 'phone' | 'email', reason: string) =>
    this.take(this.http.POST('/api/v1/customers/{id}/reveal', { params: { path: { id } }, body: { field, reason } }))

  // Quick replies
  quickReplies = () => this.all((query) => this.http.GET('/api/v1/quick-replies', { params: { query } }))
  addQuickReply = (body: Pick<QuickReply, 'scope' | 'team' | 'shortcut' | 'title' | 'text' | 'expires_at'>) => this.take(this.http.POST('/api/v1/quick-replies', { body }))
  updateQuickReply = (id: string, body: Partial<Pick<QuickReply, 'shortcut' | 'title' | 'text'>> & { expires_at?: string }) =>
    this.take(this.http.PATCH('/api/v1/quick-replies/{id}', { params: { path: { id } }, body }))
  deleteQuickReply = (id: string) => this.take(this.http.DELETE('/api/v1/quick-replies/{id}', { params: { path: { id } } }))

  /** A door by its address below /api/v1; `query` leaves out what is null. `entering`: asked by somebody who is not signed in, so
   *  that a 401 ends no session. `key`: the same key changes nothing twice. */
  ask<T>(method: Method, path: string, options: { body?: unknown; query?: Record<string, string | number | null | undefined>; entering?: boolean; key?: string } = {}): Promise<T> {
    const query = Object.fromEntries(Object.entries(options.query ?? {}).filter(([, value]) => value != null))
    const open = this.http[method] as unknown as (path: string, init: object) => Promise<Answer<T>>
    return this.take(open(`/api/v1${path}`, { params: { query }, ...(options.body === undefined ? {} : { body: options.body }), ...(options.key ? { headers: { 'Idempotency-Key': options.key } } : {}) }), options.entering)
  }

  /** Every page of a directory, one after another. Directories are short; the bound guards against a loop. */
  private async all<T>(ask: (query: { after?: string; limit: number }) => Promise<Answer<Page<T>>>): Promise<T[]> {
    const items: T[] = []
    let after: string | null = null
    for (let page = 0; page < 20; page += 1) {
      const answer: Page<T> = await this.take(ask({ limit: 100, ...(after ? { after } : {}) }))
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

  /** `signingIn`: a 401 means wrong words, not an ended session. */
  private async take<T>(asked: Promise<Answer<T>>, signingIn = false): Promise<T> {
    let answer: Answer<T>
    try {
      answer = await asked
    } catch {
      throw new ApiError(NETWORK, 0, null)
    }
    const { response, error, data } = answer
    if (response.ok) return data as T
    if (response.status === 401 && !signingIn) this.options.onUnauthenticated?.()
    const problem = isProblem(error) ? error : null
    throw new ApiError(problem ? codeOf(problem) : 'internal', response.status, problem, Number(response.headers.get('Retry-After')) || null)
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && typeof (value as Problem).type === 'string'
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
      const problem = isProblem(request.response) ? request.response : null
      reject(new ApiError(problem ? codeOf(problem) : request.status === 413 ? 'too_large' : 'internal', request.status, problem))
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
