// How addresses of a customer are called.
import { tCode } from '@/i18n'

export const identityName = (kind: string) => tCode('identity', kind, 'identity.other')
export const evidenceName = (evidence: string | null) => tCode('evidence', evidence ?? 'first', 'evidence.other')
