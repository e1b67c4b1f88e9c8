// The REST doors around people of the staff: invitations, who is who, one's own sign-in (password, browsers, second factor), the audit.
import type { components } from './generated'
import { ApiError } from './problem'
import type { Rest } from './rest'
import type { Locale, Page, Role, Session } from './shapes'

type Schemas = components['schemas']
export type Person = Schemas['Person']
export type AgentInvite = Schemas['AgentInvite']
export type AgentInvited = Schemas['AgentInvited']
export type BrowserSession = Schemas['BrowserSession']
export type SecondFactorState = Schemas['SecondFactorState']
export type SecondFactorBegun = Schemas['SecondFactorBegun']
export type AuditRow = Schemas['AuditRow']
export type AuditChain = Schemas['AuditChain']

export interface InviteForm { email: string; name: string; role: Role; brands: string[]; locale: Locale; capacity: number }
/** What is left out stays. */
export type PersonChange = Partial<Omit<InviteForm, 'email'> & Pick<Person, 'roles' | 'teams' | 'skills'> & { state: Person['agent']['state'] }>
/** `name` and `locale` as they were prepared when left out. */
/** What an empty house begins with. */
export interface SetUpForm { company: string; brand: string; zone: string; hours: string[]; name: string; email: string; password: string; locale: Locale; samples: boolean }
export interface JoinForm { password: string; name?: string; locale?: Locale }
/** `from` ≤ at < `until`, in RFC 3339. */
export interface AuditFilter { actor?: string; action?: string; from?: string; until?: string }

/** What a refused sign-in asks to be answered with a code; null where it was refused for something else. */
export function challengeOf(error: unknown): string | null {
  return error instanceof ApiError && error.code === 'second_factor_required' ? (error.problem?.challenge ?? null) : null
}

export class Staff {
  constructor(private readonly rest: Rest) {}

  // People, for administrators
  people = () => this.all<Person>('/people')
  person = (id: string) => this.rest.ask<Person>('GET', `/agents/${id}`)
  changePerson = (id: string, body: PersonChange) => this.rest.ask<Person>('PATCH', `/agents/${id}`, { body })
  resetPassword = (id: string) => this.rest.ask<AgentInvite>('POST', `/agents/${id}/password-reset`)
  browsersOf = (id: string) => this.all<BrowserSession>(`/agents/${id}/sessions`)
  endBrowsersOf = (id: string) => this.rest.ask<void>('DELETE', `/agents/${id}/sessions`)
  removeFactorOf = (id: string) => this.rest.ask<void>('DELETE', `/agents/${id}/totp`)
  invites = () => this.all<AgentInvite>('/agent-invites')
  invite = (body: InviteForm) => this.rest.ask<AgentInvite>('POST', '/agent-invites', { body })
  revokeInvite = (id: string) => this.rest.ask<void>('DELETE', `/agent-invites/${id}`)

  // For whoever comes by a link, or was asked for a code: nobody is signed in yet
  invited = (code: string) => this.rest.ask<AgentInvited>('GET', `/agent-invites/${encodeURIComponent(code)}`, { entering: true })
  join = (code: string, body: JoinForm) => this.enter(this.rest.ask<Session>('POST', `/agent-invites/${encodeURIComponent(code)}/accept`, { body, entering: true }))
  /** Refused with `not_found` once somebody has set the house up. */
  awaitsSetup = (code: string) => this.rest.ask<void>('GET', `/setup/${encodeURIComponent(code)}`, { entering: true })
  setUp = (code: string, body: SetUpForm) => this.enter(this.rest.ask<Session>('POST', `/setup/${encodeURIComponent(code)}`, { body, entering: true }))
  answer = (challenge: string, code: string) => this.enter(this.rest.ask<Session>('POST', '/session/second-factor', { body: { challenge, code }, entering: true }))

  // One's own sign-in
  changePassword = (current: string, password: string) => this.enter(this.rest.ask<Session>('PUT', '/session/password', { body: { current, new: password } }))
  browsers = () => this.all<BrowserSession>('/sessions')
  endBrowser = (id: string) => this.rest.ask<void>('DELETE', `/sessions/${id}`)
  endOtherBrowsers = () => this.rest.ask<void>('DELETE', '/sessions')
  factor = () => this.rest.ask<SecondFactorState>('GET', '/session/totp')
  beginFactor = () => this.rest.ask<SecondFactorBegun>('POST', '/session/totp')
  /** Answers the recovery codes, once. */
  confirmFactor = (code: string) => this.rest.ask<Schemas['RecoveryCodes']>('PUT', '/session/totp', { body: { code } }).then((answer) => answer.recovery_codes)
  endFactor = (password: string) => this.rest.ask<void>('DELETE', '/session/totp', { body: { password } })

  // The audit, for administrators and auditors
  audit = (filter: AuditFilter, after?: string | null) => this.rest.ask<Page<AuditRow>>('GET', '/audit', { query: { ...filter, after } })
  verifyAudit = () => this.rest.ask<AuditChain>('GET', '/audit/verify')

  /** Every page of a short list; the bound guards against a loop. */
  private async all<T>(path: string): Promise<T[]> {
    const items: T[] = []
    let after: string | null = null
    for (let page = 0; page < 20; page += 1) {
      const answer: Page<T> = await this.rest.ask<Page<T>>('GET', path, { query: { after, limit: 100 } })
      items.push(...answer.items)
      after = answer.next ?? null
      if (!after) break
    }
    return items
  }

  /** Whoever enters writes with the token of the new session from now on. */
  private async enter(answer: Promise<Session>): Promise<Session> {
    const session = await answer
    this.rest.csrf = session.csrf
    return session
  }
}
