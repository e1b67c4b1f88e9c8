// How a host page uses the widget: a queue before the script, one script tag, a few commands.

type Parlor = { (...given: unknown[]): void; q?: unknown[][] }
declare global {
  interface Window {
    Parlor?: Parlor
  }
}

export interface DemoConfig {
  accounts: { id: string; brand: string }[]
  /** `account` is set when a user's signature holds for one account only. */
  users: { name: string; payload: string; signature: string; account?: string }[]
  /** The phone beside the shop: where its simulated platform answers (before `/sim/`), and whose phones there are. */
  phone?: { base: string; people: { id: string; name: string; is_stranger?: boolean; session_from?: string }[] }
}

/** Runs a command now, or as soon as the widget is there. */
export function parlor(...given: unknown[]): void {
  window.Parlor ??= Object.assign((...later: unknown[]) => void (window.Parlor!.q ??= []).push(later), {}) as Parlor
  window.Parlor(...given)
}

/** Adds the script tag of an account. */
export function loadWidget(account: string, locale: string): void {
  const script = document.createElement('script')
  script.async = true
  script.src = '/widget.js'
  script.dataset.account = account
  script.dataset.locale = locale
  document.head.appendChild(script)
}

/** GET /demo/config.json; null when the server is not in demo mode. */
export async function demoConfig(): Promise<DemoConfig | null> {
  try {
    const answer = await fetch('/demo/config.json')
    return answer.ok ? ((await answer.json()) as DemoConfig) : null
  } catch {
    return null
  }
}
