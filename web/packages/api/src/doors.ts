// The shapes of docs/api.md around several doors (legs, merges, deliveries, channel accounts), until the generated document has
// them; then each line here becomes one of shapes.ts.
import type { components } from './generated'
import type { SettingValue } from './settings'

type Schemas = components['schemas']
type Text = Schemas['Text']

/** How long replies are taken on a leg; closed once `expires_at` has passed or `remaining` is 0. */
export interface ReplyWindow { kind: string; expires_at: string; remaining: number | null }
/** Files a leg carries: a media type or its beginning (empty: every file), and the most bytes of one. */
export interface LegMedia { prefix: string; most: number }
export type TextUnit = 'characters' | 'bytes'
export type LegMode = 'live' | 'deferred'

export interface Leg {
  id: string
  conversation: string
  account: string
  account_name: string
  channel: string
  mode: LegMode
  open: boolean
  /** What may be shown of it. */
  address: string
  joined_at: string
  /** A reply without `leg` goes there. */
  default: boolean
  /** Null: replies are always taken. */
  window: ReplyWindow | null
  text_limit: number
  text_unit: TextUnit
  media: LegMedia[]
  /** Cards that it carries, by the words that `CardWord` lists. */
  cards: string[]
  templates: boolean
}

/** The words by which a leg or a channel names a card that can be sent; the last three are kept at the provider. */
export type CardWord = 'link' | 'menu' | 'applet' | 'page' | 'music' | 'mpnews' | 'mpnewsarticle' | 'wxcard'
export type Card =
  | { kind: 'location'; latitude: string; longitude: string; label: string }
  | { kind: 'link'; title: string; description: string; url: string; picture?: string }
  | { kind: 'applet'; title: string; app_id: string; path: string }
  | { kind: 'music'; title: string; description: string; url: string }
  /** Answers to choose from. */
  | { kind: 'menu'; head: string; items: { id: string; text: string }[]; tail: string }
  /** What the account keeps at the provider, by its id there. `of`: the word of it. */
  | { kind: 'material'; of: string; id: string; title: string }

export type Fault = 'window' | 'recipient' | 'content' | 'account' | 'provider'
/** A file that the provider still holds; `failed`: why it will not come. */
export interface Awaited { kind: string; failed: string | null }

export type MergeReason = 'unionid' | 'external_id' | 'invite' | 'phone' | 'email' | 'last_four_digits' | 'agent'
type DoorEvent =
  | { kind: 'leg.left'; channel: string }
  | { kind: 'leg.pressed'; channel: string; key: string }
  | { kind: 'conversation.absorbed'; conversation: string; number: number; by_name: string | null; reason: MergeReason }
  | { kind: 'conversation.merged'; into: string; number: number; by_name: string | null; reason: MergeReason }
  | { kind: 'conversation.split'; conversation: string; number: number; by_name: string | null }
  | { kind: 'invite.made'; channel: string; by_name: string | null }

export type ThreadEvent = Schemas['ThreadEvent'] | DoorEvent
export type MessageKind = Schemas['MessageKind'] | 'voice' | 'video' | 'location' | 'link' | 'unsupported'
export type Message = Omit<Schemas['Message'], 'kind' | 'event' | 'awaited' | 'card' | 'said_at' | 'failed' | 'moved_to' | 'mentions'> & {
  /** Whom a note names. */
  mentions?: Schemas['Named'][]
  kind: MessageKind
  event: ThreadEvent | null
  awaited: Awaited[]
  card: Card | null
  /** The provider's clock; null on our own doors. */
  said_at: string | null
  failed: { fault: Fault; why: string } | null
  /** It is read in that conversation's thread; here it is only a place. */
  moved_to: string | null
}
export interface MessagePage { items: Message[]; next?: number | null; previous?: number | null }

export type EventKind = Schemas['EventKind']
  | 'leg.updated' | 'conversation.merged' | 'conversation.split' | 'customer.merged' | 'suggestions.changed' | 'invite.changed'
  | 'delivery.changed' | 'channel_account.changed'
