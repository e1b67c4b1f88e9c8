// The REST doors around what was deleted, archived, and how long things are kept.
import type { components } from './generated'
import type { Rest } from './rest'
import type { Setting } from './settings'
import type { Brand, Page, Queue } from './shapes'

export type Outlived = components['schemas']['Outlived']

export class Keeping {
  constructor(private readonly rest: Rest) {}

  /** Entries of a kind that were deleted and that the caller may bring back, the last first; at most 100. */
  deletedSettings = (kind: string) => this.rest.ask<Page<Setting>>('GET', `/settings/${kind}`, { query: { deleted: 'true', limit: 100 } })
  deletedQueues = () => this.rest.ask<Page<Queue>>('GET', '/queues', { query: { deleted: 'true', limit: 100 } })
  restoreQueue = (id: string) => this.rest.ask<Queue>('POST', `/queues/${id}/restore`)
  archiveBrand = (id: string) => this.rest.ask<Brand>('POST', `/brands/${id}/archive`)
  restoreBrand = (id: string) => this.rest.ask<Brand>('POST', `/brands/${id}/restore`)
  /** What would be deleted today, by the days of each class. */
  outlived = (days: Record<string, number | null>) => this.rest.ask<Outlived>('GET', '/retention/preview', { query: days })
}
