// What the page of brands does: makes and changes brands and queues, says what is refused at its field, and offers to undo.
import { ApiError, Organisation, type Brand, type BrandForm, type Queue, type QueueForm } from '@parlor/api'
import { t, tCode, type MessageKey } from '@/i18n'
import { rest } from '@/lib/session'
import { errorText, toast, toastError } from '@/lib/toast'
import { brands, loadBrands, loadQueues, queues } from '@/live/directory'
import { entriesOf } from '@/live/settings'

export const organisation = new Organisation(rest)

/** Queues of a brand, by name. */
export const queuesOf = (brand: string): Queue[] => [...queues.values()].filter((one) => one.brand === brand).sort((a, b) => (a.name < b.name ? -1 : 1))

/** Where an account leads that nobody chose a queue for: the oldest; ids ascend with time. */
export const firstQueue = (brand: string): string => queuesOf(brand).map((one) => one.id).sort()[0] ?? ''

const nameOf = (kind: 'team' | 'skill', id: string) => entriesOf(kind)?.find((one) => one.id === id)?.name ?? t('organisation.gone')

/** Whom a queue asks for, in words. */
export function servedBy(queue: Queue): string {
  const needs = [
    queue.team ? t('organisation.served', { team: nameOf('team', queue.team) }) : '',
    queue.skill ? t('organisation.needs', { skill: nameOf('skill', queue.skill), level: queue.level }) : '',
  ].filter(Boolean)
  return needs.length ? needs.join(t('common.comma')) : t('organisation.everyone')
}

export async function addBrand(form: BrandForm): Promise<void> {
  const made = await organisation.addBrand(form)
  brands.set(made.id, made)
  await loadQueues().catch(() => {})
  toast(t('organisation.made', { name: made.name }))
}

export async function changeBrand(before: Brand, form: { name: string; zone: string }): Promise<void> {
  const saved = await organisation.changeBrand(before.id, { ...form, version: before.version })
  brands.set(saved.id, saved)
  toast(t('organisation.saved', { name: saved.name }), { action: { text: t('common.undo'), run: () => void undo(() => organisation.changeBrand(saved.id, { name: before.name, zone: before.zone, version: saved.version }).then((back) => brands.set(back.id, back)), before.name) } })
}

export async function saveQueue(brand: string, before: Queue | null, form: QueueForm): Promise<void> {
  const saved = before ? await organisation.changeQueue(before.id, { ...form, version: before.version }) : await organisation.addQueue(brand, form)
  queues.set(saved.id, saved)
  const was = before && { name: before.name, team: before.team ?? '', skill: before.skill ?? '', level: before.level, version: saved.version }
  toast(t('organisation.saved', { name: saved.name }), was ? { action: { text: t('common.undo'), run: () => void undo(() => organisation.changeQueue(saved.id, was).then((back) => queues.set(back.id, back)), before.name) } } : {})
}

export async function closeQueue(queue: Queue): Promise<void> {
  await organisation.closeQueue(queue.id)
  queues.delete(queue.id)
  toast(t('organisation.closed', { name: queue.name }))
}

async function undo(deed: () => Promise<unknown>, name: string): Promise<void> {
  try {
    await deed()
    toast(t('organisation.undone', { name }), { ms: 3000 })
  } catch (error) {
    toastError(error)
  }
}

const WHY: Record<string, MessageKey> = { in_use: 'organisation.inUse', not_empty: 'organisation.notEmpty', last: 'organisation.last' }

/** Why it was refused: at its field where it belongs to one, else for the whole. After a conflict the latest is read. */
export function refusal(error: unknown): { field: string; text: string } {
  if (!(error instanceof ApiError)) return { field: '', text: errorText(error) }
  if (error.code === 'taken') return { field: 'name', text: t('organisation.taken') }
  if (error.code === 'conflict') {
    void Promise.all([loadBrands(), loadQueues()]).catch(() => {})
    return { field: '', text: t('organisation.conflict') }
  }
  const [first] = error.problem?.errors ?? []
  if (!first) return { field: '', text: errorText(error) }
  const known = WHY[first.code]
  if (known) return { field: '', text: t(known) }
  return { field: first.field, text: first.field === 'name' ? t('organisation.badName') : tCode('fieldError', first.code, 'fieldError.other') }
}
