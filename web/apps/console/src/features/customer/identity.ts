// How addresses of a customer are called.
import { tCode } from '@/i18n'

export const identityName = (kind: string) => tCode('identity', kind, 'identity.other')
export const evidenceName = (evidence: string) => tCode('evidence', evidence || 'first_contact', 'evidence.other')
