// The conversation: greeting, days, bubbles, pills, and who is typing.
import { useEffect } from 'preact/hooks'
import type { View } from '@parlor/sdk'
import { useAround } from '../context'
import { lastOwn, rowsOf } from '../rows'
import { useScroll } from '../scroll'
import { dayName } from '../time'
import { Bubble } from './Bubble'
import { EventPill } from './EventPill'
import type { Picture } from './Lightbox'
import { Icon } from './icons'

const SEEN_MS = 800

function Typing({ name }: { name: string }) {
  const { t } = useAround()
  return (
    <p class="typing">
      <i />
      <i />
      <i />
      <span>{t.typing(name)}</span>
    </p>
  )
}

interface Props {
  view: View
  show(picture: Picture): void
}

export function Thread({ view, show }: Props) {
  const { t, locale, config, client, open } = useAround()
  const rows = rowsOf(view)
  const own = lastOwn(rows)
  const scroll = useScroll(rows, view.outbox.length, () => client.older())
  const greeting = config.greeting[locale]

  useEffect(() => {
    // Read is what was on the screen for a moment, not what arrived behind a closed panel.
    if (!open || view.unread === 0) return
    const timer = setTimeout(() => scroll.atEnd() && document.visibilityState === 'visible' && client.markRead(), SEEN_MS)
    return () => clearTimeout(timer)
  }, [open, view.unread, scroll.below])
  useEffect(() => {
    const back = () => open && document.visibilityState === 'visible' && scroll.atEnd() && client.markRead()
    document.addEventListener('visibilitychange', back)
    return () => document.removeEventListener('visibilitychange', back)
  }, [open])

  return (
    <div class="wrap">
      <div class="thread" ref={scroll.box} onScroll={scroll.scrolled} tabIndex={0} role="region" aria-label={t.thread}>
        <div class="rows" ref={scroll.inner}>
          {view.older === 'none' && greeting && <p class="greet">{greeting}</p>}
          {view.older !== 'none' && (
            <button type="button" class="older" onClick={() => client.older()}>
              {t.older}
            </button>
          )}
          {rows.map((row) => {
            if (row.row === 'day') return <p key={row.key} class="day">{dayName(row.at, Date.now(), locale, t)}</p>
            if (row.row === 'event') return <EventPill key={row.key} row={row} online={view.state.online} />
            return <Bubble key={row.key} said={row} receipt={row.key === own} view={view} show={show} />
          })}
          {view.typing !== null && <Typing name={view.typing} />}
        </div>
      </div>
      {scroll.below > 0 && (
        <button type="button" class="below" onClick={scroll.toEnd}>
          <Icon name="down" size={14} />
          {t.newBelow(scroll.below)}
        </button>
      )}
    </div>
  )
}
