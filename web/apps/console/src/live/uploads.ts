// Files on their way to the server, per conversation, so that leaving a conversation loses none.
import { shallowReactive } from 'vue'
import { ApiError, upload, type Attachment } from '@parlor/api'
import { t } from '@/i18n'
import { rest } from '@/lib/session'
import { errorText, toast } from '@/lib/toast'

/** The server's own limit, in bytes; larger files are refused before a byte is sent. */
const LIMIT = 25 * 1024 * 1024
/** Files of one message. */
export const MOST_FILES = 10

export interface Upload {
  id: number
  /** From this machine, or on the server already. */
  file: File | Attachment
  /** 0 to 1. */
  part: number
  attachment: Attachment | null
  error: string | null
  stop: AbortController
}

export const uploads = shallowReactive(new Map<string, readonly Upload[]>())
let counter = 0

/** `refuses`: why a file cannot go the way that was chosen, told before a byte of it is sent. */
export function addFiles(conversation: string, files: readonly File[], refuses: (file: File) => string | null = () => null): void {
  const room = MOST_FILES - (uploads.get(conversation)?.length ?? 0)
  if (files.length > room) toast(t('composer.tooMany', { n: MOST_FILES }), { kind: 'bad' })
  for (const file of files.slice(0, room)) {
    if (file.size > LIMIT) toast(t('composer.tooLarge', { name: file.name, mb: LIMIT / 1024 / 1024 }), { kind: 'bad' })
    else if (refuses(file)) toast(refuses(file)!, { kind: 'bad', ms: 8000 })
    else start(conversation, { id: ++counter, file, part: 0, attachment: null, error: null, stop: new AbortController() })
  }
}

/** Files of a message that is to be written anew: they are on the server already. */
export function putBackFiles(conversation: string, files: readonly Attachment[]): void {
  for (const file of files) put(conversation, { id: ++counter, file, part: 1, attachment: file, error: null, stop: new AbortController() })
}

function start(conversation: string, entry: Upload & { file: File }): void {
  put(conversation, entry)
  upload(rest, entry.file, (part) => change(entry.id, { part }), entry.stop.signal)
    .then((attachment) => change(entry.id, { attachment, part: 1 }))
    .catch((error) => { if (!(error instanceof ApiError && entry.stop.signal.aborted)) change(entry.id, { error: errorText(error) }) })
}

export function retryUpload(conversation: string, id: number): void {
  const entry = uploads.get(conversation)?.find((upload) => upload.id === id)
  if (entry?.file instanceof File) start(conversation, { ...entry, file: entry.file, part: 0, error: null, stop: new AbortController() })
}

export function removeUpload(conversation: string, id: number): void {
  const list = uploads.get(conversation) ?? []
  list.find((entry) => entry.id === id)?.stop.abort()
  set(conversation, list.filter((entry) => entry.id !== id))
}

/** Hands over what is uploaded and empties the list. */
export function takeUploads(conversation: string): Attachment[] {
  const done = (uploads.get(conversation) ?? []).flatMap((entry) => (entry.attachment ? [entry.attachment] : []))
  set(conversation, [])
  return done
}

/** A conversation goes on in another: its files go along, behind those that wait there; what is under way arrives there. */
export function carryUploads(from: string, to: string): void {
  const list = uploads.get(from) ?? []
  set(from, [])
  if (list.length) set(to, [...(uploads.get(to) ?? []), ...list])
}

function put(conversation: string, entry: Upload): void {
  const list = uploads.get(conversation) ?? []
  set(conversation, list.some((known) => known.id === entry.id) ? list.map((known) => (known.id === entry.id ? entry : known)) : [...list, entry])
}

/** Wherever it is by now: its conversation may have gone on in another. */
function change(id: number, fields: Partial<Upload>): void {
  for (const [conversation, list] of uploads) {
    const entry = list.find((known) => known.id === id)
    if (entry) return put(conversation, { ...entry, ...fields })
  }
}

function set(conversation: string, list: readonly Upload[]): void {
  if (list.length) uploads.set(conversation, list)
  else uploads.delete(conversation)
}
