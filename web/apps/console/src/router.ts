// Addresses of the console. A conversation keeps its address on phone and desktop.
import { createRouter, createWebHistory } from 'vue-router'
import type { View } from '@parlor/api'
import InboxPage from './features/inbox/InboxPage.vue'
import { useSession } from './lib/session'
import { withTexts } from './locales/late'

export const VIEWS: readonly View[] = ['mine', 'queue', 'unanswered', 'all', 'pending', 'closed']

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./features/session/SignInPage.vue') },
    { path: '/setup/:code', name: 'setup', component: () => import('./features/session/SetupPage.vue') },
    { path: '/invite/:code', name: 'join', component: () => import('./features/session/JoinPage.vue') },
    { path: `/inbox/:view(${VIEWS.join('|')}|saved-[0-9a-f-]+)/:id?`, name: 'inbox', component: InboxPage },
    { path: '/search', name: 'search', component: () => withTexts(import('./features/search/SearchPage.vue')) },
    { path: '/welcome', name: 'welcome', component: () => import('./features/welcome/WelcomePage.vue') },
    { path: '/review', name: 'review', component: () => import('./features/places/ReviewPage.vue') },
    { path: '/mentions', name: 'mentions', component: () => import('./features/mention/MentionsPage.vue') },
    { path: '/customers', name: 'customers', component: () => import('./features/customers/CustomersPage.vue') },
    { path: '/customers/:id', name: 'customer', component: () => import('./features/customers/CustomerPage.vue') },
    { path: '/deliveries', name: 'deliveries', component: () => import('./features/places/DeliveriesPage.vue') },
    { path: '/settings/:kind?', name: 'settings', component: () => import('./features/settings/SettingsPage.vue') },
    { path: '/channels', name: 'channels', component: () => import('./features/channels/ChannelsPage.vue') },
    { path: '/brands', name: 'brands', component: () => import('./features/organisation/BrandsPage.vue') },
    { path: '/people', name: 'people', component: () => import('./features/people/PeoplePage.vue') },
    { path: '/audit', name: 'audit', component: () => import('./features/audit/AuditPage.vue') },
    { path: '/integrate', redirect: '/api-keys' },
    { path: '/api-keys', name: 'api-keys', component: () => import('./features/integrate/ApiKeysPage.vue') },
    { path: '/webhooks', name: 'webhooks', component: () => import('./features/integrate/WebhooksPage.vue') },
    { path: '/security', name: 'security', component: () => import('./features/security/SecurityPage.vue') },
    { path: '/help/:topic?', name: 'help', component: () => import('./features/help/HelpPage.vue') },
    { path: '/_ui', name: 'ui', component: () => import('./features/story/StoryPage.vue') },
    { path: '/:rest(.*)*', redirect: '/inbox/mine' },
  ],
})

/** Pages for whoever is not signed in. */
export const isOpen = (name: unknown) => name === 'sign-in' || name === 'join' || name === 'setup'

router.beforeEach(async (to) => {
  const session = useSession()
  if (session.state === 'unknown') await session.check()
  if (to.name === 'sign-in') return session.state === 'in' ? { path: '/inbox/mine' } : true
  if (session.state === 'out' && !isOpen(to.name)) return { name: 'sign-in', query: to.path === '/inbox/mine' ? {} : { to: to.fullPath } }
  return true
})
