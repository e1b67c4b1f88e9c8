// Pages as they were built last instead of those that a server carries: for whoever works on the pages and does not rebuild the server.
// `PARLOR_TEST_DIST=web/dist` names the folder; headers stay the server's, so its content rules hold all the same.
import { existsSync, readFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json' }
/** Paths that are answered by programs. */
const PROGRAMS = /^\/(api|ws|hooks|files|test|join|chat|panel|healthz|metrics)(\/|$)|config\.json$/

function fileOf(dist, path) {
  if (/^\/widget(\.js|\/.+\..+)$|^\/demo\/.+\..+$/.test(path)) return join(dist, path)
  if (extname(path)) return join(dist, 'console', path)
  if (path === '/widget/' || path === '/widget') return join(dist, 'widget/index.html')
  if (path.startsWith('/demo')) return join(dist, /^\/demo\/?$/.test(path) ? 'demo/index.html' : path)
  return join(dist, 'console/index.html')
}

/** Lays the pages of the folder over those of our own server, in every page of the context. */
export async function layPages(context, server) {
  if (!process.env.PARLOR_TEST_DIST) return
  const dist = resolve(process.env.INIT_CWD ?? '.', process.env.PARLOR_TEST_DIST)
  await context.route(`${server}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    const file = fileOf(dist, pathname)
    if (PROGRAMS.test(pathname) || !existsSync(file)) return route.continue()
    const body = readFileSync(file)
    if (extname(file) !== '.html') return route.fulfill({ contentType: TYPES[extname(file)] ?? 'application/octet-stream', body, headers: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' } })
    try {
      await route.fulfill({ response: await route.fetch(), body })
    } catch {
      await route.abort('connectionrefused')
    }
  })
}
