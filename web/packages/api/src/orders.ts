// The REST doors around orders and the tenant's own pages beside a conversation.
import type { components } from './generated'
import type { Rest } from './rest'

type Schemas = components['schemas']
export type OrderItem = Schemas['OrderItem'] & { quantity: number }
export type SeenOrder = Omit<Schemas['SeenOrder'], 'items' | 'actions'> & { items: OrderItem[]; actions: OrderAction[] }
export type SeenOrders = Omit<Schemas['SeenOrders'], 'items'> & { items: SeenOrder[] }
export type OrderAction = Schemas['OrderAction']
export type OrderAct = Schemas['OrderAct']
export type OrderTone = Schemas['Tone']
export type Panels = Schemas['Panels']
export type Panel = Schemas['Panel']
/** `never`: what is known, at once; `due`: asks when that is old; `now`: asks in any case. */
export type Asking = 'never' | 'due' | 'now'
/** `clientId`: of one press; the same again is the same act. */
export interface Press { clientId: string; amount: number | null; reason: string | null }

export class Orders {
  constructor(private readonly rest: Rest) {}

  panels = (conversation: string) => this.rest.ask<Panels>('GET', `/conversations/${conversation}/panels`)
  of = (conversation: string, ask: Asking) => this.rest.ask<SeenOrders>('GET', `/conversations/${conversation}/orders`, { query: { ask } })
  act = (conversation: string, number: string, action: string, press: Press) =>
    this.rest.ask<OrderAct>('POST', `/conversations/${conversation}/orders/${encodeURIComponent(number)}/actions/${action}`, {
      body: { client_id: press.clientId, amount: press.amount, reason: press.reason },
    })
  check = (act: string) => this.rest.ask<OrderAct>('POST', `/order-acts/${act}/check`)
  /** Where the picture of an item is, counted from 0. */
  picture = (conversation: string, number: string, item: number) => `/api/v1/conversations/${conversation}/orders/${encodeURIComponent(number)}/pictures/${item}`
}
