// Pictures and files of a message, from the server or still from this browser.
import { useEffect, useMemo } from 'preact/hooks'
import { useAround } from '../context'
import type { ShownFile } from '../rows'
import { byteSize } from '../time'
import { Icon } from './icons'
import type { Picture } from './Lightbox'

const LARGEST = 220
/** What browsers draw by themselves; an SVG is a document and stays a file. */
const DRAWN = /^image\/(png|jpe?g|gif|webp|avif|bmp)$/

/** Where a file can be seen: the server's address, or one of this browser's own while it is going up. */
function useAddress(file: ShownFile): string | null {
  const own = useMemo(() => (!file.url && file.body ? URL.createObjectURL(file.body) : null), [file.url, file.body])
  useEffect(() => () => void (own && URL.revokeObjectURL(own)), [own])
  return file.url ?? own
}

function PictureTile({ file, alone, show }: { file: ShownFile; alone: boolean; show: (picture: Picture) => void }) {
  const { t } = useAround()
  const src = useAddress(file)
  const known = alone && file.width && file.height
  const scale = known ? Math.min(1, LARGEST / Math.max(file.width!, file.height!)) : 1
  const size = known ? { width: Math.max(48, file.width! * scale), height: Math.max(48, file.height! * scale) } : {}
  return (
    <button type="button" class={alone ? 'picture alone' : 'picture'} style={size} aria-label={`${t.image} ${file.name}`} onClick={() => src && show({ src, name: file.name })}>
      {src && <img src={src} alt="" loading="lazy" draggable={false} />}
    </button>
  )
}

function FileTile({ file }: { file: ShownFile }) {
  const src = useAddress(file)
  return (
    <a class="file" href={src ?? undefined} target="_blank" rel="noopener noreferrer" download={file.name}>
      <Icon name="file" />
      <span>
        <b>{file.name}</b>
        <small>{byteSize(file.size)}</small>
      </span>
    </a>
  )
}

/** `progress` 0…1 while the files go up, else null. */
export function Files({ files, show, progress }: { files: ShownFile[]; show(picture: Picture): void; progress: number | null }) {
  if (files.length === 0) return null
  const pictures = files.filter((file) => DRAWN.test(file.type))
  const others = files.filter((file) => !DRAWN.test(file.type))
  return (
    <div class="files">
      {pictures.length > 0 && (
        <div class={pictures.length > 1 ? 'pictures many' : 'pictures'}>
          {pictures.map((file) => (
            <PictureTile key={file.key} file={file} alone={pictures.length === 1} show={show} />
          ))}
        </div>
      )}
      {others.map((file) => (
        <FileTile key={file.key} file={file} />
      ))}
      {progress !== null && (
        <span class="progress" role="progressbar" aria-valuenow={Math.round(progress * 100)} aria-valuemin={0} aria-valuemax={100}>
          <i style={{ width: `${Math.max(4, progress * 100)}%` }} />
        </span>
      )}
    </div>
  )
}
