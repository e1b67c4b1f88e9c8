// The console's service worker: the shell starts without a line, and a new version waits until somebody says so. It keeps files of
// the build and nothing else: no answer of the API, no file of a customer. The build fills in what it keeps (vite.config.ts).
const VERSION = '__VERSION__'
const FILES = JSON.parse('__FILES__')
const PREFIX = 'parlor-'
const CACHE = PREFIX + VERSION
/** Every address of the console is answered with the page at its root. */
const PAGE = '/'
/** Programs and other people's pages: never ours to answer. */
const PROGRAMS = /^\/(api|ws|hooks|files|test|join|chat|panel|widget|demo|healthz|readyz|metrics)(\/|$)|^\/widget\.js$/
/** A page that takes longer than this, in ms, comes from the cache. */
const PATIENCE = 4000

async function fill() {
  const cache = await caches.open(CACHE)
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname))
  const wanted = [PAGE, ...FILES].filter((path) => !kept.has(path))
  await cache.addAll(wanted.map((path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' })))
}

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX))

/** The version before stays: a tab that still shows it may need a part that it has not loaded yet. */
async function tidy() {
  const others = (await ours()).filter((name) => name !== CACHE)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}

async function page(request) {
  try {
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), PATIENCE))
    const answer = await Promise.race([fetch(request), late])
    if (answer.status < 500) return answer
  } catch {
    // No line, or one that is too slow to wait for.
  }
  return (await caches.match(PAGE, { cacheName: CACHE })) ?? fetch(request)
}

/** Names with a hash never change their bytes. */
async function file(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok && new URL(request.url).pathname.startsWith('/assets/')) {
    const copy = answer.clone()
    // A cache that is full, or was cleared meanwhile, is no reason to fail.
    void caches.has(CACHE).then((there) => (there ? caches.open(CACHE).then((cache) => cache.put(request, copy)) : null)).catch(() => {})
  }
  return answer
}

self.addEventListener('install', (event) => event.waitUntil(fill()))
self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || PROGRAMS.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/') || FILES.includes(url.pathname)) event.respondWith(file(request))
})

self.addEventListener('message', (event) => {
  const { t } = event.data ?? {}
  // Somebody pressed “reload”.
  if (t === 'now') void self.skipWaiting()
  // Somebody signed out: nothing stays on this machine. Signing in fills it again.
  if (t === 'leave') event.waitUntil(ours().then((names) => Promise.all(names.map((name) => caches.delete(name)))))
  if (t === 'fill') event.waitUntil(fill().catch(() => {}))
})

/** A notification leads to its conversation, in the tab that is open where there is one. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const path = event.notification.data?.path ?? '/inbox/mine'
  event.waitUntil((async () => {
    const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    const tab = all.find((one) => !PROGRAMS.test(new URL(one.url).pathname))
    if (!tab) return self.clients.openWindow(path)
    tab.postMessage({ t: 'open', path })
    return tab.focus()
  })())
})
