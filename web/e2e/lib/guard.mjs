// What must hold in every story without being asked for: no request to a host that is not ours, no error in any page.

const OURS = new Set(['127.0.0.1', 'localhost', '[::1]'])
/** The browser itself reports a line that is down or an answer that is no success; pages cannot hush it. */
const BROWSER_SAYS = /^(Failed to load resource: net::ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|SOCKET_NOT_CONNECTED|ABORTED)|WebSocket connection to '.*' failed)/
/** A page that starts asks who is signed in, and may hear that nobody is. */
const NOT_SIGNED_IN = /the server responded with a status of 401/

export class Guard {
  problems = []
  /** Further console errors that the story provokes on purpose. */
  allowed = []

  /** Watches all pages of a browser context. */
  watch(context) {
    context.on('request', (request) => {
      const url = new URL(request.url())
      if (/^(https?|wss?):$/.test(url.protocol) && !OURS.has(url.hostname)) this.problems.push(`request to ${url.host}: ${url.href}`)
    })
    context.on('console', (message) => {
      if (message.type() !== 'error') return
      const text = message.text()
      const from = message.location().url
      if (BROWSER_SAYS.test(text) || this.allowed.some((one) => one.test(text))) return
      if (NOT_SIGNED_IN.test(text) && from.endsWith('/api/v1/session')) return
      this.problems.push(`console error: ${text} (${from})`)
    })
    context.on('weberror', (error) => this.problems.push(`uncaught in a page: ${error.error()?.stack ?? error.error()}`))
  }

  check() {
    if (this.problems.length) throw new Error([...new Set(this.problems)].join('\n'))
  }
}
