// The REST doors around brands and queues, as operators keep them.
import type { Rest } from './rest'
import type { Brand, Queue } from './shapes'

export interface BrandForm { name: string; zone: string; queue?: string; everybody?: boolean }
/** An empty `team` or `skill`: none. */
export interface QueueForm { name: string; team: string; skill: string; level: number }

export class Organisation {
  constructor(private readonly rest: Rest) {}

  addBrand = (body: BrandForm) => this.rest.ask<Brand>('POST', '/brands', { body })
  changeBrand = (id: string, body: Partial<BrandForm> & { version?: number }) => this.rest.ask<Brand>('PATCH', `/brands/${id}`, { body })
  addQueue = (brand: string, body: QueueForm) => this.rest.ask<Queue>('POST', '/queues', { body: { brand, ...body } })
  changeQueue = (id: string, body: Partial<QueueForm> & { version?: number }) => this.rest.ask<Queue>('PATCH', `/queues/${id}`, { body })
  closeQueue = (id: string) => this.rest.ask<void>('DELETE', `/queues/${id}`)
}
