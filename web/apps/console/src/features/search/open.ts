// Where a result leads: the conversation, at the message that was found.
import type { FoundConversation, SearchHit } from '@parlor/api'

/** `m`: the message's seq; `c`: the conversation it has its place in, where that is another. */
export function addressOf(found: FoundConversation, hit: SearchHit | undefined = found.hits[0]): { path: string; query: Record<string, string> } {
  const it = found.conversation
  const path = `/inbox/${it.place === 'closed' ? 'closed' : 'all'}/${it.id}`
  if (!hit) return { path, query: {} }
  return { path, query: { m: String(hit.seq), ...(hit.conversation === it.id ? {} : { c: hit.conversation }) } }
}
