// What is done to entries of settings, each with its way back.
import { ApiError, type Setting } from '@parlor/api'
import { t } from '@/i18n'
import { toast, toastError } from '@/lib/toast'
import { dropSetting, entriesOf, putSetting, readSettings, settings } from '@/live/settings'

/** Taken back with one press for this long, ms. */
const UNDO_MS = 8000

const undo = (run: () => Promise<unknown>) => ({
  ms: UNDO_MS,
  action: { text: t('common.undo'), run: () => void run().then(() => toast(t('settings.undone'), { ms: 2000 }), refused) },
})

/** What went wrong, in the words of this page: `taken` is a name here. */
export function refused(error: unknown): void {
  if (error instanceof ApiError && error.code === 'taken') toast(t('settings.nameTaken'), { kind: 'bad' })
  else toastError(error)
}

/** Told, and for a while taken back: as it was before, or gone where there was nothing. */
export function saved(entry: Setting, before: Setting | null): void {
  putSetting(entry)
  toast(t('settings.saved'), undo(async () => {
    const now = entriesOf(entry.kind)?.find((one) => one.id === entry.id)
    // Somebody has saved since: theirs is not to be undone with ours.
    if (now && now.version !== entry.version) throw new ApiError('conflict', 409, null)
    if (before) putSetting(await settings.restore(entry.kind, entry.id, before.version))
    else await remove(entry)
  }))
}

async function remove(entry: Setting): Promise<void> {
  await settings.remove(entry.kind, entry.id)
  dropSetting(entry.kind, entry.id)
}

/** Out of its list at once; back with one press. */
export async function deleteEntry(entry: Setting): Promise<void> {
  dropSetting(entry.kind, entry.id)
  try {
    await settings.remove(entry.kind, entry.id)
    toast(t('settings.deleted', { name: entry.name }), undo(async () => putSetting(await settings.restore(entry.kind, entry.id, entry.version))))
  } catch (error) {
    refused(error)
    await readSettings(entry.kind).catch(() => {})
  }
}

/** As it was in `version`; then that is taken back to what it is now. */
export async function restore(entry: Setting, version: number): Promise<Setting> {
  const back = await settings.restore(entry.kind, entry.id, version)
  saved(back, entry)
  return back
}

/** Entries in a new order: those of which the place changes, each with the place it then has. Places only climb. */
export function placed(order: readonly Setting[]): Setting[] {
  const places = order.map((one) => one.position).sort((a, b) => a - b)
  for (let index = 1; index < places.length; index += 1) places[index] = Math.max(places[index]!, places[index - 1]! + 1)
  return order.flatMap((one, index) => (one.position === places[index] ? [] : [{ ...one, position: places[index]! }]))
}

/** Shown at once; what is refused is read again. */
export async function reorder(kind: string, order: readonly Setting[]): Promise<void> {
  try {
    for (const one of placed(order)) putSetting(await settings.change(kind, one.id, { position: one.position }))
  } catch (error) {
    refused(error)
    await readSettings(kind).catch(() => {})
  }
}

