// Who is signed in, and the one REST client of the page. `doors`: its part around several channels.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { ApiError, Doors, Rest, type Agent, type Session } from '@parlor/api'

let lost = () => {}
export const rest = new Rest({ onUnauthenticated: () => lost() })
export const doors = new Doors(rest)

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
    state.value = 'out'
  }

  function entered(value: Session): void {
    session.value = value
    ended.value = false
    state.value = 'in'
  }

  async function check(): Promise<void> {
    try {
      entered(await rest.session())
    } catch (error) {
      state.value = error instanceof ApiError && error.status === 401 ? 'out' : 'unreachable'
    }
  }

  async function signIn(email: string, password: string): Promise<void> {
    entered(await rest.signIn(email, password))
  }

  async function signOut(): Promise<void> {
    await rest.signOut().catch(() => {})
    ended.value = false
    state.value = 'out'
    session.value = null
  }

  function setAgent(value: Agent): void {
    if (session.value && session.value.agent.id === value.id) session.value = { ...session.value, agent: value }
  }

  return { state, ended, session, agent, check, signIn, signOut, setAgent }
})
