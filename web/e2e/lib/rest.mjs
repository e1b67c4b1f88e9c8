// The API as a signed-in person uses it, for what a story needs before or beside the pages.

export class Rest {
  constructor(url) {
    this.url = url
    this.cookie = ''
    this.csrf = ''
  }

  async signIn({ email, password }) {
    const answer = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email, password }),
    })
    if (!answer.ok) throw new Error(`sign-in of ${email}: ${answer.status}`)
    this.cookie = answer.headers.getSetCookie()[0].split(';')[0]
    this.session = await answer.json()
    this.csrf = this.session.csrf
    this.agent = this.session.agent
    return this
  }

  /** Answers the JSON, or throws what the problem says. */
  async call(method, path, body) {
    const raw = body instanceof Uint8Array
    const headers = { Cookie: this.cookie, 'X-Parlor-CSRF': this.csrf, 'Content-Type': raw ? 'application/octet-stream' : 'application/json' }
    const answer = await fetch(`${this.url}/api/v1${path}`, { method, headers, body: raw ? body : body && JSON.stringify(body) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : null
  }

  get = (path) => this.call('GET', path)
  post = (path, body = {}) => this.call('POST', path, body)
  put = (path, body) => this.call('PUT', path, body)
  patch = (path, body) => this.call('PATCH', path, body)

  presence(presence, reason) {
    return this.put('/presence', { presence, reason })
  }
}
