// @vitest-environment node
// Voice messages in AMR: decoded by the real decoder in the place of a worker, and wrapped as a WAV that every browser plays.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { amrSeconds, isAmr, playableAmr, wavOf } from '@/features/thread/amr'

type Heard = { data: { amr: Float32Array | null } }
interface Side { onmessage: ((event: { data: unknown }) => void) | null; postMessage(data: Heard['data']): void }

/** The worker's scope, on this thread: each `Worker` starts it anew. */
let scope: Side
let ended = 0
class Here {
  onmessage: ((event: Heard) => void) | null = null
  onerror: ((event: { message: string }) => void) | null = null
  private readonly started: Promise<unknown>
  constructor() {
    scope.postMessage = (data) => this.onmessage?.({ data })
    vi.resetModules()
    this.started = import('@/features/thread/amr.worker')
  }
  postMessage(data: unknown): void {
    void this.started.then(() => scope.onmessage!({ data })).catch((error: unknown) => this.onerror?.({ message: String(error) }))
  }
  terminate(): void { ended += 1 }
}

/** `count` frames of 20 ms at 12.2 kbit/s, each a head and 31 bytes. */
function sound(count: number, head = '#!AMR\n'): Uint8Array<ArrayBuffer> {
  const frames = Array.from({ length: count }, (_, n) => [0x3c, ...Array.from({ length: 31 }, (__, i) => (n * 37 + i * 91) % 256)])
  return new Uint8Array([...new TextEncoder().encode(head), ...frames.flat()])
}
const serve = (bytes: Uint8Array<ArrayBuffer>, status = 200) => vi.stubGlobal('fetch', vi.fn(async () => new Response(bytes, { status })))

beforeEach(() => {
  ended = 0
  scope = { onmessage: null, postMessage: () => {} }
  vi.stubGlobal('self', scope)
  // By this the decoder knows that it is in a worker.
  vi.stubGlobal('importScripts', () => {})
  vi.stubGlobal('Worker', Here)
})
afterEach(() => vi.unstubAllGlobals())

it('takes narrowband AMR and no other type', () => {
  expect(['audio/amr', 'audio/AMR;rate=8000', 'audio/amr-wb', 'audio/mpeg', 'audio/silk'].map(isAmr)).toEqual([true, true, false, false, false])
})

it('makes a WAV of as many samples as the frames hold, and lets the worker go', async () => {
  serve(sound(10))
  const wav = new DataView(await (await playableAmr('/files/v')).arrayBuffer())
  const word = (at: number) => String.fromCharCode(...[0, 1, 2, 3].map((index) => wav.getUint8(at + index)))
  expect([word(0), word(8), word(36)]).toEqual(['RIFF', 'WAVE', 'data'])
  expect(wav.getUint32(24, true)).toBe(8000)
  expect(wav.getUint32(40, true)).toBe(10 * 160 * 2)
  expect(wav.byteLength).toBe(44 + 10 * 160 * 2)
  const samples = Array.from({ length: 1600 }, (_, index) => wav.getInt16(44 + index * 2, true))
  expect(samples.some((sample) => sample !== 0)).toBe(true)
  expect(ended).toBe(1)
})

it('refuses what is no AMR, what holds nothing, what is too long and what is not there', async () => {
  for (const bytes of [sound(3, '#!AMR-WB\n'), sound(0), new Uint8Array(2 * 1024 * 1024 + 1)]) {
    serve(bytes)
    await expect(playableAmr('/files/v')).rejects.toThrow()
  }
  serve(sound(3), 404)
  await expect(playableAmr('/files/v')).rejects.toThrow('404')
})

it('keeps samples within what 16 bits hold', async () => {
  const wav = new DataView(await wavOf(new Float32Array([0, 2, -2, 0.5])).arrayBuffer())
  expect([0, 1, 2, 3].map((index) => wav.getInt16(44 + index * 2, true))).toEqual([0, 32767, -32767, 16383])
})

it('tells how long a message is by its frames, of whatever mode, and of what is none says nothing', async () => {
  serve(sound(150))
  expect(await amrSeconds('/files/v')).toBe(3)
  // 4.75 kbit/s, silence, 12.2 kbit/s.
  serve(new Uint8Array([...new TextEncoder().encode('#!AMR\n'), 0x04, ...Array<number>(12).fill(1), 0x44, 1, 1, 1, 1, 1, 0x3c, ...Array<number>(31).fill(1)]))
  expect(await amrSeconds('/files/v')).toBe(0.06)
  serve(new Uint8Array(40).fill(0x4c))
  expect(await amrSeconds('/files/v')).toBe(0)
})
