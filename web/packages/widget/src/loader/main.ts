// The loader: one script tag in the host page. Asks what the account looks like, then draws the widget and opens its ears.
import type { Config } from '../bridge'
import { widget, type Command } from './widget'

interface Door {
  (...given: unknown[]): void
  q?: Command[]
  /** Set by the first loader, so that a second script tag does nothing. */
  live?: boolean
}
declare global {
  interface Window {
    Parlor?: Door
  }
}

const RETRY_MS = 5_000

/** The configuration, asked for until it comes; null when this page may not have it. A refusal looks to a foreign page like no
 *  network, so what to look at is said then too, once. */
async function configure(host: string, account: string): Promise<Config | null> {
  let hinted = false
  const hint = () => {
    if (!hinted) console.warn(`Parlor: no answer. Is data-account right, and ${location.origin} an allowed origin of it?`)
    hinted = true
  }
  for (;;) {
    try {
      const answer = await fetch(`${host}/api/visitor/config?account=${encodeURIComponent(account)}`, { credentials: 'omit' })
      if (answer.ok) return (await answer.json()) as Config
      if (answer.status < 500 && answer.status !== 429) {
        hint()
        return null
      }
    } catch {
      hint()
    }
    await new Promise((again) => setTimeout(again, RETRY_MS * (1 + Math.random())))
  }
}

async function start(host: string, account: string, language: string, open: boolean): Promise<void> {
  // Until the configuration is there, commands wait in the queue.
  const queue: Command[] = Array.from(window.Parlor?.q ?? [])
  if (open) queue.push(['open'])
  let run = (given: Command): void => void queue.push(given)
  window.Parlor = Object.assign((...given: unknown[]) => run(given), { live: true })
  const config = await configure(host, account)
  if (!config) return
  if (!document.body) await new Promise((ready) => document.addEventListener('DOMContentLoaded', ready))
  run = widget(host, config, language)
  queue.forEach((given) => run(given))
}

const script = (document.currentScript ?? document.querySelector('script[data-account]')) as HTMLScriptElement | null
const account = script?.dataset.account
if (!account) console.warn('Parlor: data-account is missing')
else if (!window.Parlor?.live) void start(new URL(script!.src).origin, account, script!.dataset.locale ?? navigator.language, 'open' in script!.dataset)
