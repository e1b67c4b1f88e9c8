// What an agent does to a conversation, by REST: the answer is applied at once, a refusal is told and the truth is read again.
import { ApiError, type Conversation, type Presence, type TransferTarget } from '@parlor/api'
import { t } from '@/i18n'
import { doors, rest } from '@/lib/session'
import { toast, toastError } from '@/lib/toast'
import { putAgent, refreshCounts } from './directory'
import { customerName } from './names'
import { putRow, rowOf, survivorOf } from './rows'
import { putMessage } from './threads'
import { releaseViews } from './views'

/** Undo of close is offered for this long. */
const UNDO_MS = 5000

async function run(id: string, deed: () => Promise<Conversation>): Promise<boolean> {
  try {
    const answer = await deed()
    putRow(answer)
    releaseViews()
    refreshCounts()
    return true
  } catch (error) {
    toastError(error)
    if (error instanceof ApiError && error.status === 409) void rest.conversation(id).then(putRow).catch(() => {})
    return false
  }
}

export const accept = (id: string) => run(id, () => rest.accept(id))
export const decline = (id: string) => run(id, () => rest.decline(id))
export const reopen = (id: string) => run(id, () => rest.reopen(id))
export const resume = (id: string) => run(id, () => rest.resume(id))

/** Answers whether it was done. */
export async function transfer(id: string, to: TransferTarget, name: string, note: string): Promise<boolean> {
  const done = await run(id, () => rest.transfer(id, to, note))
  if (done) toast(t('done.transferred', { name }))
  return done
}

export async function pend(id: string, until: Date): Promise<boolean> {
  const done = await run(id, () => rest.pending(id, until.toISOString()))
  if (done) toast(t('done.pending'), { ms: UNDO_MS, action: { text: t('common.undo'), run: () => void resume(id) } })
  return done
}

/** What is said at the end: why open messages need no answer, and what it was about (null: chosen to say nothing). */
export interface Ending { reason?: string; disposition?: string | null }

/** `unanswered`, `needs_disposition`: the server wants a reason, or what it was about, first. */
export async function close(id: string, ending: Ending = {}): Promise<'done' | 'unanswered' | 'needs_disposition' | 'failed'> {
  try {
    putRow(await rest.close(id, ending.reason, ending.disposition))
    releaseViews()
    refreshCounts()
    const row = rowOf(id)
    toast(t('done.closed', { name: row ? customerName(row) : '' }), { ms: UNDO_MS, action: { text: t('common.undo'), run: () => void reopen(id) } })
    return 'done'
  } catch (error) {
    if (error instanceof ApiError && (error.code === 'unanswered' || error.code === 'needs_disposition')) return error.code
    toastError(error)
    return 'failed'
  }
}

export async function settle(id: string, seq: number, reason: string): Promise<void> {
  try {
    await rest.settle(id, seq, reason)
    refreshCounts()
  } catch (error) {
    toastError(error)
  }
}

/** Files that did not come are asked for once more. */
export async function fetchAgain(message: string): Promise<void> {
  try {
    const answer = await doors.fetchFiles(message)
    putMessage(answer, survivorOf(answer.conversation))
  } catch (error) {
    toastError(error)
  }
}

/** Shown at once; put back when the server refuses. */
export async function setTags(id: string, tags: string[]): Promise<void> {
  const row = rowOf(id)
  if (!row) return
  putRow({ ...row, tags })
  try {
    await rest.setTags(id, tags)
  } catch (error) {
    putRow({ ...(rowOf(id) ?? row), tags: row.tags })
    toastError(error)
  }
}

export async function setPresence(presence: Presence, reason?: string): Promise<void> {
  try {
    putAgent(await rest.presence(presence, reason))
  } catch (error) {
    toastError(error)
  }
}
