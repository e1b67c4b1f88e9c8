// Who is on the other side, whether they are there, and the way to a person, which never disappears.
import type { State, View } from '@parlor/sdk'
import { useAround } from '../context'
import type { Texts } from '../texts'
import { Icon } from './icons'

export function statusLine(view: View, online: boolean, t: Texts): string {
  const { place, agent, ahead } = view.state
  if (place === 'agent' && agent) return t.serving(agent.name)
  if (place === 'queue' && online) return ahead === null ? t.queued : `${t.queued} · ${t.ahead(ahead)}`
  if (place === 'pending') return t.pending
  return online ? t.online : t.away
}

/** Somebody serves this very visitor, also one who takes nobody else just now. */
export const served = ({ place, agent }: State): boolean => place === 'agent' && agent !== null

/** Says something that holds only as long as `holds` does. */
export type Claim = (text: string, holds: (state: State) => boolean) => void

interface Props {
  view: View
  framed: boolean
  claim: Claim
  leaveMessage(): void
  close(): void
}

export function Header({ view, framed, claim, leaveMessage, close }: Props) {
  const { t, config, client } = useAround()
  const online = view.welcomed ? view.state.online : config.online
  const { place, agent, ahead } = view.state
  const name = place === 'agent' && agent ? agent.name : config.brand.name
  const handoff = () => {
    if (place === 'agent' && agent) return claim(t.serving(agent.name), (now) => served(now) && now.agent!.name === agent.name)
    if (place === 'queue' && online) return claim(statusLine(view, online, t), (now) => now.place === 'queue' && now.ahead === ahead)
    // Nobody is there: what helps is to be reachable, not to wait unseen.
    if (!online) {
      if (place === 'robot') client.handoff()
      claim(t.nobodyLeave, (now) => !now.online && !served(now))
      return leaveMessage()
    }
    client.handoff()
    claim(t.handoffAsked, (now) => !served(now))
  }
  return (
    <header class="head">
      <span class="face" aria-hidden="true">
        {[...name][0]}
        <i class={online || served(view.state) ? 'dot on' : 'dot'} />
      </span>
      <div class="who">
        <h1>{config.brand.name}</h1>
        <p>{statusLine(view, online, t)}</p>
      </div>
      <button type="button" class="hand" title={t.handoffTitle} onClick={handoff}>
        {t.handoff}
      </button>
      {framed && (
        <button type="button" class="icon" aria-label={t.close} title={t.close} onClick={close}>
          <Icon name="down" />
        </button>
      )}
    </header>
  )
}
