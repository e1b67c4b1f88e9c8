// The help's topics: which there are, and which page of the console leads to which.
import type { ConsoleLocale } from '@/i18n'
import type { PageName } from '../places/places'

export const TOPICS = ['start', 'receive', 'reply', 'transfer', 'mentions', 'customer', 'orders', 'lists', 'keyboard', 'presence', 'notifications', 'channels', 'people', 'security', 'settings', 'trouble'] as const
export type TopicId = (typeof TOPICS)[number]
export interface Topic { id: TopicId; title: string; hint: string; body: string }

/** What the question mark of a page leads to. */
export const TOPIC_OF: Record<PageName | 'security', TopicId> = {
  welcome: 'start', mentions: 'mentions', customers: 'customer', review: 'customer', brands: 'settings', integrate: 'settings', deliveries: 'trouble', channels: 'channels', settings: 'settings', people: 'people', audit: 'security', security: 'security',
}

const sources: Record<ConsoleLocale, () => Promise<{ pages: readonly Topic[] }>> = { 'zh-CN': () => import('./zh'), en: () => import('./en') }

/** Only the language in use is loaded. */
export const loadTopics = async (locale: ConsoleLocale): Promise<readonly Topic[]> => (await sources[locale]()).pages
