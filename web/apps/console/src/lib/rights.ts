// Who may go where. The server decides; here it only decides what is shown.
import type { Role } from '@parlor/api'
import { useSession } from './session'

export type Place = 'mentions' | 'customers' | 'review' | 'deliveries' | 'channels' | 'brands' | 'settings' | 'deadJobs' | 'raw' | 'people' | 'integrate' | 'audit' | 'security' | 'help' | 'welcome'

const RIGHTS: Record<Place, readonly Role[]> = {
  mentions: ['agent', 'supervisor', 'operator', 'administrator', 'auditor'],
  customers: ['agent', 'supervisor', 'operator', 'administrator', 'auditor'],
  review: ['supervisor', 'operator', 'administrator'],
  deliveries: ['supervisor', 'operator', 'administrator'],
  channels: ['operator', 'administrator'],
  brands: ['operator', 'administrator'],
  settings: ['supervisor', 'operator', 'administrator', 'auditor'],
  deadJobs: ['administrator'],
  raw: ['supervisor', 'operator', 'administrator'],
  people: ['administrator'],
  integrate: ['administrator'],
  audit: ['administrator', 'auditor'],
  help: ['agent', 'supervisor', 'operator', 'administrator', 'auditor'],
  welcome: ['operator', 'administrator'],
  security: ['agent', 'supervisor', 'operator', 'administrator', 'auditor'],
}

export function may(place: Place): boolean {
  const role = useSession().agent?.role
  return !!role && RIGHTS[place].includes(role)
}

/** Hands over and closes what others own, and what waits in the queue. */
export const leads = (): boolean => may('review')
