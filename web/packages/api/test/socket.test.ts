// Stories of the agent's line: hello, resume from the last applied cursor, retry for ever with jitter.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AgentLine, type LineState, type ServerFrame } from '../src'
import { FakeWire, welcome } from './wires'

let wires: FakeWire[]
let frames: ServerFrame[]
let states: LineState[]
let line: AgentLine

beforeEach(() => {
  vi.useFakeTimers()
  wires = []
  frames = []
  states = []
  line = new AgentLine({
    connect: () => { const wire = new FakeWire(); wires.push(wire); return wire },
    onFrame: (frame) => frames.push(frame),
    onState: (state) => states.push(state),
    random: () => 0.5,
  })
  line.start()
})
afterEach(() => { line.stop(); vi.useRealTimers() })

const wire = () => wires.at(-1)!
const connect = (cursor: string) => { wire().accept(); wire().says(welcome(cursor)) }

describe('agent line', () => {
  it('starts at the present and is online only after welcome', () => {
    wire().accept()
    expect(wire().sent).toEqual([{ t: 'hello', cursor: null }])
    expect(line.send({ t: 'ping' })).toBe(false)
    wire().says(welcome('c1'))
    expect(states).toEqual(['connecting', 'online'])
    expect(line.send({ t: 'ping' })).toBe(true)
  })

  it('resumes from the cursor of the last frame it applied', () => {
    connect('c1')
    wire().says({ t: 'events', cursor: 'c2', items: [] })
    wire().breaks()
    expect(line.state).toBe('waiting')
    vi.advanceTimersByTime(500)
    wire().accept()
    expect(wire().sent[0]).toEqual({ t: 'hello', cursor: 'c2' })
  })

  it('tries for ever, with waits that grow to a bound', () => {
    for (let round = 1; round <= 40; round += 1) {
      wire().breaks()
      let waited = 0
      while (wires.length === round && waited <= 15_000) { vi.advanceTimersByTime(125); waited += 125 }
      expect(wires).toHaveLength(round + 1)
      expect(waited).toBeLessThanOrEqual(15_000)
    }
  })

  it('waits by chance between half and the whole of the step', () => {
    wire().breaks()
    vi.advanceTimersByTime(374)
    expect(wires).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(wires).toHaveLength(2)
  })

  it('follows the hint of a server that goes away', () => {
    connect('c1')
    wire().says({ t: 'bye', retry_ms: 4000 })
    wire().breaks(1012)
    vi.advanceTimersByTime(3999)
    expect(wires).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(wires).toHaveLength(2)
  })

  it('notices a line that died in silence', () => {
    connect('c1')
    vi.advanceTimersByTime(20_000)
    expect(wire().sent.at(-1)).toEqual({ t: 'ping' })
    vi.advanceTimersByTime(10_000)
    expect(line.state).toBe('waiting')
    expect(wires[0]!.closed).toBe(true)
  })

  it('stays when the pong comes', () => {
    connect('c1')
    vi.advanceTimersByTime(20_000)
    wire().says({ t: 'pong', now: '2026-11-21T08:00:20.000000Z' })
    vi.advanceTimersByTime(15_000)
    expect(line.state).toBe('online')
    expect(frames.some((frame) => frame.t === 'pong')).toBe(false)
  })

  it('takes the new cursor of a resync and tells the screen', () => {
    connect('c1')
    wire().says({ t: 'resync', cursor: 'c9' })
    expect(frames.at(-1)).toEqual({ t: 'resync', cursor: 'c9' })
    wire().breaks()
    vi.advanceTimersByTime(500)
    wire().accept()
    expect(wire().sent[0]).toEqual({ t: 'hello', cursor: 'c9' })
  })

  it('wakes at once when the network is back', () => {
    connect('c1')
    wire().breaks()
    line.wake()
    expect(wires).toHaveLength(2)
  })

  it('ignores what is not a frame and what an old wire still says', () => {
    connect('c1')
    const old = wire()
    old.says('not json')
    old.says('{"x":1}')
    old.breaks()
    old.says({ t: 'events', cursor: 'c7', items: [] })
    expect(frames).toHaveLength(1)
  })
})
