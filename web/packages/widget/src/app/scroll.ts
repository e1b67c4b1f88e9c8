// Where the thread stands: at its end for somebody who is there, and unmoved while older messages come in on top.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'
import type { Row } from './rows'

const NEAR_END = 60
const NEAR_START = 160

export interface Scroll {
  box: RefObject<HTMLDivElement>
  inner: RefObject<HTMLDivElement>
  /** New messages below what is seen. */
  below: number
  atEnd(): boolean
  toEnd(): void
  scrolled(): void
}

/** `waiting` counts messages in the outbox: writing one goes to the end. */
export function useScroll(rows: readonly Row[], waiting: number, nearStart: () => void): Scroll {
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const stuck = useRef(true)
  const top = useRef(0)
  const was = useRef({ first: '', last: '', height: 0, count: 0, waiting: 0 })
  const [below, setBelow] = useState(0)
  const said = rows.filter((row) => row.row === 'said')

  const toEnd = () => {
    const el = box.current!
    el.scrollTop = el.scrollHeight
    top.current = el.scrollTop
    stuck.current = true
    setBelow(0)
  }
  useLayoutEffect(() => {
    const el = box.current!
    const before = was.current
    const first = said[0]?.key ?? ''
    const last = said[said.length - 1]?.key ?? ''
    const more = said.length - before.count
    if (stuck.current || waiting > before.waiting) toEnd()
    else if (more > 0 && last === before.last && first !== before.first) el.scrollTop += el.scrollHeight - before.height
    else if (more > 0 && last !== before.last) setBelow((n) => n + more)
    was.current = { first, last, height: el.scrollHeight, count: said.length, waiting }
  })
  useEffect(() => {
    // The keyboard, a growing composer, an image: whoever was at the end stays there.
    const watch = new ResizeObserver(() => stuck.current && toEnd())
    watch.observe(box.current!)
    watch.observe(inner.current!)
    return () => watch.disconnect()
  }, [])
  const scrolled = () => {
    const el = box.current!
    const left = el.scrollTop < top.current - 1
    top.current = el.scrollTop
    const near = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_END
    // Only scrolling up leaves the end; what grew before the browser told of an earlier scroll does not.
    if (stuck.current && !left && !near) return toEnd()
    stuck.current = near
    if (stuck.current && below) setBelow(0)
    if (el.scrollTop < NEAR_START && !stuck.current) nearStart()
  }
  return { box, inner, below, atEnd: () => stuck.current, toEnd, scrolled }
}
