// @vitest-environment node
// Bad networks: when the SDK leaves the socket, when it comes back, and how it waits.
import { describe, expect, it } from 'vitest'
import { pollDial, VisitorClient, type PollAnswer, type PollBody } from '../src'
import { FakeClock } from './clock'
import { MemoryStore, World } from './world'

describe('fallback', () => {
  it('polls after two failed sockets, and returns to the socket when it works again', async () => {
    const world = new World()
    world.socketUp = false
    await world.open()
    await world.clock.run(10_000)
    expect(world.dialled).toEqual(['socket', 'socket', 'poll'])
    world.client.send('绕路')
    await world.clock.run(1_000)
    expect(world.server.rows.length).toBe(1)
    world.socketUp = true
    await world.clock.run(60_000)
    expect(world.dialled.at(-1)).toBe('socket')
    world.server.says('回来了')
    await world.clock.run(1_000)
    expect(world.texts()).toEqual(['绕路', '回来了'])
  })

  it('honours the hint of the server', async () => {
    const world = new World()
    await world.open()
    await world.clock.run(500)
    world.server.push({ t: 'bye', retry_ms: 60_000 })
    await world.clock.run(59_000)
    expect(world.dialled.length).toBe(1)
    await world.clock.run(40_000)
    expect(world.dialled.length).toBe(2)
  })

  it('gives up a link that has gone silent', async () => {
    const world = new World()
    await world.open()
    await world.clock.run(500)
    world.server.hear = () => undefined
    await world.clock.run(25_000 + 8_000 + 5_000)
    expect(world.dialled.length).toBeGreaterThan(1)
  })

  it('tries at once when the network comes back', async () => {
    const world = new World()
    world.socketUp = world.pollUp = false
    await world.open()
    await world.clock.run(600_000)
    world.socketUp = true
    const before = world.dialled.length
    world.client.wake()
    await world.clock.run(100)
    expect(world.dialled.length).toBe(before + 1)
    expect(world.client.view().downSince).toBeNull()
  })

  it('never stops trying, and never more often than every few seconds', async () => {
    const world = new World()
    world.socketUp = world.pollUp = false
    await world.open()
    await world.clock.run(3_600_000)
    expect(world.dialled.length).toBeGreaterThan(100)
    expect(world.dialled.length).toBeLessThan(300)
  })
})

describe('long poll', () => {
  const open = () => {
    const clock = new FakeClock()
    const bodies: PollBody[] = []
    let answers: ((answer: PollAnswer) => void)[] = []
    const client = new VisitorClient({
      account: 'acc',
      token: 't',
      locale: 'en',
      page: () => null,
      socket: (_hello, sink) => (clock.after(1, () => sink.closed(null)), { send() {}, again() {}, close() {} }),
      poll: pollDial((body) => {
        bodies.push(structuredClone(body))
        return { answer: new Promise((resolve) => answers.push(resolve)), abort: () => undefined }
      }, clock),
      store: new MemoryStore(),
      upload: () => Promise.reject(new Error('none')),
      clock,
      random: () => 0.5,
      id: () => `id-${bodies.length}`,
      changed: () => undefined,
      keepToken: () => undefined,
    })
    const answer = async (...frames: unknown[]) => {
      const waiting = answers
      answers = []
      waiting.at(-1)?.({ frames: frames as PollAnswer['frames'], retryMs: null })
      await clock.run(0)
    }
    return { clock, bodies, client, answer }
  }
  const state = { place: 'none', ahead: null, agent: null, online: true }
  const welcome = { t: 'welcome', token: 't', cursor: 'c1', now: '', resumed: false, state, messages: [], before: null }

  it('greets, holds the line with the cursor, and interrupts an idle poll to send', async () => {
    const { clock, bodies, client, answer } = open()
    await client.start()
    await clock.run(5_000)
    expect(bodies).toMatchObject([{ wait: 0, frames: [], hello: { cursor: null } }])
    await answer(welcome)
    expect(bodies[1]).toMatchObject({ wait: 25, frames: [], hello: { cursor: 'c1' } })
    client.send('hi')
    expect(bodies[2]).toMatchObject({ wait: 0, frames: [{ t: 'send', text: 'hi' }] })
    const client_id = client.view().outbox[0]!.client_id
    await answer({ t: 'ack', client_id, id: 'm1', conversation: 'c', seq: 1, at: '' })
    expect(client.view().outbox).toEqual([])
    expect(bodies[3]).toMatchObject({ wait: 25, frames: [] })
  })

  it('does not hammer a server that refuses', async () => {
    const { clock, bodies, client, answer } = open()
    await client.start()
    await clock.run(5_000)
    await answer(welcome)
    const asked = bodies.length
    const problem = { type: '/problems/not_found', title: '', status: 404 }
    await answer({ t: 'error', client_id: null, problem })
    expect(bodies.length).toBe(asked)
    for (let n = 0; n < 60; n++) {
      await clock.run(1_000)
      if (bodies.length > asked) await answer({ t: 'error', client_id: null, problem })
    }
    expect(bodies.length - asked).toBeLessThan(8)
  })

  it('counts a resumed poll without welcome as connected', async () => {
    const { clock, bodies, client, answer } = open()
    await client.start()
    await clock.run(5_000)
    await answer(welcome)
    // The idle poll hangs until it is given up; the next one resumes.
    while (bodies.length < 3) await clock.run(500)
    expect(client.view().downSince).not.toBeNull()
    expect(bodies[2]).toMatchObject({ wait: 0, hello: { cursor: 'c1' } })
    await answer()
    expect(client.view().downSince).toBeNull()
  })
})
