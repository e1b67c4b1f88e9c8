// What the page of people knows: everybody with their brands, the links that are good, and how both are found and kept up to date.
import { computed, shallowReactive, shallowRef } from 'vue'
import { ApiError, type AgentInvite, type Person, type PersonChange, type Role } from '@parlor/api'
import { t } from '@/i18n'
import { staff, useSession } from '@/lib/session'
import { toast, toastError } from '@/lib/toast'
import { brandsInUse } from '@/live/brandsInUse'
import { agents, brands, putAgent } from '@/live/directory'

export const ROLES: readonly Role[] = ['agent', 'supervisor', 'operator', 'administrator', 'auditor']
export type StateFilter = 'active' | 'disabled' | ''
/** Rows that are drawn at first, and with each further press. */
export const STEP = 100

/** Who matches the words (name, e-mail), the role and the state; empty: anything. */
export function matching(all: readonly Person[], words: string, role: string, state: StateFilter): Person[] {
  const needle = words.trim().toLowerCase()
  return all.filter(({ agent }) => (!needle || agent.name.toLowerCase().includes(needle) || agent.email.toLowerCase().includes(needle))
    && (!role || agent.role === role) && (!state || agent.state === state))
}

/** A whole number or a half, 0 to 100; null for anything else. */
export function capacityOf(text: string): number | null {
  const value = Number(text.trim().normalize('NFKC'))
  return text.trim() && Number.isFinite(value) && value >= 0 && value <= 100 ? Math.round(value * 100) / 100 : null
}

/** The brands of somebody that we see, by name; all of ours in one word. */
export function brandsText(ids: readonly string[]): string {
  const known = [...brands.values()].filter((brand) => ids.includes(brand.id))
  if (!ids.length) return t('staff.noBrands')
  const used = brandsInUse()
  return used.length > 2 && used.every((brand) => ids.includes(brand.id)) ? t('staff.allBrands') : known.map((brand) => brand.name).join(t('common.comma'))
}

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((one) => b.includes(one))

/** What of `after` differs from the person: only that is sent. */
export function changesOf(person: Person, after: Required<Omit<PersonChange, keyof Fitness>>): PersonChange {
  const { agent } = person
  const seen = person.brands.filter((id) => brands.has(id))
  return {
    ...(after.name === agent.name ? {} : { name: after.name }), ...(after.role === agent.role ? {} : { role: after.role }),
    ...(same(after.brands, seen) ? {} : { brands: after.brands }), ...(after.capacity === agent.capacity ? {} : { capacity: after.capacity }),
    ...(after.locale === agent.locale ? {} : { locale: after.locale }), ...(after.state === agent.state ? {} : { state: after.state }),
  }
}

/** The same fields as they are now: what undoes the change. */
export function undoOf(person: Person, change: PersonChange): PersonChange {
  const now: Required<PersonChange> = {
    name: person.agent.name, role: person.agent.role, capacity: person.agent.capacity, locale: person.agent.locale, state: person.agent.state, brands: person.brands.filter((id) => brands.has(id)), ...fitnessOf(person),
  }
  return Object.fromEntries(Object.keys(change).map((key) => [key, now[key as keyof PersonChange]])) as PersonChange
}

/** What a person is beside their role: in single brands, of teams, good at. */
export type Fitness = Pick<Person, 'roles' | 'teams' | 'skills'>
const pairs = (of: Fitness) => ({ roles: of.roles.map((one) => `${one.brand} ${one.role}`), teams: of.teams, skills: of.skills.map((one) => `${one.skill} ${one.level}`) })
export const fitnessOf = (person: Person): Fitness => ({ roles: person.roles.filter((one) => brands.has(one.brand)), teams: person.teams, skills: person.skills })
/** What of it differs from the person. */
export function fitnessChanges(person: Person, after: Fitness): PersonChange {
  const [was, is] = [pairs(fitnessOf(person)), pairs(after)]
  return Object.fromEntries((['roles', 'teams', 'skills'] as const).filter((key) => !same(is[key], was[key])).map((key) => [key, after[key]])) as PersonChange
}

export const isLast = (error: unknown) => error instanceof ApiError && error.code === 'last_administrator'

export function usePeople() {
  const people = shallowReactive(new Map<string, Person>())
  const invites = shallowRef<readonly AgentInvite[]>([])
  const state = shallowRef<'loading' | 'ready' | 'error'>('loading')
  /** Presence and load come by the line; the rest is as it was read. */
  const everybody = computed(() => [...people.values()].map((person): Person => {
    const live = agents.get(person.agent.id)
    return live ? { ...person, agent: { ...person.agent, presence: live.presence, presence_reason: live.presence_reason, presence_since: live.presence_since } } : person
  }))

  async function load(): Promise<void> {
    if (state.value === 'error') state.value = 'loading'
    try {
      const [all, links] = await Promise.all([staff.people(), staff.invites()])
      people.clear()
      for (const person of all) people.set(person.agent.id, person)
      invites.value = links
      state.value = 'ready'
    } catch {
      if (state.value === 'loading') state.value = 'error'
    }
  }

  function put(person: Person): void {
    people.set(person.agent.id, person)
    putAgent(person.agent)
  }

  /** Saves, and offers for a while to undo it. Throws what the server refuses. */
  async function save(person: Person, change: PersonChange): Promise<void> {
    const saved = await staff.changePerson(person.agent.id, change)
    put(saved)
    const undo = undoOf(person, change)
    // Whoever gave their own right away cannot take it back.
    const mine = person.agent.id === useSession().agent?.id && (change.role !== undefined || change.state !== undefined)
    toast(t('staff.saved', { name: saved.agent.name }), mine ? {} : { action: { text: t('common.undo'), run: () => void back(person, undo) } })
  }
  async function back(person: Person, undo: PersonChange): Promise<void> {
    try {
      put(await staff.changePerson(person.agent.id, undo))
      toast(t('staff.undone', { name: person.agent.name }), { ms: 3000 })
    } catch (error) {
      toastError(error)
    }
  }

  /** A later link for an address takes the place of the earlier one. */
  function made(invite: AgentInvite): void {
    const { link: _, ...kept } = invite
    invites.value = [kept, ...invites.value.filter((one) => one.email !== kept.email)]
  }
  function gone(id: string): void {
    invites.value = invites.value.filter((one) => one.id !== id)
  }
  return { people, everybody, invites, state, load, put, save, made, gone }
}
