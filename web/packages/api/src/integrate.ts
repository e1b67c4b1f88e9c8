// The REST doors around programs: API keys, webhooks and what was told to them.
import type { components } from './generated'
import type { Rest } from './rest'
import type { Page } from './shapes'

type Schemas = components['schemas']
export type ApiKey = Schemas['ApiKey']
export type Scope = Schemas['KeyScope']
export type KeyRole = Schemas['KeyRole']
export type Webhook = Schemas['Webhook']
export type WebhookKind = Webhook['kinds'][number]
export type WebhookDelivery = Schemas['WebhookDelivery']
export type WebhookDeliveryState = Schemas['WebhookDeliveryState']

export interface KeyForm { name: string; role: KeyRole; scopes: Scope[]; brands: string[]; expires_at: string | null }
export interface WebhookForm { name: string; url: string; kinds: WebhookKind[]; brands: string[] }
/** What is left out stays. */
export type WebhookChange = Partial<WebhookForm & { state: Webhook['state'] }>

export class Integrate {
  constructor(private readonly rest: Rest) {}

  keys = (after?: string | null) => this.rest.ask<Page<ApiKey>>('GET', '/api-keys', { query: { after } })
  /** The answer has the key itself, once. */
  makeKey = (body: KeyForm) => this.rest.ask<ApiKey>('POST', '/api-keys', { body })
  revokeKey = (id: string) => this.rest.ask<void>('DELETE', `/api-keys/${id}`)

  webhooks = (after?: string | null) => this.rest.ask<Page<Webhook>>('GET', '/webhooks', { query: { after } })
  /** The answer has its secret, once. */
  makeWebhook = (body: WebhookForm) => this.rest.ask<Webhook>('POST', '/webhooks', { body })
  changeWebhook = (id: string, body: WebhookChange) => this.rest.ask<Webhook>('PATCH', `/webhooks/${id}`, { body })
  deleteWebhook = (id: string) => this.rest.ask<void>('DELETE', `/webhooks/${id}`)
  testWebhook = (id: string) => this.rest.ask<WebhookDelivery>('POST', `/webhooks/${id}/test`)
  renewSecret = (id: string) => this.rest.ask<Webhook>('POST', `/webhooks/${id}/secret`)
  told = (id: string, state: WebhookDeliveryState | '', after?: string | null) => this.rest.ask<Page<WebhookDelivery>>('GET', `/webhooks/${id}/deliveries`, { query: { state: state || undefined, after, limit: 20 } })
  replay = (id: string) => this.rest.ask<WebhookDelivery>('POST', `/webhook-deliveries/${id}/replay`)
}
