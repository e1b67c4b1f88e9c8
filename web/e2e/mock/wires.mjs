// Answers a console's requests from a made-up house, in the browser itself: pages from dist, REST and the socket from `house`.
import { readFileSync, existsSync } from 'node:fs'
import { extname } from 'node:path'

const DIST = new URL(process.env.PARLOR_TEST_PAGES ? `file://${process.env.PARLOR_TEST_PAGES}/` : '../../dist/console/', import.meta.url)
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html', '.webmanifest': 'application/manifest+json' }
export const ORIGIN = 'http://127.0.0.1:9'

/** A second of silence, as a WAV. */
function silence() {
  const data = Buffer.alloc(44 + 8_000 * 7)
  data.write('RIFF', 0); data.writeUInt32LE(36 + 8_000 * 7, 4); data.write('WAVEfmt ', 8); data.writeUInt32LE(16, 16); data.writeUInt16LE(1, 20); data.writeUInt16LE(1, 22)
  data.writeUInt32LE(8_000, 24); data.writeUInt32LE(8_000, 28); data.writeUInt16LE(1, 32); data.writeUInt16LE(8, 34); data.write('data', 36); data.writeUInt32LE(8_000 * 7, 40)
  return data.fill(128, 44)
}

function answers(house) {
  const list = (items) => ({ items, next: null })
  const made = []
  return [
    ['GET', /^\/session$/, () => house.session],
    ['GET', /^\/agents$/, () => list(house.agents)], ['GET', /^\/brands$/, () => list(house.brands)], ['GET', /^\/queues$/, () => list(house.queues)],
    ['GET', /^\/tags$/, () => list([])], ['GET', /^\/quick-replies$/, () => list([])],
    ['GET', /^\/counts$/, () => ({ mine: 5, queue: 2, all: 7, pending: 0, unanswered: 0, longest_wait_since: house.ago(1.4) })],
    ['GET', /^\/conversations$/, (_, url) => list(house.conversations.filter((one) => (url.searchParams.get('view') === 'closed') === (one.place === 'closed')))],
    ['GET', /^\/conversations\/(\w+)$/, ([, id]) => house.conversations.find((one) => one.id === id)],
    ['GET', /^\/conversations\/(\w+)\/messages$/, ([, id]) => ({ items: house.threads[id] ?? [], next: null, previous: null })],
    ['GET', /^\/conversations\/(\w+)\/legs$/, ([, id]) => list(house.legs[id] ?? [])],
    ['GET', /^\/conversations\/(\w+)\/draft$/, () => list([])], ['PUT', /draft$/, () => list([])],
    ['GET', /^\/conversations\/(\w+)\/invites$/, () => ({ items: [...made], next: null, accounts: house.accounts.filter((one) => one.kind !== 'webchat' && one.state === 'active').map((one) => ({ id: one.id, name: one.name, channel: one.kind })) })],
    ['POST', /^\/conversations\/(\w+)\/invites$/, ([, id], _, body) => made[made.push({ id: `in${made.length}`, conversation: id, account: body.account, channel: 'wechat', link: 'https://w.example/i/7Qm2xZ', qr: house.QR, made_by: house.ME, made_at: house.ago(0), expires_at: house.ahead(30), used_at: null }) - 1]],
    ['POST', /^\/messages\/(\w+)\/fetch$/, ([, id]) => ({ ...house.threads.c1.find((one) => one.id === id), awaited: [{ kind: 'video', failed: null }] })],
    ['GET', /^\/customers$/, () => list([house.customer('cu-z', '李先生'), house.customer('cu-y', '李建')])],
    ['GET', /^\/customers\/([\w-]+)$/, ([, id]) => house.customer(id, id === 'cu-c3' ? null : '李建国')],
    ['GET', /^\/customers\/([\w-]+)\/conversations$/, () => list(house.conversations.slice(3, 5))],
    ['GET', /^\/customers\/([\w-]+)\/links$/, () => list(house.links)],
    ['POST', /merge-preview$/, () => house.preview],
    ['GET', /^\/suggestions$/, (_, url) => list(url.searchParams.get('customer') ? house.suggestions.slice(0, 1) : house.suggestions)],
    ['GET', /^\/merges$/, () => list(house.merges)],
    ['POST', /accept$|merges$/, () => house.merges[0]], ['POST', /undo$/, () => ({ ...house.merges[0], undone_at: house.ago(0) })],
    ['GET', /^\/deliveries$/, (_, url) => list(house.deliveries[url.searchParams.get('state')] ?? [])],
    ['GET', /^\/channel-accounts$/, () => list(house.accounts)], ['GET', /^\/channel-kinds$/, () => list(house.kinds)],
    ['POST', /^\/channel-accounts$/, (_, __, body) => ({ ...house.accounts[body.kind === 'webchat' ? 0 : 1], ...body, ...(body.kind === 'webchat' ? {} : { id: 'ac-new' }) })],
    ['POST', /check$/, () => ({ ok: false, lines: [{ title: { 'zh-CN': '出口地址', en: 'Our address' }, value: '10.2.0.7' }], fault: 'account', error: '40164 invalid ip 10.2.0.7, not in whitelist' })],
    ['POST', /code$/, () => ({ link: 'https://w.example/q/abc', qr: house.QR })],
    ['GET', /^\/unparsed$/, () => list(house.unparsed)], ['GET', /^\/dead-jobs$/, () => list(house.jobs)],
  ]
}

/** Plays server, socket and files to every page of the context. */
export async function wire(context, house) {
  const doors = answers(house)
  await context.route(`${ORIGIN}/**`, async (route) => {
    const request = route.request()
    const url = new URL(request.url())
    if (url.pathname.startsWith('/api/v1')) {
      const path = url.pathname.slice('/api/v1'.length)
      for (const [method, pattern, answer] of doors) {
        const match = method === request.method() && pattern.exec(path)
        if (match) return route.fulfill({ json: answer(match, url, request.postDataJSON?.()) ?? {} })
      }
      return route.fulfill({ status: 404, json: { type: '/problems/not_found', title: '', status: 404, detail: `${request.method()} ${path}` } })
    }
    if (url.pathname === '/files/photo.svg') return route.fulfill({ contentType: 'image/svg+xml', body: house.photo })
    if (url.pathname.startsWith('/files/')) return route.fulfill({ contentType: 'audio/wav', body: silence() })
    const file = new URL(`.${url.pathname}`, DIST)
    const path = extname(url.pathname) && existsSync(file) ? file : new URL('index.html', DIST)
    return route.fulfill({ contentType: TYPES[extname(path.pathname)] ?? 'text/html', body: readFileSync(path) })
  })
  await context.routeWebSocket(/\/ws\/agent/, (socket) => {
    socket.onMessage((text) => {
      const frame = JSON.parse(text)
      if (frame.t === 'hello') socket.send(JSON.stringify({ t: 'welcome', cursor: '1', agent: house.session.agent, now: new Date().toISOString() }))
      if (frame.t === 'ping') socket.send(JSON.stringify({ t: 'pong', now: new Date().toISOString() }))
    })
  })
}
