// One flush per animation frame: whatever arrives in between is applied together, and lists are published once.

type Job = () => void
const jobs = new Set<Job>()
let planned = false

/** Runs `job` once with the next frame. A hidden page has no frames; there a timer stands in, so that title and sound still follow. */
export function onFlush(job: Job): void {
  jobs.add(job)
  if (planned) return
  planned = true
  if (document.visibilityState === 'visible') requestAnimationFrame(flush)
  else setTimeout(flush, 100)
}

function flush(): void {
  planned = false
  const due = [...jobs]
  jobs.clear()
  for (const job of due) job()
}

// A frame that was asked for before the page was hidden would wait until it is shown again.
document.addEventListener('visibilitychange', () => { if (planned) setTimeout(() => { if (planned) flush() }, 100) })
