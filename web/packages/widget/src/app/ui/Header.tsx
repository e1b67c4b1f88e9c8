// Who is on the other side, whether they are there, and the way to a person, which never disappears.
import type { View } from '@parlor/sdk'
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

interface Props {
  view: View
  framed: boolean
  leaveMessage(): void
  close(): void
}

export function Header({ view, framed, leaveMessage, close }: Props) {
  const { t, config, client, notice } = useAround()
  const online = view.welcomed ? view.state.online : config.online
  const { place, agent, ahead } = view.state
  const name = place === 'agent' && agent ? agent.name : config.brand.name
  const handoff = () => {
    if (place === 'agent' && agent) return notice(t.serving(agent.name))
    if (place === 'queue' && online) return notice(`${t.queued}${ahead === null ? '' : ` · ${t.ahead(ahead)}`}`)
    // Nobody is there: what helps is to be reachable, not to wait unseen.
    if (!online) {
      if (place === 'robot') client.handoff()
      return leaveMessage()
    }
    client.handoff()
    notice(t.handoffAsked)
  }
  return (
    <header class="head">
      <span class="face" aria-hidden="true">
        {[...name][0]}
        <i class={online ? 'dot on' : 'dot'} />
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
