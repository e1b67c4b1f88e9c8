// What is done with saved views: made, changed, put in order, deleted; each answered by the server before it is shown.
import { shallowRef } from 'vue'
import type { SavedView, SettingFields } from '@parlor/api'
import { t } from '@/i18n'
import { toast, toastError } from '@/lib/toast'
import { f } from '@/locales/late'
import { loadSaved, nameOf, savedViews } from '@/live/saved'
import { settings } from '@/live/settings'
import { listOf, type ListName } from '@/live/views'
import { router } from '@/router'

export interface ViewForm { name: string; shared: boolean; place: string; brand: string; channel: string; owner: string; tag: string; minutes: string; unanswered: boolean }
const NOTHING: ViewForm = { name: '', shared: false, place: 'open', brand: '', channel: '', owner: '', tag: '', minutes: '', unanswered: false }
/** Minutes the server takes. */
export const MINUTES = { least: 1, most: 10_080 }
const UNDO_MS = 5000
const kindOf = (shared: boolean) => (shared ? 'view' : 'my_view')

/** The one that is being changed; null: a new one. Undefined: no dialog. */
export const editing = shallowRef<SavedView | null | undefined>(undefined)

/** What the list on the screen comes to, to begin a new one with. */
export function formOf(view: ListName): ViewForm {
  const saved = savedViews.value.find((one) => nameOf(one.setting.id) === view)
  if (saved) return { ...formFor(saved), name: '', shared: false }
  const place = view === 'queue' || view === 'pending' ? view : 'open'
  return { ...NOTHING, place, owner: view === 'mine' ? 'me' : '', unanswered: view === 'unanswered' }
}

export function formFor(view: SavedView): ViewForm {
  const { fields, name } = view.setting
  const said = (key: string) => (fields[key] === undefined ? '' : String(fields[key]))
  return { name, shared: view.shared, place: said('place') || 'open', brand: said('brand'), channel: said('channel'), owner: said('owner'), tag: said('tag'), minutes: said('waiting_minutes'), unanswered: fields.unanswered === true }
}

function fieldsOf(form: ViewForm): SettingFields {
  const said = Object.entries({ place: form.place, brand: form.brand, channel: form.channel, owner: form.owner, tag: form.tag }).filter(([, value]) => value)
  return { ...Object.fromEntries(said), unanswered: form.unanswered, ...(form.minutes ? { waiting_minutes: Number(form.minutes) } : {}) }
}

/** Throws what the server refuses. */
export async function save(form: ViewForm, view: SavedView | null): Promise<void> {
  const body = { name: form.name.trim(), fields: fieldsOf(form) }
  const kept = view
    ? await settings.change(kindOf(view.shared), view.setting.id, { ...body, version: view.setting.version })
    : await settings.make(kindOf(form.shared), body)
  await loadSaved()
  const name = nameOf(kept.id)
  void listOf(name).load()
  if (!view) void router.push(`/inbox/${name}`)
}

export async function remove(view: SavedView): Promise<void> {
  const kind = kindOf(view.shared)
  try {
    await settings.remove(kind, view.setting.id)
    if (router.currentRoute.value.params.view === nameOf(view.setting.id)) void router.push('/inbox/all')
    await loadSaved()
    const undo = () => void settings.restore(kind, view.setting.id, view.setting.version).then(loadSaved).catch(toastError)
    toast(f('viewGone', { name: view.setting.name }), { ms: UNDO_MS, action: { text: t('common.undo'), run: undo } })
  } catch (error) {
    toastError(error)
  }
}

/** One place up or down among those of its kind. Positions may be equal, as after an undo: each that differs is written. */
export async function move(view: SavedView, by: -1 | 1): Promise<void> {
  const order = savedViews.value.filter((one) => one.shared === view.shared)
  const index = order.indexOf(view)
  if (!order[index + by]) return
  order.splice(index, 1)
  order.splice(index + by, 0, view)
  try {
    for (const [at, { setting }] of order.entries()) {
      if (setting.position !== at + 1) await settings.change(kindOf(view.shared), setting.id, { position: at + 1 })
    }
  } catch (error) {
    toastError(error)
  }
  await loadSaved().catch(() => {})
}
