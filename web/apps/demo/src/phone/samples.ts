// Things to send that are at hand on any machine: drawn pictures and a short sound.
import { ART } from '../art'

/** Three photos: their drawing on a 640 × 640 table. */
const label = `<rect x="96" y="66" width="128" height="180" rx="4" fill="#fbf8f2"/><g fill="#2b2621"><path d="M108 82h70v8h-70zM108 98h46v5h-46zM108 112h104v3H108zM108 176h104v3H108zM108 188h60v5h-60zM108 200h84v5h-84z"/><path d="M110 126h4v38h-4zm8 0h2v38h-2zm6 0h6v38h-6zm10 0h2v38h-2zm5 0h4v38h-4zm9 0h2v38h-2zm6 0h6v38h-6zm10 0h3v38h-3zm7 0h2v38h-2zm6 0h6v38h-6zm10 0h2v38h-2zm5 0h4v38h-4z"/></g>`
const crack = `<path d="M176 130l-8 18 10 12-12 20 8 12-6 16" fill="none" stroke="#39332c" stroke-width="2.4" stroke-linejoin="round"/>`

/** The inside of one of the shop's drawings. */
const inner = (svg: string): string => svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '')

const scene = (thing: string, wall: string, table: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640" viewBox="30 10 260 260"><path d="M30 10h260v260H30z" fill="${wall}"/><path d="M30 200h260v70H30z" fill="${table}"/><path d="M60 10h70l60 190h-90z" fill="#fff" opacity=".16"/>${thing}</svg>`

export const PICTURES: string[] = [
  scene(inner(ART.vase) + crack, '#d9cfc0', '#b79a78'),
  scene(inner(ART.lamp), '#4a4038', '#2f2823'),
  scene(label, '#a98b69', '#94774f'),
]

/** As an address that an image takes. */
export const asAddress = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`

/** The drawing as a photo would come: PNG. */
export async function asPhoto(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = asAddress(svg)
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 640
  canvas.getContext('2d')!.drawImage(image, 0, 0, 640, 640)
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'))
}

/** Four seconds of AMR narrow band at 4.75 kbit/s: 50 frames a second of 13 bytes. */
export function asVoice(): Blob {
  const head = new TextEncoder().encode('#!AMR\n')
  const frames = new Uint8Array(200 * 13)
  for (let n = 0; n < frames.length; n++) frames[n] = n % 13 === 0 ? 0x04 : (n * 37 + (n >> 3)) & 0xff
  // The last four bits of a frame are padding.
  for (let n = 12; n < frames.length; n += 13) frames[n] = frames[n]! & 0xf0
  return new Blob([head, frames], { type: 'audio/amr' })
}

/** Whether the platform takes the file as it is; anything else is drawn anew. */
export async function asTaken(file: File): Promise<Blob> {
  if (['image/png', 'image/jpeg', 'image/gif'].includes(file.type)) return file
  const bitmap = await createImageBitmap(file)
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0)
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.9))
}
