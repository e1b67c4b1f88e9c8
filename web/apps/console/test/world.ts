// Things that console tests begin with: a signed-in agent, conversations and messages with only what matters said.
import { createPinia, setActivePinia } from 'pinia'
import type { Conversation, Message } from '@parlor/api'
import { setLocale } from '@/i18n'
import { useSession } from '@/lib/session'

export const ME = 'agent-me'
export const T0 = Date.parse('2026-11-21T08:00:00Z')
export const iso = (seconds: number) => new Date(T0 + seconds * 1000).toISOString()

export async function signedIn(): Promise<void> {
  setActivePinia(createPinia())
  await setLocale('zh-CN')
  const session = useSession()
  session.session = {
    agent: {
      id: ME, name: '王芳', email: 'wang@example.com', role: 'agent', presence: 'ready', presence_reason: null, presence_since: iso(0), capacity: 8, load: 0, locale: 'zh-CN', state: 'active',
    },
    csrf: 'c', tenant: { id: 't', name: '拾光' }, brands: [], expires_at: iso(3600),
  }
  session.state = 'in'
}

export function conversation(id: string, fields: Partial<Conversation> = {}): Conversation {
  return {
    id, number: 1, brand: 'b', customer: { id: `customer-${id}`, name: id }, place: 'agent', queue: 'q', owner: ME, offer: null, pending_until: null,
    waiting_since: null, disposition: null, opened_at: iso(0), updated_at: iso(0), closed_at: null, last_seq: 0, last_message: null, channels: ['webchat'], tags: [],
    unread: 0, read_seq: 0, merged_into: null, version: 1, ...fields,
  }
}

export function message(seq: number, fields: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`, conversation: 'c', seq, leg: 'l', channel: 'webchat', direction: 'in', author: { kind: 'customer', id: 'x', name: '李建国' }, kind: 'text', text: `text ${seq}`,
    attachments: [], form: null, event: null, client_id: null, receipt: null, settled: null, at: iso(seq), awaited: [], card: null, said_at: null, failed: null, moved_to: null, ...fields,
  }
}
