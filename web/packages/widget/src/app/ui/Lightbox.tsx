// One picture, as large as the panel allows.
import { useEffect, useRef } from 'preact/hooks'
import { useAround } from '../context'
import { Icon } from './icons'

export interface Picture {
  src: string
  name: string
}

export function Lightbox({ picture, close }: { picture: Picture; close(): void }) {
  const { t } = useAround()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const back = document.activeElement as HTMLElement | null
    button.current?.focus()
    return () => back?.focus()
  }, [])
  return (
    <div class="light" role="dialog" aria-modal="true" aria-label={picture.name} onClick={close}>
      <div class="lighthead" onClick={(event) => event.stopPropagation()}>
        <span>{picture.name}</span>
        <a class="icon" href={picture.src} target="_blank" rel="noopener noreferrer" aria-label={t.download} title={t.download}>
          <Icon name="out" />
        </a>
        <button type="button" class="icon" ref={button} aria-label={t.close} title={t.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <img src={picture.src} alt={picture.name} onClick={(event) => event.stopPropagation()} />
    </div>
  )
}
