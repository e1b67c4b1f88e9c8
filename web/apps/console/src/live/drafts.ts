// What was begun and not sent: one reply and one note per conversation. Local at once, on the server within half a second.
import { shallowReactive } from 'vue'
import type { DraftMode } from '@parlor/api'
import { rest } from '@/lib/session'

const SAVE_MS = 400
const key = (conversation: string, mode: DraftMode) => `${conversation}/${mode}`

/** Text by conversation and mode. */
const texts = shallowReactive(new Map<string, string>())
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const loaded = new Set<string>()
/** How often each draft was changed here: what was read before a change must not undo it. */
const edits = new Map<string, number>()
const saving = new Set<string>()
/** Counts who is signed in: what was under way for another is not gone on with. */
let round = 0

export function draftOf(conversation: string, mode: DraftMode): string {
  return texts.get(key(conversation, mode)) ?? ''
}

export function setDraft(conversation: string, mode: DraftMode, text: string): void {
  const id = key(conversation, mode)
  if ((texts.get(id) ?? '') === text) return
  edits.set(id, (edits.get(id) ?? 0) + 1)
  if (text) texts.set(id, text)
  else texts.delete(id)
  saveSoon(conversation, mode)
}

function saveSoon(conversation: string, mode: DraftMode): void {
  const id = key(conversation, mode)
  clearTimeout(timers.get(id))
  timers.set(id, setTimeout(() => save(conversation, mode), SAVE_MS))
}

async function save(conversation: string, mode: DraftMode): Promise<void> {
  const id = key(conversation, mode)
  timers.delete(id)
  saving.add(id)
  const mine = round
  try {
    await rest.saveDraft(conversation, mode, draftOf(conversation, mode))
  } catch {
    // Offline: said again until it is kept, unless the text changed meanwhile, or whoever wrote it has gone.
    if (mine === round && !timers.has(id)) timers.set(id, setTimeout(() => void save(conversation, mode), 5000))
  } finally {
    if (mine === round) saving.delete(id)
  }
}

/** Brings in what was begun on another device; what is being typed here wins. */
export async function loadDrafts(conversation: string, again = false): Promise<void> {
  if (loaded.has(conversation) && !again) return
  loaded.add(conversation)
  const before = new Map(edits)
  try {
    const { items } = await rest.drafts(conversation)
    for (const mode of ['reply', 'note'] as const) {
      const id = key(conversation, mode)
      if (timers.has(id) || saving.has(id) || edits.get(id) !== before.get(id)) continue
      const text = items.find((draft) => draft.mode === mode)?.text ?? ''
      if (text) texts.set(id, text)
      else if (again) texts.delete(id)
    }
  } catch {
    loaded.delete(conversation)
  }
}

/** Rows in sight whose drafts nobody has asked for yet; asked for one by one, however many come in sight at once. */
const wanted = new Set<string>()
let asking = false

/** The list marks what was begun: the drafts of a row in sight are loaded. Gives what takes the wish back. */
export function wantDrafts(conversation: string): () => void {
  if (!loaded.has(conversation)) wanted.add(conversation)
  if (!asking) void askWanted()
  return () => wanted.delete(conversation)
}

async function askWanted(): Promise<void> {
  asking = true
  for (const id of wanted) {
    wanted.delete(id)
    await loadDrafts(id)
  }
  asking = false
}

/** A conversation goes on in another: what was begun in it goes along, behind what was begun there. */
export async function carryDrafts(from: string, to: string): Promise<void> {
  if (!draftOf(from, 'reply') && !draftOf(from, 'note')) return
  await loadDrafts(to)
  for (const mode of ['reply', 'note'] as const) {
    const text = draftOf(from, mode)
    if (!text) continue
    setDraft(to, mode, [draftOf(to, mode), text].filter(Boolean).join('\n'))
    setDraft(from, mode, '')
  }
}

const shelf = (agent: string) => `parlor:drafts:${agent}`

/** The session ends: what the server has not taken yet is kept on this machine for the agent who wrote it. */
export function keepDrafts(agent: string): void {
  const left = [...new Set([...timers.keys(), ...saving])].map((id) => [id, texts.get(id) ?? ''])
  try {
    if (left.length) localStorage.setItem(shelf(agent), JSON.stringify(left))
  } catch {
    // No storage: what the server has is all there is.
  }
}

/** Takes up what was kept, and says it to the server: it is later than what that has. */
export function takeUpDrafts(agent: string): void {
  try {
    const left = JSON.parse(localStorage.getItem(shelf(agent)) ?? '[]') as [string, string][]
    localStorage.removeItem(shelf(agent))
    for (const [id, text] of left) {
      const [conversation, mode] = id.split('/') as [string, DraftMode]
      setDraft(conversation, mode, text)
      saveSoon(conversation, mode)
    }
  } catch {
    // Nothing was kept, or nothing that can be read.
  }
}

export function forgetDrafts(): void {
  round += 1
  saving.clear()
  for (const timer of timers.values()) clearTimeout(timer)
  timers.clear()
  loaded.clear()
  wanted.clear()
  edits.clear()
  texts.clear()
}
