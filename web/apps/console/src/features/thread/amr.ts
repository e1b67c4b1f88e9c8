// Voice messages in AMR, which no browser plays: fetched and decoded when somebody listens, and handed to the player as WAV.

/** Samples of a second: AMR narrowband knows no other. */
const RATE = 8000
const HEADER = 44
/** Most bytes that are decoded. A provider's voice message of a minute has 100 KB. */
const MOST = 2 * 1024 * 1024

/** A media type that `playableAmr` takes. The wideband kind is another format. */
export const isAmr = (type: string) => /^audio\/amr(;|$)/i.test(type)

/** `#!AMR` and a line's end, before the first frame. */
const MAGIC = 6
/** Bytes of a frame of 20 ms by its mode (RFC 4867, section 5.3), its head with them; the last two are comfort noise and nothing. */
const FRAMES: Readonly<Record<number, number>> = { 0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1 }

async function fetched(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`no file: ${answer.status}`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (bytes.length > MOST) throw new Error('too long')
  return bytes
}

/** The file at `url` as a WAV. Rejects where it cannot be fetched or is no sound. */
export async function playableAmr(url: string): Promise<Blob> {
  return wavOf(await decode(await fetched(url)))
}

/** How long the file at `url` sounds, in seconds: its frames are counted, not decoded. 0 where it is not what it says. */
export async function amrSeconds(url: string): Promise<number> {
  const bytes = await fetched(url)
  let count = 0
  for (let at = MAGIC; at < bytes.length; count += 1) {
    const size = FRAMES[(bytes[at]! >> 3) & 15]
    if (!size) return 0
    at += size
  }
  return count / 50
}

/** One worker for each: what the decoder takes of memory goes with it. */
async function decode(bytes: Uint8Array): Promise<Float32Array> {
  const worker = new Worker(new URL('./amr.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<Float32Array>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<{ amr: Float32Array | null }>) => (data.amr?.length ? resolve(data.amr) : reject(new Error('no sound')))
      worker.onerror = (event) => reject(new Error(event.message || 'not decoded'))
      worker.postMessage({ command: 'decode', buffer: bytes })
    })
  } finally {
    worker.terminate()
  }
}

/** Samples from -1 to 1 as a WAV of one channel, 16 bits. */
export function wavOf(samples: Float32Array): Blob {
  const view = new DataView(new ArrayBuffer(HEADER + samples.length * 2))
  const word = (at: number, text: string) => [...text].forEach((mark, index) => view.setUint8(at + index, mark.charCodeAt(0)))
  word(0, 'RIFF')
  view.setUint32(4, view.byteLength - 8, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, index) => view.setInt16(HEADER + index * 2, Math.max(-1, Math.min(1, sample)) * 32767, true))
  return new Blob([view.buffer], { type: 'audio/wav' })
}
