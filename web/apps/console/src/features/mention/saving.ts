// A note that names somebody, on its way into the outbox: the names are known before it goes, and the text stays in its field until then.
import { useSession } from '@/lib/session'
import { toast } from '@/lib/toast'
import { draftOf, setDraft } from '@/live/drafts'
import { sendMessage } from '@/live/sending'
import { takeUploads, uploads } from '@/live/uploads'
import { circleOf, forgetPicks, loadCircle, namedIn, unnamedIn } from './naming'
import { m } from './words'

/** One at a time in a conversation: the second would be the first again. */
const under = new Map<string, Promise<boolean>>()

/** Whether it is in the outbox. Where nobody knows who may be named it stays, and may be saved without naming anybody. */
export function saveNote(conversation: string, anyway = false): Promise<boolean> {
  const before = under.get(conversation)
  if (before) return before
  const save = begin(conversation, anyway).finally(() => under.delete(conversation))
  under.set(conversation, save)
  return save
}

async function begin(conversation: string, anyway: boolean): Promise<boolean> {
  const words = draftOf(conversation, 'note')
  const me = useSession().agent?.id
  if (!anyway && unnamedIn(conversation, words.trim())) {
    await loadCircle(conversation)
    if (circleOf(conversation)?.state !== 'ready') {
      toast(m('notNamed'), { kind: 'bad', ms: 10_000, action: { text: m('saveAnyway'), run: () => void saveNote(conversation, true) } })
      return false
    }
  }
  // Somebody else signed in meanwhile, or a file was added: what was to be saved is not what would be.
  if (me !== useSession().agent?.id || !words.trim() || uploads.get(conversation)?.some((entry) => !entry.attachment)) return false
  sendMessage(conversation, 'note', words.trim(), takeUploads(conversation), 0, { mentions: namedIn(conversation, words.trim()) })
  forgetPicks(conversation)
  // What was written meanwhile is the next note.
  const now = draftOf(conversation, 'note')
  setDraft(conversation, 'note', now.startsWith(words) ? now.slice(words.length).trimStart() : now)
  return true
}
