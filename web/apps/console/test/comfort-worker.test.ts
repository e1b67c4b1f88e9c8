// The service worker: what it answers and what it leaves alone, which versions it keeps, what it does when somebody signs out.
// @vitest-environment node
import { readFileSync } from 'node:fs'
import { beforeEach, expect, it, vi } from 'vitest'

const source = readFileSync(new URL('../service-worker.js', import.meta.url), 'utf8').replace('__FILES__', '["/assets/first-1.js","/manifest.webmanifest"]')
type Handler = (event: Record<string, unknown>) => void
const HOME = 'https://desk.example'

class FakeCache {
  kept = new Map<string, Response>()
  keys = () => Promise.resolve([...this.kept.keys()].map((path) => ({ url: HOME + path })))
  put = (request: Request, answer: Response) => { this.kept.set(new URL(request.url).pathname, answer) }
  addAll = async (requests: { url: string }[]) => {
    for (const { url } of requests) this.kept.set(new URL(url).pathname, await net(url))
  }
}
let stores: Map<string, FakeCache>
let net: (url: string) => Promise<Response>

/** A worker of `version`, by what it listens to. */
function worker(version: string) {
  const handlers = new Map<string, Handler>()
  const scope = {
    location: new URL(HOME), skipWaiting: vi.fn(), addEventListener: (name: string, handler: Handler) => handlers.set(name, handler),
    clients: { claim: vi.fn(), matchAll: vi.fn(() => Promise.resolve([] as unknown[])), openWindow: vi.fn() },
  }
  const caches = {
    open: (name: string) => Promise.resolve(stores.get(name) ?? stores.set(name, new FakeCache()).get(name)!),
    keys: () => Promise.resolve([...stores.keys()]), has: (name: string) => Promise.resolve(stores.has(name)), delete: (name: string) => Promise.resolve(stores.delete(name)),
    match: (request: string | { url: string }, { cacheName }: { cacheName?: string } = {}) => {
      const path = typeof request === 'string' ? request : new URL(request.url).pathname
      return Promise.resolve([...stores].filter(([name]) => !cacheName || name === cacheName).map(([, cache]) => cache.kept.get(path)).find(Boolean)?.clone())
    },
  }
  class Asked { url: string; constructor(path: string) { this.url = new URL(path, HOME).href } }
  new Function('self', 'caches', 'fetch', 'Request', source.replace('__VERSION__', version))(scope, caches, (request: { url: string }) => net(request.url), Asked)
  /** Fires an event and waits for all that it put off. */
  const fire = async (name: string, event: Record<string, unknown> = {}) => {
    let put: unknown
    handlers.get(name)!({ ...event, waitUntil: (work: unknown) => { put = work }, respondWith: (answer: unknown) => { put = answer } })
    return put === undefined ? undefined : await (put as Promise<unknown>)
  }
  const ask = (path: string, more: object = {}) => fire('fetch', { request: { url: HOME + path, method: 'GET', mode: 'no-cors', ...more } }) as Promise<Response | undefined>
  return { scope, fire, ask }
}

beforeEach(() => {
  stores = new Map()
  net = (url) => Promise.resolve(new Response(`net ${new URL(url).pathname}`))
})

it('leaves programs, files and other people’s pages alone', async () => {
  const { fire, ask } = worker('1')
  await fire('install')
  for (const path of ['/api/v1/session', '/files/x', '/ws/agent', '/widget.js', '/widget/', '/demo', '/join/x', '/chat/x', '/hooks/x', '/metrics']) {
    expect(await ask(path), path).toBeUndefined()
    expect(await ask(path, { mode: 'navigate' }), path).toBeUndefined()
  }
  expect(await ask('/assets/first-1.js', { method: 'POST' })).toBeUndefined()
  expect([...stores.get('parlor-1')!.kept.keys()]).toEqual(['/', '/assets/first-1.js', '/manifest.webmanifest'])
})

it('brings a page from the server, and the shell without one', async () => {
  const { fire, ask } = worker('1')
  await fire('install')
  const page = async () => (await ask('/inbox/mine/7', { mode: 'navigate' }))!.text()
  expect(await page()).toBe('net /inbox/mine/7')
  net = () => Promise.reject(new TypeError('no line'))
  expect(await page()).toBe('net /')
  net = () => Promise.resolve(new Response('away', { status: 503 }))
  expect(await page()).toBe('net /')
  expect(await (await ask('/assets/first-1.js'))!.text()).toBe('net /assets/first-1.js')
})

it('waits for a word before it takes over, and keeps the version before', async () => {
  for (const version of ['1', '2', '3']) {
    const { scope, fire } = worker(version)
    await fire('install')
    expect(scope.skipWaiting).not.toHaveBeenCalled()
    await fire('message', { data: { t: 'now' } })
    expect(scope.skipWaiting).toHaveBeenCalledOnce()
    await fire('activate')
  }
  expect([...stores.keys()]).toEqual(['parlor-2', 'parlor-3'])
})

it('clears what is ours when somebody signs out, and fills it again', async () => {
  const { fire } = worker('1')
  await fire('install')
  stores.set('other', new FakeCache())
  await fire('message', { data: { t: 'leave' } })
  expect([...stores.keys()]).toEqual(['other'])
  await fire('message', { data: { t: 'fill' } })
  expect(stores.get('parlor-1')!.kept.size).toBe(3)
})

it('leads from a notification into the tab that is open', async () => {
  const { scope, fire } = worker('1')
  const notification = { close: vi.fn(), data: { path: '/inbox/mine/7' } }
  await fire('notificationclick', { notification })
  expect(scope.clients.openWindow).toHaveBeenCalledWith('/inbox/mine/7')
  const tab = { url: `${HOME}/inbox/all`, postMessage: vi.fn(), focus: vi.fn() }
  scope.clients.matchAll.mockResolvedValue([{ url: `${HOME}/demo` }, tab])
  await fire('notificationclick', { notification })
  expect(tab.postMessage).toHaveBeenCalledWith({ t: 'open', path: '/inbox/mine/7' })
  expect(tab.focus).toHaveBeenCalled()
})
