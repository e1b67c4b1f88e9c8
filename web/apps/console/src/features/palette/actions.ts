// Everything one can do, once: palette, shortcuts and help all read this list.
// To add an action: one entry here, its text in both locales, its key (if any) in defaults.ts.
import type { IconName } from '@parlor/ui'
import { t } from '@/i18n'
import { usePreferences } from '@/lib/preferences'
import { leads, may } from '@/lib/rights'
import { narrow } from '@/lib/screen'
import { useSession } from '@/lib/session'
import { decline, reopen, resume, setPresence } from '@/live/deeds'
import { current } from '@/live/live'
import { myOffers } from '@/live/offers'
import { pick } from '@/live/picked'
import { rowOf, survivorOf, type Row } from '@/live/rows'
import { breakReasons } from '@/live/settings'
import { listOf, type ListName } from '@/live/views'
import { router, VIEWS } from '@/router'
import { focusComposer, walking } from '../composer/focus'
import { contextSheet } from '../customer/sheet'
import { filterText, filtered } from '../inbox/filter'
import { take } from '../inbox/take'
import { ICONS, PAGES } from '../places/places'
import { askClose } from '../thread/closing'
import { dialog, preferencesTab } from './dialogs'

export interface Action {
  id: string
  group: 'conversation' | 'go' | 'me'
  icon: IconName
  text(): string
  /** Whether it can be done now; what cannot is not listed. */
  when?(): boolean
  run(): void
}

const row = (): Row | null => (current.value ? rowOf(current.value) : null)
const me = () => useSession().agent?.id
const mine = () => row()?.owner === me()
const open = () => { const here = row(); return !!here && here.place !== 'closed' }
const view = () => (router.currentRoute.value.params.view as ListName | undefined) ?? 'mine'

function step(by: number): void {
  listOf(view()).release()
  const ids = filtered(listOf(view()).shown.value, filterText.value)
  const index = current.value ? ids.indexOf(current.value) : -1
  const next = ids[index < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.max(0, Math.min(ids.length - 1, index + by))]
  if (!next) return
  walking.value = true
  void router.push(`/inbox/${view()}/${next}`)
}

/** What is on the screen and waits, else what is offered. */
function takeNext(): void {
  const id = row()?.place === 'queue' ? row()!.id : myOffers.value[0]?.id
  if (id) void take(id)
}

const conversation: Action[] = [
  { id: 'reply', icon: 'reply', when: () => mine() && open(), run: () => focusComposer('reply') },
  { id: 'note', icon: 'note', when: open, run: () => focusComposer('note') },
  { id: 'accept', icon: 'check', when: () => row()?.place === 'queue' || myOffers.value.length > 0, run: takeNext },
  { id: 'decline', icon: 'close', when: () => myOffers.value.length > 0, run: () => void decline(myOffers.value[0]!.id) },
  { id: 'transfer', icon: 'transfer', when: () => open() && (mine() || leads()), run: () => { dialog.value = 'transfer' } },
  { id: 'invite', icon: 'qr', when: () => mine() && open(), run: () => { dialog.value = 'invite' } },
  { id: 'pending', icon: 'pending', when: () => mine() && row()?.place === 'agent', run: () => { dialog.value = 'pending' } },
  { id: 'resume', icon: 'undo', when: () => mine() && row()?.place === 'pending', run: () => void resume(current.value!) },
  { id: 'close', icon: 'closed', when: () => mine() && open(), run: () => void askClose(current.value!, view()) },
  // What was absorbed does not open again: it goes on in another.
  { id: 'survivor', icon: 'transfer', when: () => !!row()?.merged_into, run: () => void router.push(`/inbox/all/${survivorOf(current.value!)}`) },
  { id: 'reopen', icon: 'undo', when: () => row()?.place === 'closed' && !row()?.merged_into, run: () => void reopen(current.value!) },
].map((entry) => ({ ...entry, group: 'conversation' as const, text: () => t(`action.${entry.id}` as 'action.reply') }) as Action)

/** Only where the list is on the screen. */
const filterField = () => document.getElementById('inbox-filter')

const go: Action[] = [
  { id: 'next', icon: 'down', run: () => step(1) },
  { id: 'previous', icon: 'up', run: () => step(-1) },
  { id: 'pick', icon: 'check', when: () => !!row() && !!filterField(), run: () => pick(current.value!) },
  { id: 'search', icon: 'search', run: () => void router.push('/search') },
  { id: 'filter', icon: 'search', when: () => !!filterField(), run: () => filterField()?.focus() },
  { id: 'context', icon: 'panel', when: () => !!row(), run: toggleContext },
  { id: 'customer', icon: 'user', when: () => !!row(), run: () => void router.push(`/customers/${row()!.customer.id}`) },
].map((entry) => ({ ...entry, group: 'go' as const, text: () => t(`action.${entry.id}` as 'action.next') }) as Action)

const places: Action[] = VIEWS.map((name) => ({
  id: `view.${name}`, group: 'go', icon: name, text: () => t('action.goTo', { view: t(`viewTitle.${name}`) }), run: () => void router.push(`/inbox/${name}`),
}))

const pages: Action[] = PAGES.map((name) => ({
  id: `page.${name}`, group: 'go', icon: ICONS[name], text: () => t('action.goTo', { view: t(`page.${name}`) }),
  when: () => may(name), run: () => void router.push(`/${name}`),
}))

const own: Action[] = [
  { id: 'palette', icon: 'keyboard', run: () => { dialog.value = dialog.value === 'palette' ? null : 'palette' } },
  { id: 'help', icon: 'keyboard', run: () => { dialog.value = 'help' } },
  { id: 'helpPages', icon: 'help', run: () => void router.push('/help') },
  { id: 'notifications', icon: 'bell', run: () => { preferencesTab.value = 'notices'; dialog.value = 'preferences' } },
  { id: 'ready', icon: 'user', when: () => useSession().agent?.presence !== 'ready', run: () => void setPresence('ready') },
  { id: 'break', icon: 'clock', when: () => useSession().agent?.presence !== 'break', run: () => void setPresence('break', breakReasons().includes('rest') ? 'rest' : breakReasons()[0]) },
  { id: 'quickReplies', icon: 'bolt', run: () => { dialog.value = 'quickReplies' } },
  { id: 'theme', icon: 'moon', run: () => usePreferences().cycleTheme() },
  { id: 'language', icon: 'globe', run: switchLanguage },
  { id: 'preferences', icon: 'gear', run: () => { dialog.value = 'preferences' } },
  { id: 'security', icon: 'lock', run: () => void router.push('/security') },
  { id: 'signOut', icon: 'signOut', run: () => void useSession().signOut() },
].map((entry) => ({ ...entry, group: 'me' as const, text: () => t(`action.${entry.id}` as 'action.help') }) as Action)

export const ACTIONS: readonly Action[] = [...conversation, ...go, ...places, ...pages, ...own]

function toggleContext(): void {
  if (narrow.value) contextSheet.value = !contextSheet.value
  else usePreferences().values.contextOpen = !usePreferences().values.contextOpen
}

function switchLanguage(): void {
  const { values } = usePreferences()
  values.locale = values.locale === 'zh-CN' ? 'en' : 'zh-CN'
}
