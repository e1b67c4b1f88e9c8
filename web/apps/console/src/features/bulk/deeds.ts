// One thing done with many conversations: in portions with progress, each portion safe to repeat; what was refused stays picked.
import { computed, shallowRef } from 'vue'
import { ApiError, type BulkAction, type BulkAnswer } from '@parlor/api'
import { t, tCode } from '@/i18n'
import { rest } from '@/lib/session'
import { toast } from '@/lib/toast'
import { f } from '@/locales/late'
import { refreshCounts } from '@/live/directory'
import { customerName } from '@/live/names'
import { letGo, picked } from '@/live/picked'
import { putRow, rowOf } from '@/live/rows'
import { releaseViews } from '@/live/views'

/** Of one call; the server takes 100. */
const PORTION = 50
/** How often a portion is sent again when the line fails: the same key changes nothing twice. */
const TRIES = 3
const UNDO_MS = 5000

export const total = shallowRef(0)
export const done = shallowRef(0)
export const busy = computed(() => total.value > 0)
/** What was refused last, and what was tried; null: nothing. */
export const refused = shallowRef<{ action: BulkAction; answers: readonly BulkAnswer[]; well: number } | null>(null)

/** By what went wrong: how many, and who they are. */
export const troubles = computed(() => {
  const by = new Map<string, string[]>()
  for (const { id, problem } of refused.value?.answers ?? []) {
    const code = problem?.type.split('/').pop() ?? 'network'
    const row = rowOf(id)
    by.set(code, [...(by.get(code) ?? []), row ? customerName(row) : id])
  }
  return [...by].map(([code, names]) => ({ code, names, text: tCode('problem', code, 'problem.internal') }))
})

async function send(ids: readonly string[], action: BulkAction): Promise<readonly BulkAnswer[]> {
  const key = crypto.randomUUID()
  for (let left = TRIES; ; left -= 1) {
    try {
      return (await rest.ask<{ items: BulkAnswer[] }>('POST', '/conversations/bulk', { body: { ids, action }, key })).items
    } catch (error) {
      const again = error instanceof ApiError && (error.code === 'network' || error.status === 503) && left > 1
      if (!again) return ids.map((id) => ({ id, ok: false, problem: error instanceof ApiError ? error.problem : null }) as BulkAnswer)
    }
  }
}

/** Answers with whom it went well. `undo`: how that is taken back, where it can be. */
export async function doAll(ids: readonly string[], action: BulkAction, undo?: (well: readonly string[]) => void): Promise<readonly string[]> {
  if (busy.value || !ids.length) return []
  refused.value = null
  ;[total.value, done.value] = [ids.length, 0]
  const answers: BulkAnswer[] = []
  try {
    for (let at = 0; at < ids.length; at += PORTION) {
      answers.push(...await send(ids.slice(at, at + PORTION), action))
      done.value = answers.length
    }
  } finally {
    total.value = 0
  }
  const well = answers.filter((one) => one.ok).map((one) => one.id)
  const bad = answers.filter((one) => !one.ok)
  // Events tell of most; what is read by oneself alone, or is seen nowhere else, is asked for.
  await Promise.allSettled(well.slice(0, 20).map((id) => rest.conversation(id).then(putRow)))
  releaseViews()
  refreshCounts()
  if (bad.length) {
    well.forEach((id) => picked.delete(id))
    refused.value = { action, answers: bad, well: well.length }
  } else letGo()
  if (well.length) toast(f('bulkDone', { n: well.length }), undo ? { ms: UNDO_MS, action: { text: t('common.undo'), run: () => undo(well) } } : {})
  return well
}

const back = (action: BulkAction) => (well: readonly string[]) => void doAll(well, action)
export const transferAll = (to: { agent: string } | { queue: string }) => doAll([...picked], { kind: 'transfer', to } as BulkAction)
export const pendAll = (until: Date) => doAll([...picked], { kind: 'pending', until: until.toISOString() }, back({ kind: 'resume' }))
export const readAll = () => doAll([...picked], { kind: 'read' })
export const closeAll = (disposition: string | null, reason: string | null = null, ids: readonly string[] = [...picked]) =>
  doAll(ids, { kind: 'close', no_reply_needed: reason, disposition }, back({ kind: 'reopen' }))

/** Whether all of them have it decides what a press does; undo touches only those that it changed. */
export function tagAll(tag: string): Promise<readonly string[]> {
  const ids = [...picked]
  const have = ids.filter((id) => rowOf(id)?.tags.includes(tag))
  const every = have.length === ids.length
  const changed = new Set(every ? have : ids.filter((id) => !have.includes(id)))
  const [now, then]: [BulkAction, BulkAction] = [{ kind: 'tag', add: every ? [] : [tag], remove: every ? [tag] : [] }, { kind: 'tag', add: every ? [tag] : [], remove: every ? [] : [tag] }]
  return doAll(ids, now, (well) => void doAll(well.filter((id) => changed.has(id)), then))
}
