// Who is signed in, and the one REST client of the page. `doors`: its part around several channels; `staff`: around
// people and their sign-in.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { ApiError, Doors, Rest, Staff, type Agent, type JoinForm, type SetUpForm, type Session } from '@parlor/api'

let lost = () => {}
export const rest = new Rest({ onUnauthenticated: () => lost() })
export const doors = new Doors(rest)
export const staff = new Staff(rest)

const PLACE = 'parlor.session'
/** Who was signed in here last, without what opens doors: enough to begin without a line. */
function kept(): Session | null {
  try {
    const session = JSON.parse(localStorage.getItem(PLACE) ?? 'null') as Session | null
    return session && Date.parse(session.expires_at) > Date.now() ? session : null
  } catch {
    return null
  }
}

export const useSession = defineStore('session', () => {
  /** `unknown` until the server was asked; `unreachable` when it could not be. */
  const state = shallowRef<'unknown' | 'in' | 'out' | 'unreachable'>('unknown')
  const session = shallowRef<Session | null>(null)
  const agent = computed(() => session.value?.agent ?? null)

  /** It was not the agent who ended it. */
  const ended = shallowRef(false)

  lost = () => {
    if (state.value !== 'in') return
    ended.value = true
    leave()
  }

  function leave(): void {
    localStorage.removeItem(PLACE)
    state.value = 'out'
  }

  function entered(value: Session): void {
    session.value = value
    localStorage.setItem(PLACE, JSON.stringify({ ...value, csrf: '' }))
    ended.value = false
    state.value = 'in'
  }

  /** Without a line: the page as it is, with the bar that says so; it goes on as soon as there is one. */
  function begin(before: Session | null): void {
    if (!before) state.value = 'unreachable'
    else if (state.value !== 'in') {
      session.value = before
      state.value = 'in'
    }
  }

  async function check(): Promise<void> {
    try {
      entered(await rest.session())
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) leave()
      else begin(kept())
    }
  }

  async function signIn(email: string, password: string): Promise<void> {
    entered(await rest.signIn(email, password))
  }

  /** The second half of a sign-in. */
  async function answer(challenge: string, code: string): Promise<void> {
    entered(await staff.answer(challenge, code))
  }

  /** By the code of a link. */
  async function join(code: string, form: JoinForm): Promise<void> {
    entered(await staff.join(code, form))
  }

  /** By the link of an empty house. */
  async function setUp(code: string, form: SetUpForm): Promise<void> {
    entered(await staff.setUp(code, form))
  }

  /** Goes on under a new cookie; every other session ends. */
  async function changePassword(current: string, password: string): Promise<void> {
    entered(await staff.changePassword(current, password))
  }

  async function signOut(): Promise<void> {
    await rest.signOut().catch(() => {})
    ended.value = false
    leave()
    session.value = null
    // What the page itself is made of goes too: the machine may be another's next.
    void import('./install').then(({ tell }) => tell('leave'))
  }

  function setAgent(value: Agent): void {
    if (session.value && session.value.agent.id === value.id) session.value = { ...session.value, agent: value }
  }

  return { state, ended, session, agent, check, signIn, answer, join, setUp, changePassword, signOut, setAgent }
})
