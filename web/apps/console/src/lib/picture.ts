// A QR code as a picture that every channel carries: the SVG drawn onto white as PNG.

/** Edge of the picture, px: sharp enough to be scanned off another screen. */
const EDGE = 720

/** `svg`: a square SVG document. Rejects where the browser cannot draw it. */
export async function pngOf(svg: string, name: string): Promise<File> {
  const picture = new Image(EDGE, EDGE)
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await picture.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: EDGE, height: EDGE })
  const paper = canvas.getContext('2d')
  if (!paper) throw new Error('no canvas')
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, EDGE, EDGE)
  // Edges of a code stay edges.
  paper.imageSmoothingEnabled = false
  paper.drawImage(picture, 0, 0, EDGE, EDGE)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('no picture')
  return new File([blob], name, { type: 'image/png' })
}
