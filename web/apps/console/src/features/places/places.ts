// Pages beside the inbox: who sees them and what stands on them in the rail.
import { computed } from 'vue'
import type { IconName } from '@parlor/ui'
import { t } from '@/i18n'
import { may, type Place } from '@/lib/rights'
import { counts } from '@/live/directory'
import { trouble } from '@/live/trouble'
import { welcomeShown } from '../welcome/shown'

export type PageName = 'mentions' | 'customers' | 'welcome' | 'review' | 'deliveries' | 'channels' | 'brands' | 'settings' | 'people' | 'integrate' | 'audit'
export const ICONS: Record<PageName, IconName> = { mentions: 'at', customers: 'user', welcome: 'list', review: 'merge', deliveries: 'send', channels: 'plug', brands: 'company', settings: 'gear', people: 'badge', integrate: 'link', audit: 'shield' }
export const PAGES = Object.keys(ICONS) as PageName[]

/** Pages of the house itself: they stand in the list of settings, not in the rail. */
export const HOUSE: readonly PageName[] = ['channels', 'brands', 'people', 'integrate', 'audit']
/** Where a page stands in the rail. */
export const placeOf = (name: PageName): PageName => (HOUSE.includes(name) ? 'settings' : name)

const listed = (name: PageName) => ({ name, icon: ICONS[name], path: `/${name}`, title: t(`page.${name}`), short: t(`page.${name}Short`), count: name === 'deliveries' ? (trouble.value ?? 0) : name === 'mentions' ? (counts.value?.mentions ?? 0) : 0 })
/** Those that this person may open; the list to open with only until it is put away. */
const open = computed(() => PAGES.filter((name) => (name === 'welcome' ? welcomeShown() : may(name satisfies Place))))
export const places = computed(() => open.value.filter((name) => !HOUSE.includes(name)).map(listed))
export const housePlaces = computed(() => open.value.filter((name) => HOUSE.includes(name)).map(listed))
