// Settings: the lists by which a tenant works, each kind with its form, every entry with its versions.
import type { components } from './generated'
import type { Rest } from './rest'
import type { Page } from './shapes'

type Schemas = components['schemas']

/** What one field holds. */
export type SettingValue = boolean | number | string | string[]
export type SettingFields = Record<string, SettingValue>
export type FieldType =
  | 'text' | 'paragraph' | 'number' | 'flag' | 'choice' | 'several' | 'lines' | 'week' | 'day' | 'moment' | 'color' | 'url' | 'agents' | 'queue' | 'brands' | 'secret'
export type FormField = Omit<Schemas['FormField'], 'type' | 'preset'> & { type: FieldType; preset: SettingValue | null }
export type SettingGroup = 'reception' | 'people' | 'customers' | 'safety' | 'system'
/** `tenant` and `house`: the company's (`house`: kept by administrators); `brand`: each brand's; `person`: one's own. */
export type SettingReach = 'tenant' | 'house' | 'brand' | 'person'
export type SettingKind = Omit<Schemas['SettingKind'], 'group' | 'reach' | 'form'> & { group: SettingGroup; reach: SettingReach; form: FormField[] }
export type Setting = Omit<Schemas['Setting'], 'fields'> & { fields: SettingFields }
export type SettingVersion = Omit<Schemas['SettingVersion'], 'fields'> & { fields: SettingFields }

export interface NewSetting { brand?: string; name?: string; fields?: SettingFields; position?: number }
/** What is absent stays; `fields` is the whole form. With `version` it is refused when there is a later one. */
export interface SettingChange { name?: string; fields?: SettingFields; position?: number; version?: number }

/** Pages of a kind that are read at most: a bound against a loop, far above what a tenant may have. */
const PAGES = 100

export class Settings {
  constructor(private readonly rest: Rest) {}

  kinds = () => this.rest.ask<Page<SettingKind>>('GET', '/setting-kinds')

  /** Every entry of a kind that the caller sees, in order. */
  async all(kind: string): Promise<Setting[]> {
    const items: Setting[] = []
    let after: string | null = null
    for (let page = 0; page < PAGES; page += 1) {
      const answer: Page<Setting> = await this.rest.ask<Page<Setting>>('GET', `/settings/${kind}`, { query: { after, limit: 100 } })
      items.push(...answer.items)
      after = answer.next ?? null
      if (!after) break
    }
    return items
  }

  make = (kind: string, body: NewSetting) => this.rest.ask<Setting>('POST', `/settings/${kind}`, { body })
  change = (kind: string, id: string, body: SettingChange) => this.rest.ask<Setting>('PATCH', `/settings/${kind}/${id}`, { body })
  remove = (kind: string, id: string) => this.rest.ask<void>('DELETE', `/settings/${kind}/${id}`)
  versions = (kind: string, id: string) => this.rest.ask<Page<SettingVersion>>('GET', `/settings/${kind}/${id}/versions`)
  restore = (kind: string, id: string, version: number) => this.rest.ask<Setting>('POST', `/settings/${kind}/${id}/restore`, { body: { version } })
}
