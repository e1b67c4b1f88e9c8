// One thing said: text with links, pictures, files, a left message; below it the time and how far it got.
import { codeOf, type View } from '@parlor/sdk'
import { useAround } from '../context'
import { pieces } from '../links'
import type { Said } from '../rows'
import type { Texts } from '../texts'
import { clockTime } from '../time'
import { Files } from './Files'
import type { Picture } from './Lightbox'

function Text({ text }: { text: string }) {
  return (
    <p class="text" dir="auto">
      {pieces(text).map((piece) =>
        piece.href ? (
          <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </p>
  )
}

function status(said: Said, offline: boolean, t: Texts): string {
  if (said.status === 'waiting') return offline ? t.waiting : t.sending
  return said.status ? t[said.status] : ''
}

interface Props {
  said: Said
  /** This is the message of ours whose receipt is shown. */
  receipt: boolean
  view: View
  show(picture: Picture): void
}

export function Bubble({ said, receipt, view, show }: Props) {
  const { t, locale, client, config } = useAround()
  const mine = said.from === 'me'
  const name = mine ? null : said.from === 'robot' ? t.robot : (said.name ?? config.brand.name)
  const part = view.progress.get(said.key)
  const shown = said.item && (said.last || said.item.failed) ? status(said, view.downSince !== null, t) : receipt && said.status ? t[said.status] : ''
  const failed = said.item?.failed
  const meta = said.last || shown
  return (
    <div class={`said ${mine ? 'mine' : said.from}${said.first ? ' first' : ''}${failed ? ' failed' : ''}`}>
      {said.first && name && <p class="name">{name}</p>}
      {(said.text || said.form) && (
        <div class="bubble">
          {said.form && (
            <p class="formed">
              <strong>{t.formSent}</strong>
              {[said.form.name, said.form.phone, said.form.email].filter(Boolean).join(' · ')}
            </p>
          )}
          {said.text && <Text text={said.text} />}
        </div>
      )}
      <Files files={said.files} show={show} progress={said.item && !failed ? (part ?? 0) : null} />
      {meta && (
        <p class="meta">
          <time dateTime={new Date(said.at).toISOString()}>{clockTime(said.at, locale)}</time>
          {shown && <span class={failed ? 'bad' : ''}>{failed ? `${shown} · ${t.reasons[codeOf(failed)] ?? t.reasons.other}` : shown}</span>}
          {failed && (
            <>
              <button type="button" class="link" onClick={() => client.retry(said.key)}>
                {t.retry}
              </button>
              <button type="button" class="link" onClick={() => client.discard(said.key)}>
                {t.discard}
              </button>
            </>
          )}
        </p>
      )}
    </div>
  )
}
