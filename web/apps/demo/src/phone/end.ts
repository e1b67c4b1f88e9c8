// The end of a log: who is there stays there, whatever grows in it later (a picture) or makes it smaller (the drawer).

/** Nearer than this, in px, is at the end. */
const NEAR = 120

/** Gives what puts the log back to its end, if that is where it stood. */
export function keepEnd(log: HTMLElement): () => void {
  let atEnd = true
  let top = 0
  const hold = (): void => {
    if (!atEnd) return
    log.scrollTop = log.scrollHeight
    top = log.scrollTop
  }
  log.addEventListener('scroll', () => {
    const left = log.scrollTop < top - 1
    top = log.scrollTop
    const near = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR
    if (atEnd && !left && !near) hold()
    else atEnd = near
  })
  for (const came of ['load', 'loadedmetadata']) log.addEventListener(came, hold, true)
  new ResizeObserver(hold).observe(log)
  return hold
}
