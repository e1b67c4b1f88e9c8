// The phone's way to the simulated platform: JSON under /sim/, one waiting call per account.

export interface Account {
  id: string
  kind: 'official' | 'mini'
  name: string
  menu: { name: string; key: string; is_view: boolean }[]
}

export interface Item {
  seq: number
  /** Unix milliseconds. */
  at: number
  from: 'person' | 'account' | 'platform'
  kind: string
  text: string
  media: string | null
  more: { url?: string; description?: string; list?: { id: string; content: string }[]; tail_content?: string } | null
}

export interface News {
  items: Item[]
  last: number
  typing: boolean
  following: boolean
}

export interface Code {
  url: string
  account: string
  scene: string
}

/** Longest wait of one call, in seconds; the platform allows 20. */
const WAIT = 18

export class Line {
  constructor(private readonly base: string) {}

  async accounts(): Promise<Account[]> {
    return ((await this.get('/sim/accounts')) as { accounts: Account[] }).accounts
  }

  async codes(): Promise<Code[]> {
    return ((await this.get('/sim/codes')) as { codes: Code[] }).codes
  }

  /** What came after `after`; with `wait` only when there is some, or the hint changed, or time is over. */
  async news(person: string, account: string, seen: { after: number; typing: boolean; wait: boolean }, signal: AbortSignal): Promise<News> {
    const asked = new URLSearchParams({ account, after: String(seen.after), typing: String(seen.typing), wait: String(seen.wait ? WAIT : 0) })
    return (await this.get(`/sim/people/${person}/messages?${asked}`, signal)) as News
  }

  /** Something the person does; gives the account that hears of it. */
  async act(person: string, deed: string, asked: Record<string, unknown>): Promise<string> {
    const answer = await fetch(`${this.base}/sim/people/${person}/${deed}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    })
    return this.read(answer)
  }

  async sendFile(person: string, account: string, kind: 'image' | 'voice', file: Blob): Promise<string> {
    const form = new FormData()
    form.append('account', account)
    form.append('kind', kind)
    form.append('file', file, kind)
    return this.read(await fetch(`${this.base}/sim/people/${person}/send`, { method: 'POST', body: form }))
  }

  /** An address inside this page for a picture or sound. */
  async media(id: string): Promise<{ url: string; type: string }> {
    const answer = await fetch(`${this.base}/sim/media/${id}`)
    if (!answer.ok) throw new Error(String(answer.status))
    const blob = await answer.blob()
    return { url: URL.createObjectURL(blob), type: blob.type }
  }

  private async get(path: string, signal?: AbortSignal): Promise<unknown> {
    const answer = await fetch(this.base + path, { signal: signal ?? null })
    if (!answer.ok) throw new Error(String(answer.status))
    return answer.json()
  }

  private async read(answer: Response): Promise<string> {
    const body = (await answer.json()) as { account?: string; error?: string }
    if (!answer.ok) throw new Error(body.error ?? String(answer.status))
    return body.account ?? ''
  }
}
