// The world of one story: a server of its own, a foreign web site, people in browser windows; all of it goes at the end.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Agent } from './agent.mjs'
import { Guard } from './guard.mjs'
import { HostSite } from './host.mjs'
import { layPages } from './pages.mjs'
import { Rest } from './rest.mjs'
import { ADMIN, Server } from './server.mjs'
import { PATIENCE, until } from './see.mjs'
import { Visitor } from './visitor.mjs'

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** Runs in the page: what is focused, what is typed and not sent, and the last of what is to be read. */
function standing() {
  const at = document.activeElement
  const typed = [...document.querySelectorAll('textarea, input')].filter((field) => field.value && !['hidden', 'checkbox', 'radio', 'password'].includes(field.type)).map((field) => field.value.slice(0, 80))
  const read = (document.body?.innerText ?? '').replace(/\s+/g, ' ').slice(-300)
  return `focus ${at?.tagName ?? 'nowhere'} ${at?.getAttribute('aria-label') ?? ''}, typed ${JSON.stringify(typed)}, reads …${read}`
}

export class World {
  guard = new Guard()
  contexts = []
  pages = 0
  joined = 0

  constructor(browser) {
    this.browser = browser
  }

  /** Opens the doors; `command` starts something else than an empty house. */
  async open(command) {
    this.folder = await mkdtemp(join(tmpdir(), 'parlor-story.'))
    ;[this.server, this.site] = await Promise.all([new Server(this.folder, command).start(), new HostSite().start()])
    if (command) return this
    this.admin = await new Rest(this.server.url).signIn(ADMIN)
    ;[this.account] = (await this.admin.get('/channel-accounts')).items
    return this
  }

  /** A house that nobody has set up: answers the link that it prints. */
  async openEmpty() {
    this.folder = await mkdtemp(join(tmpdir(), 'parlor-story.'))
    ;[this.server, this.site] = await Promise.all([new Server(this.folder, undefined, false).start(), new HostSite().start()])
    return until('the link of the set-up', () => this.server.said.join('\n').match(/http\S+\/setup\/\S+/)?.[0])
  }

  /** A picture of a step, where somebody asked for them (`PARLOR_TEST_STEPS` names the folder). */
  async step(page, name) {
    if (process.env.PARLOR_TEST_STEPS) await page.screenshot({ path: join(process.env.PARLOR_TEST_STEPS, `${name}.png`) })
  }

  /** People who can sign in, each with a session of their own. */
  async staff(n, capacity = 8) {
    const answer = await fetch(`${this.server.url}/test/agents`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ n, capacity }),
    })
    const { items } = await answer.json()
    return Promise.all(items.map((one) => new Rest(this.server.url).signIn(one)))
  }

  /** Somebody of this role, who came by an invitation; signed in. */
  async person(role, name) {
    this.joined += 1
    const email = `${role}${this.joined}@shop.example`
    const { link } = await this.admin.post('/agent-invites', { email, name, role })
    const password = 'blue horse lamp'
    const answer = await fetch(`${this.server.url}/api/v1/agent-invites/${link.split('/').at(-1)}/accept`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ password, name }) })
    if (!answer.ok) throw new Error(`${name} could not join: ${answer.status}`)
    return new Rest(this.server.url).signIn({ email, password })
  }

  /** A person who came to work after the server was started again: sessions are not made anew, sign-ins are. */
  async staffAgain() {
    this.admin = await new Rest(this.server.url).signIn(ADMIN)
    return (await this.staff(1))[0]
  }

  /** A browser of its own: cookies, storage, language, colours, size. Without service workers unless a story is about them: they would answer
   *  with the pages that the server carries. */
  async context({ locale = 'zh-CN', theme = 'light', viewport = DESK, ...more } = {}) {
    const context = await this.browser.newContext({ locale, colorScheme: theme, viewport, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', serviceWorkers: 'block', ...more })
    context.setDefaultTimeout(PATIENCE)
    this.guard.watch(context)
    this.contexts.push(context)
    await layPages(context, this.server.url)
    return context
  }

  /** A window of a browser where this person is signed in. */
  async window(rest, options = {}) {
    const context = await this.context(options)
    const [name, value] = rest.cookie.split('=')
    await context.addCookies([{ name, value, url: this.server.url }])
    return new Agent(await context.newPage(), rest, options.locale ?? 'zh-CN')
  }

  /** An agent who is ready, in front of the inbox. */
  async agent(options = {}) {
    const rest = options.rest ?? (await this.staff(1))[0]
    const agent = await this.window(rest, options)
    await agent.ready()
    await agent.open()
    return agent
  }

  /** The address of a page of the foreign site with the widget. */
  address(options = {}) {
    this.pages += 1
    return this.site.page(`/page${this.pages}`, { server: this.server.url, account: this.account.id, ...options })
  }

  /** A customer with the chat open. `context`: the same browser as another's. */
  async visitor({ context, address, locale = 'zh-CN', ...options } = {}) {
    const page = await (context ?? (await this.context({ locale, ...options }))).newPage()
    const visitor = new Visitor(page, locale)
    await visitor.come(address ?? this.address())
    return visitor
  }

  /** Pictures of everything that is open, for whoever looks for what went wrong. */
  async pictures(folder, name) {
    const pages = this.contexts.flatMap((context) => context.pages())
    await Promise.all(pages.map((page, n) => page.screenshot({ path: join(folder, `${name}-${n + 1}.png`), timeout: 5_000 }).catch(() => {})))
  }

  /** The same in words, for whoever has only the words: per frame what has the focus and the end of what stands there. */
  async says() {
    const frames = this.contexts.flatMap((context) => context.pages()).flatMap((page) => page.frames())
    const told = await Promise.all(frames.map((frame) => Promise.race([frame.evaluate(standing), pause(5_000, 'no answer')]).catch((error) => error.message)))
    return frames.map((frame, n) => `at ${frame.url()}: ${told[n]}`)
  }

  async close() {
    await Promise.all(this.contexts.map((context) => context.close().catch(() => {})))
    await Promise.all([this.server?.stop(), this.site?.stop()])
    if (this.folder) await rm(this.folder, { recursive: true, force: true })
  }
}
