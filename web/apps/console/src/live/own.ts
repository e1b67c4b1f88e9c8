// Preferences that follow the person: kept on the server as their own settings (kinds of reach `person`), taken up at every
// machine they sign in at. What is changed here goes there shortly after; until it has, what comes from there waits.
import { watch } from 'vue'
import type { SettingFields } from '@parlor/api'
import { CLASSES, COMMON, usePreferences, type NoticeClass, type Preferences } from '@/lib/preferences'
import { useSession } from '@/lib/session'
import { entriesOf, needSettings, putSetting, settings } from './settings'

const KINDS = ['display', 'notification', 'shortcut'] as const
type OwnKind = (typeof KINDS)[number]
/** Nobody drags a volume by one step only. */
const SAVE_MS = 1_200
const AGAIN_MS = 15_000

/** Lines `action key`, as the server keeps changed keys. */
export const keyLines = (keys: Record<string, string>): string[] => Object.entries(keys).map(([action, key]) => (key ? `${action} ${key}` : action)).sort()
export const linesToKeys = (lines: readonly string[]): Record<string, string> => Object.fromEntries(lines.map((line) => line.split(/\s+/)).filter(([action]) => action).map(([action, key]) => [action, key ?? '']))

/** What the server keeps of a kind. */
export function written(kind: OwnKind, values: Preferences): SettingFields {
  if (kind === 'display') return { density: values.density, text: values.text, motion: values.motion, send_key: values.sendKey }
  if (kind === 'shortcut') return { on: values.shortcuts, ...(Object.keys(values.keys).length ? { keys: keyLines(values.keys) } : {}) }
  return {
    ...values.tones, waiting_minutes: Number(values.waitingMinutes), volume: Number(values.volume), quiet: values.quiet, quiet_from: values.quietFrom, quiet_until: values.quietUntil,
  }
}

/** What it means here. */
export function read(kind: OwnKind, fields: SettingFields): Partial<Preferences> {
  const text = <T>(key: string, preset: T): T => (typeof fields[key] === 'string' ? (fields[key] as T) : preset)
  const number = (key: string, preset: number): number => (typeof fields[key] === 'number' ? fields[key] : preset)
  if (kind === 'display') return { density: text('density', COMMON.density), text: text('text', COMMON.text), motion: text('motion', COMMON.motion), sendKey: text('send_key', COMMON.sendKey) } as Partial<Preferences>
  if (kind === 'shortcut') return { shortcuts: fields.on !== false, keys: linesToKeys(Array.isArray(fields.keys) ? fields.keys : []) }
  const tones = Object.fromEntries(CLASSES.map((name) => [name, text(name, COMMON.tones[name])])) as Record<NoticeClass, Preferences['tones'][NoticeClass]>
  return {
    tones, waitingMinutes: number('waiting_minutes', COMMON.waitingMinutes), volume: number('volume', COMMON.volume), quiet: fields.quiet === true,
    quietFrom: text('quiet_from', COMMON.quietFrom), quietUntil: text('quiet_until', COMMON.quietUntil),
  }
}

const same = (a: SettingFields, b: SettingFields) => JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())
const timers = new Map<OwnKind, ReturnType<typeof setTimeout>>()
let round = 0

async function save(kind: OwnKind, mine: number): Promise<void> {
  if (mine !== round) return
  const { values } = usePreferences()
  const fields = written(kind, values)
  try {
    const entry = await settings.make(kind, { fields })
    if (mine !== round) return
    timers.delete(kind)
    putSetting(entry)
    // Changed once more while it was on its way.
    if (!same(written(kind, values), fields)) later(kind, SAVE_MS)
  } catch {
    if (mine === round) later(kind, AGAIN_MS)
  }
}

function later(kind: OwnKind, ms: number): void {
  clearTimeout(timers.get(kind))
  const mine = round
  timers.set(kind, setTimeout(() => void save(kind, mine), ms))
}

/** Read until it could be: the line may be down at the start. */
async function ask(kind: OwnKind, mine: number): Promise<void> {
  while (mine === round && !(await needSettings(kind).then(() => true, () => false))) await new Promise((done) => setTimeout(done, AGAIN_MS))
}

let stop: (() => void)[] = []

/** From sign-in to sign-out. Auditors keep no settings on the server: theirs stay on the machine. */
export function followPerson(): void {
  const { values } = usePreferences()
  const { agent } = useSession()
  if (!agent) return
  if (values.whose && values.whose !== agent.id) Object.assign(values, structuredClone(COMMON))
  values.whose = agent.id
  if (agent.role === 'auditor') return
  const mine = round
  for (const kind of KINDS) {
    /** As the server has it, or will have it once it is told. */
    let known = written(kind, values)
    let taking = false
    stop.push(watch(() => entriesOf(kind)?.[0], (entry) => {
      if (!entry || timers.has(kind)) return
      const taken = { ...values, ...read(kind, entry.fields) }
      known = written(kind, taken)
      taking = true
      Object.assign(values, read(kind, entry.fields))
      taking = false
    }, { flush: 'sync' }))
    stop.push(watch(() => written(kind, values), (fields) => {
      // Taken over from the server, perhaps only in part so far.
      if (taking || same(fields, known)) return
      known = fields
      later(kind, SAVE_MS)
    }, { flush: 'sync' }))
    void ask(kind, mine)
  }
}

export function leavePerson(): void {
  round += 1
  for (const end of stop) end()
  stop = []
  for (const timer of timers.values()) clearTimeout(timer)
  timers.clear()
}
