// The REST doors around several channels: legs, invitations, merges, deliveries, channel accounts and what went wrong in them.
import type {
  ChannelAccount, ChannelKind, CheckResult, Customer, DeadJob, Delivery, DeliveryState, EntryCode, Identity, IdentityClass, Invite, Invites, Leg, LinkEntry,
  MergePreview, MergeRecord, Message, Suggestion, Unparsed,
} from './doors'
import type { Rest } from './rest'
import type { Page } from './shapes'

export interface AccountForm { kind: string; brand: string; queue?: string; name: string; settings: Record<string, string> }
type AccountChange = Partial<Pick<AccountForm, 'name' | 'queue' | 'settings'>> & { state?: 'active' | 'disabled' }

export class Doors {
  constructor(private readonly rest: Rest) {}

  // Legs and invitations
  legs = (conversation: string) => this.rest.ask<Page<Leg>>('GET', `/conversations/${conversation}/legs`)
  invites = (conversation: string) => this.rest.ask<Invites>('GET', `/conversations/${conversation}/invites`)
  invite = (conversation: string, account: string) => this.rest.ask<Invite>('POST', `/conversations/${conversation}/invites`, { body: { account } })
  withdrawInvite = (id: string) => this.rest.ask<void>('DELETE', `/invites/${id}`)

  /** Asks the provider once more for files that did not come. */
  fetchFiles = (message: string) => this.rest.ask<Message>('POST', `/messages/${message}/fetch`)

  // Customers who are one
  findCustomers = (q: string) => this.rest.ask<Page<Customer>>('GET', '/customers', { query: { q } })
  mergePreview = (customer: string, other: string) => this.rest.ask<MergePreview>('POST', `/customers/${customer}/merge-preview`, { body: { other } })
  merge = (customer: string, other: string) => this.rest.ask<MergeRecord>('POST', `/customers/${customer}/merges`, { body: { other } })
  undoMerge = (id: string) => this.rest.ask<MergeRecord>('POST', `/merges/${id}/undo`)
  merges = (after?: string | null) => this.rest.ask<Page<MergeRecord>>('GET', '/merges', { query: { after } })
  suggestions = (query: { customer?: string; after?: string | null } = {}) => this.rest.ask<Page<Suggestion>>('GET', '/suggestions', { query })
  acceptSuggestion = (id: string) => this.rest.ask<MergeRecord>('POST', `/suggestions/${id}/accept`)
  dismissSuggestion = (id: string) => this.rest.ask<Suggestion>('POST', `/suggestions/${id}/dismiss`)
  classify = (identity: string, value: IdentityClass) => this.rest.ask<Identity>('PATCH', `/identities/${identity}`, { body: { class: value } })
  links = (customer: string) => this.rest.ask<Page<LinkEntry>>('GET', `/customers/${customer}/links`)

  // Deliveries
  deliveries = (state: DeliveryState, after?: string | null, limit = 50) => this.rest.ask<Page<Delivery>>('GET', '/deliveries', { query: { state, after, limit } })
  replay = (id: string) => this.rest.ask<Delivery>('POST', `/deliveries/${id}/replay`)
  settleDelivery = (id: string, outcome: 'sent' | 'failed') => this.rest.ask<Delivery>('POST', `/deliveries/${id}/settle`, { body: { outcome } })

  // Channel accounts
  accounts = (after?: string | null) => this.rest.ask<Page<ChannelAccount>>('GET', '/channel-accounts', { query: { after, limit: 100 } })
  account = (id: string) => this.rest.ask<ChannelAccount>('GET', `/channel-accounts/${id}`)
  addAccount = (body: AccountForm) => this.rest.ask<ChannelAccount>('POST', '/channel-accounts', { body })
  changeAccount = (id: string, body: AccountChange) => this.rest.ask<ChannelAccount>('PATCH', `/channel-accounts/${id}`, { body })
  checkAccount = (id: string) => this.rest.ask<CheckResult>('POST', `/channel-accounts/${id}/check`)
  entryCode = (id: string) => this.rest.ask<EntryCode>('POST', `/channel-accounts/${id}/code`)
  /** Whether the chat tells its customers that somebody is there; asked where they ask. */
  chatOnline = (account: string) => fetch(`/api/visitor/config?account=${account}`).then((answer) => answer.json() as Promise<{ online: boolean }>).then(({ online }) => online)
  kinds = () => this.rest.ask<Page<ChannelKind>>('GET', '/channel-kinds')

  // What was not understood, and work that was given up
  unparsed = (after?: string | null) => this.rest.ask<Page<Unparsed>>('GET', '/unparsed', { query: { after } })
  retryUnparsed = (id: string) => this.rest.ask<void>('POST', `/unparsed/${id}/retry`)
  dismissUnparsed = (id: string) => this.rest.ask<void>('DELETE', `/unparsed/${id}`)
  deadJobs = (after?: string | null) => this.rest.ask<Page<DeadJob>>('GET', '/dead-jobs', { query: { after } })
  retryJob = (id: string) => this.rest.ask<void>('POST', `/dead-jobs/${id}/retry`)
}
