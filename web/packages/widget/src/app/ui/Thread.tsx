// The conversation: keeps its place while older messages come in on top, and stays at the end only for somebody who is there.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { View } from '@parlor/sdk'
import { useAround } from '../context'
import { lastOwn, rowsOf } from '../rows'
import { dayName } from '../time'
import { Bubble } from './Bubble'
import { EventPill } from './EventPill'
import type { Picture } from './Lightbox'
import { Icon } from './icons'

const NEAR_END = 60
const NEAR_START = 160
const SEEN_MS = 800

interface Props {
  view: View
  show(picture: Picture): void
  /** Null while the form is shown already. */
  leaveMessage: (() => void) | null
}

export function Thread({ view, show, leaveMessage }: Props) {
  const { t, locale, config, client, open } = useAround()
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const stuck = useRef(true)
  const was = useRef({ first: '', last: '', height: 0, count: 0, mine: 0 })
  const [below, setBelow] = useState(0)
  const rows = rowsOf(view)
  const own = lastOwn(rows)
  const said = rows.filter((row) => row.row === 'said')
  const mine = view.outbox.length

  const toEnd = () => {
    const el = box.current!
    el.scrollTop = el.scrollHeight
    stuck.current = true
    setBelow(0)
  }
  useLayoutEffect(() => {
    const el = box.current!
    const before = was.current
    const first = said[0]?.key ?? ''
    const last = said[said.length - 1]?.key ?? ''
    const prepended = first !== before.first && last === before.last && said.length > before.count
    if (prepended && !stuck.current) el.scrollTop += el.scrollHeight - before.height
    else if (stuck.current || mine > before.mine) toEnd()
    else if (last !== before.last && said.length > before.count) setBelow((n) => n + said.length - before.count)
    was.current = { first, last, height: el.scrollHeight, count: said.length, mine }
  })
  useEffect(() => {
    // The keyboard, a growing composer, an image: whoever was at the end stays there.
    const watch = new ResizeObserver(() => stuck.current && toEnd())
    watch.observe(box.current!)
    watch.observe(inner.current!)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    if (!open || view.unread === 0) return
    const timer = setTimeout(() => stuck.current && document.visibilityState === 'visible' && client.markRead(), SEEN_MS)
    return () => clearTimeout(timer)
  }, [open, view.unread, below])

  const scrolled = () => {
    const el = box.current!
    stuck.current = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_END
    if (stuck.current && below) setBelow(0)
    if (el.scrollTop < NEAR_START && view.older === 'more') client.older()
  }
  const greeting = config.greeting[locale]

  return (
    <div class="wrap">
      <div class="thread" ref={box} onScroll={scrolled} tabIndex={0} role="region" aria-label={t.thread}>
        <div class="rows" ref={inner}>
          {view.older !== 'none' && (
            <button type="button" class="older" onClick={() => client.older()}>
              {t.older}
            </button>
          )}
          {view.older === 'none' && greeting && (
            <div class="greet">
              <h2>{config.brand.name}</h2>
              <p>{greeting}</p>
            </div>
          )}
          {rows.map((row) => {
            if (row.row === 'day') return <p key={row.key} class="day">{dayName(row.at, Date.now(), locale, t)}</p>
            if (row.row === 'event') return <EventPill key={row.key} row={row} view={view} leaveMessage={leaveMessage} />
            return <Bubble key={row.key} said={row} receipt={row.key === own} view={view} show={show} />
          })}
          {view.typing !== null && (
            <p class="typing" role="img" aria-label={t.typing(view.typing)}>
              <i />
              <i />
              <i />
              <span>{t.typing(view.typing)}</span>
            </p>
          )}
        </div>
      </div>
      {below > 0 && (
        <button type="button" class="below" onClick={toEnd}>
          <Icon name="down" size={14} />
          {t.newBelow(below)}
        </button>
      )}
    </div>
  )
}