export type Event = Omit<Schemas['Event'], 'kind' | 'message'> & { kind: EventKind; message: Message | null }

export interface Named { id: string; name: string | null }
export type IdentityClass = 'personal' | 'shared' | 'proxy' | 'unknown'
export type Strength = 'exact' | 'strong' | 'weak'
export interface Identity {
  id: string
  kind: string
  value: string
  verified: boolean
  class: IdentityClass
  /** Why it belongs to this customer; empty where that was not asked for. */
  evidence: string
  strength: Strength | null
  since: string
}
export interface MergeRecord {
  id: string
  winner: Named
  loser: Named
  evidence: string
  strength: Strength
  by: Named | null
  at: string
  undone_at: string | null
  undone_by: Named | null
  /** How many addresses and conversations moved. */
  identities: number
  conversations: number
}
export type Customer = Omit<Schemas['Customer'], 'identities' | 'company' | 'merges' | 'attributes'> & {
  identities: Identity[]
  /** By the keys of the tenant's definitions. */
  attributes: Record<string, SettingValue>
  company: { id: string; name: string } | null
  merges: MergeRecord[]
}
export interface LinkEntry {
  identity: string
  kind: string
  value: string
  from: Named | null
  to: Named
  evidence: string
  strength: Strength
  by: Named | null
  at: string
}
export interface MergePreview {
  winner: Named
  loser: Named
  identities: Identity[]
  conversations: { brand: string; number: number; into: number | null; owner: Named | null }[]
  warnings: ('both_active' | 'different_external_id' | 'same_channel')[]
}
export interface SuggestedCustomer { id: string; name: string | null; channels: string[]; last_at: string | null; open: number | null }
export interface Suggestion {
  id: string
  customers: SuggestedCustomer[]
  reason: 'phone' | 'email' | 'last_four_digits'
  detail: string
  state: 'open' | 'accepted' | 'dismissed'
  at: string
}

export interface Invite {
  id: string
  conversation: string
  account: string
  channel: string
  link: string
  /** An SVG document; empty where the link is too long for one. */
  qr: string
  made_by: string
  made_at: string
  expires_at: string
  used_at: string | null
}
/** An account that one can invite to from this conversation. */
export interface InviteAccount { id: string; name: string; channel: string }
export interface Invites { items: Invite[]; accounts: InviteAccount[] }

export type DeliveryState = 'queued' | 'sent' | 'in_doubt' | 'dead'
export interface Delivery {
  id: string
  state: DeliveryState
  conversation: string
  conversation_number: number
  customer: Named
  brand: string
  account: string
  channel: string
  message: string
  seq: number
  text: string
  attempts: number
  fault: Fault | null
  error: string | null
  first_at: string
  next_at: string | null
}

export interface Health {
  state: 'unused' | 'ok' | 'failing' | 'resting'
  last_in_at: string | null
  last_out_at: string | null
  last_error_at: string | null
  error: string | null
  queued: number
  oldest_queued_at: string | null
  in_doubt: number
  dead: number
}
export type ChannelAccount = Omit<Schemas['ChannelAccount'], 'health'> & { health: Health }
export type AccountSetting = Omit<Schemas['AccountSetting'], 'type'> & { type: Schemas['AccountSetting']['type'] | 'number' }
export interface ChannelKind {
  kind: string
  title: Text
  hosted: boolean
  text_limit: number
  text_unit: TextUnit
  media: LegMedia[]
  /** Cards that can be sent to the customer. */
  cards: string[]
  hears: string[]
  receipts: boolean
  typing: boolean
  window: boolean
  templates: boolean
  invites: boolean
  /** Requests in a second. */
  rate: number
  mode: LegMode
  /** What to click at the provider, step by step. */
  guide: Text[]
  settings: AccountSetting[]
}
export interface CheckResult { ok: boolean; lines: { title: Text; value: string }[]; fault: Fault | null; error: string | null }
export interface EntryCode { link: string; qr: string }
export type Unparsed = Schemas['Unparsed']
export type DeadJob = Schemas['DeadJob']
