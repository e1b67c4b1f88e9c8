// One's own load, as the server counts it: no event names it, so it is asked for when the work in one's hands has changed.
import { rest, useSession } from '@/lib/session'
import { putAgent } from './directory'
import { onRow, type Row } from './rows'

/** Many changes at once, as at the beginning, are one question; ms. */
const PAUSE_MS = 400
let due: ReturnType<typeof setTimeout> | null = null

/** What a conversation weighs depends on where it is and on its channels. */
function weighs(row: Row | null, me: string | undefined): string {
  return row && row.owner === me && row.place === 'agent' ? row.channels.join() : ''
}

onRow((row, before) => {
  const me = useSession().agent?.id
  if (!me || weighs(row, me) === weighs(before, me)) return
  due ??= setTimeout(() => void read(me), PAUSE_MS)
})

async function read(me: string): Promise<void> {
  due = null
  const agent = (await rest.session().catch(() => null))?.agent
  if (agent?.id === me) putAgent(agent)
}

export function forgetLoad(): void {
  if (due) clearTimeout(due)
  due = null
}
