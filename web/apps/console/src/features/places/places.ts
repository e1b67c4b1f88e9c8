// Pages beside the inbox: who sees them and what stands on them in the rail.
import { computed } from 'vue'
import type { IconName } from '@parlor/ui'
import { t } from '@/i18n'
import { may, type Place } from '@/lib/rights'
import { trouble } from '@/live/trouble'
import { welcomeShown } from '../welcome/shown'

export type PageName = 'customers' | 'welcome' | 'review' | 'deliveries' | 'channels' | 'brands' | 'settings' | 'people' | 'integrate' | 'audit'
export const ICONS: Record<PageName, IconName> = { customers: 'user', welcome: 'list', review: 'merge', deliveries: 'send', channels: 'plug', brands: 'company', settings: 'gear', people: 'badge', integrate: 'link', audit: 'shield' }
export const PAGES = Object.keys(ICONS) as PageName[]

/** Those that this person may open; the list to open with only until it is put away. */
export const places = computed(() => PAGES.filter((name) => (name === 'welcome' ? welcomeShown() : may(name satisfies Place))).map((name) => ({
  name, icon: ICONS[name], path: `/${name}`, title: t(`page.${name}`), short: t(`page.${name}Short`), count: name === 'deliveries' ? (trouble.value ?? 0) : 0,
})))
