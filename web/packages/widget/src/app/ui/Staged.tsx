// Files that are chosen and not yet sent, and the dropping of files anywhere on the panel.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { useAround } from '../context'
import { byteSize } from '../time'
import { Icon } from './icons'

function Chip({ file, remove }: { file: File; remove(): void }) {
  const { t } = useAround()
  const picture = useMemo(() => (file.type.startsWith('image/') ? URL.createObjectURL(file) : null), [file])
  useEffect(() => () => void (picture && URL.revokeObjectURL(picture)), [picture])
  return (
    <li>
      {picture ? <img src={picture} alt="" /> : <Icon name="file" size={18} />}
      <span>
        <b>{file.name}</b>
        <small>{byteSize(file.size)}</small>
      </span>
      <button type="button" aria-label={t.remove(file.name)} onClick={remove}>
        <Icon name="close" size={14} />
      </button>
    </li>
  )
}

export function Staged({ files, remove }: { files: File[]; remove(file: File): void }) {
  if (files.length === 0) return null
  return (
    <ul class="staged">
      {files.map((file) => (
        <Chip key={`${file.name}${file.size}${file.lastModified}`} file={file} remove={() => remove(file)} />
      ))}
    </ul>
  )
}

/** True while files hover over the panel; `add` gets what is dropped. */
export function useDrop(add: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files')
    const enter = (event: DragEvent) => {
      if (!carries(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      if (!carries(event)) return
      event.preventDefault()
      setOver(false)
      add([...event.dataTransfer!.files])
    }
    addEventListener('dragover', enter)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  })
  return over
}
