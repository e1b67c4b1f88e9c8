// Things that tests around the staff begin with: an administrator, colleagues, links, a page that is shown.
import { createApp, h, type App, type Component } from 'vue'
import type { AgentInvite, Person, Role } from '@parlor/api'
import { TooltipProvider } from '@parlor/ui'
import { useSession } from '@/lib/session'
import { brands } from '@/live/directory'
import { router } from '@/router'
import { iso, signedIn } from './world'

export async function signedInAs(role: Role): Promise<void> {
  await signedIn()
  const session = useSession()
  session.session = { ...session.session!, agent: { ...session.agent!, role } }
  brands.clear()
  for (const [id, name] of [['b1', '旗舰店'], ['b2', '售后']] as const) brands.set(id, { id, name, zone: 'Asia/Shanghai', archived_at: null, version: 1 })
}

export function person(id: string, name: string, fields: Partial<Person['agent']> = {}, more: Partial<Omit<Person, 'agent'>> = {}): Person {
  return {
    agent: {
      id, name, email: `${id}@example.com`, role: 'agent', presence: 'offline', presence_reason: null, presence_since: iso(0), capacity: 8, load: 0, locale: 'zh-CN', state: 'active', ...fields,
    },
    brands: ['b1', 'b2'], roles: [], teams: [], skills: [], second_factor: false, ...more,
  }
}

export function invite(id: string, fields: Partial<AgentInvite> = {}): AgentInvite {
  return {
    id, kind: 'invite', agent: null, email: `${id}@example.com`, name: id, role: 'agent', brands: ['b1'], locale: 'zh-CN', capacity: 8, made_by: 'agent-me', made_at: iso(0),
    expires_at: new Date(Date.now() + 86_000_000).toISOString(), ...fields,
  }
}

let app: App | null = null
export function show(page: Component, props: Record<string, unknown> = {}): void {
  app = createApp({ render: () => h(TooltipProvider, null, { default: () => h(page, props) }) })
  app.use(router)
  app.mount(document.body.appendChild(document.createElement('div')))
}
export function shut(): void {
  app?.unmount()
  app = null
  document.body.replaceChildren()
}

const inside = (text: string, sign: string) => [...document.querySelectorAll<HTMLElement>(sign)].filter((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').includes(text))
/** The last is the one on top. */
export const button = (text: string, sign = 'button'): HTMLElement => inside(text, sign).at(-1)!
export const field = (label: string): HTMLInputElement => {
  const found = [...document.querySelectorAll('label')].filter((one) => one.htmlFor && one.textContent?.includes(label)).at(-1)
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement
}
export function type(input: HTMLInputElement | HTMLSelectElement, text: string): void {
  input.value = text
  input.dispatchEvent(new Event(input instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
}
export const send = (): boolean => document.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
export const shown = (): string => document.body.textContent ?? ''
