// One visitor with a tab, a network and a server: the stage of the SDK's stories.
import { VisitorClient, type Dial, type OutboxItem, type OutboxStore, type Problem, type SignedUser, type Upload, type VisitorMessage } from '../src'
import { FakeClock, seeded } from './clock'
import { FakeServer } from './server'

/** Storage that outlives a tab. */
export class MemoryStore implements OutboxStore {
  items = new Map<string, OutboxItem>()
  load = async () => [...this.items.values()].map((item) => structuredClone(item))
  put = async (item: OutboxItem) => void this.items.set(item.client_id, structuredClone(item))
  remove = async (id: string) => void this.items.delete(id)
}

export class World {
  clock = new FakeClock()
  random: () => number
  server: FakeServer
  store: OutboxStore & { items?: Map<string, OutboxItem> } = new MemoryStore()
  token: string | null = null
  socketUp = true
  pollUp = true
  dialled: ('socket' | 'poll')[] = []
  arrived: VisitorMessage[] = []
  problems: Problem[] = []
  user: SignedUser | null = null
  /** How often we were let in without the signed user. */
  unsigned = 0
  upload: Upload = async (file) => ({ id: `a-${file.name}`, name: file.name, type: file.type, size: file.size, url: '/files/x' })
  client!: VisitorClient
  private ids = 0

  constructor(seed = 1) {
    this.random = seeded(seed)
    this.server = new FakeServer(this.clock, this.random)
  }

  /** Opens the page (again): a new client on the same storage. */
  async open(): Promise<void> {
    const way = (kind: 'socket' | 'poll', up: () => boolean): Dial => {
      const dial = this.server.dial(up)
      return (hello, sink) => {
        this.dialled.push(kind)
        return dial(hello, sink)
      }
    }
    this.client = new VisitorClient({
      account: 'acc',
      token: this.token,
      user: this.user,
      unsigned: () => (this.unsigned += 1),
      locale: 'zh-CN',
      page: () => ({ url: 'https://shop.example/', title: '拾光' }),
      socket: way('socket', () => this.socketUp),
      poll: way('poll', () => this.pollUp),
      store: this.store,
      upload: (...given) => this.upload(...given),
      clock: this.clock,
      random: this.random,
      id: () => `client-${++this.ids}`,
      changed: () => undefined,
      keepToken: (token) => (this.token = token),
      arrived: (message) => this.arrived.push(message),
      problem: (problem) => this.problems.push(problem),
    })
    await this.client.start()
  }

  close(): void {
    this.client.stop()
  }

  texts(): string[] {
    return this.client.view().messages.map((message) => message.text)
  }
}
