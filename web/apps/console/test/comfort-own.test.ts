// Preferences follow the person: taken up from the server, told to it when changed, and not left to whoever comes next.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Setting, SettingFields } from '@parlor/api'
import { COMMON, usePreferences } from '@/lib/preferences'
import { followPerson, keyLines, leavePerson, linesToKeys, read, written } from '@/live/own'
import { forgetSettings, settings } from '@/live/settings'
import { eventually } from './eventually'
import { iso, ME, signedIn } from './world'

const entry = (kind: string, fields: SettingFields): Setting => ({ id: kind, kind, brand: null, name: '', fields, position: 1, deleted: false, version: 1, updated_at: iso(0) })
let kept: Record<string, SettingFields>

beforeEach(async () => {
  localStorage.clear()
  await signedIn()
  kept = {}
  vi.spyOn(settings, 'all').mockImplementation((kind) => Promise.resolve(kept[kind] ? [entry(kind, kept[kind])] : []))
  vi.spyOn(settings, 'make').mockImplementation((kind, { fields }) => Promise.resolve(entry(kind, (kept[kind] = fields!))))
})
afterEach(() => {
  leavePerson()
  forgetSettings()
})

it('says the same in both tongues', () => {
  const { values } = usePreferences()
  values.keys = { close: 'x', transfer: '', palette: 'mod+j' }
  expect(linesToKeys(keyLines(values.keys))).toEqual(values.keys)
  for (const kind of ['display', 'notification', 'shortcut'] as const) expect(written(kind, { ...values, ...read(kind, written(kind, values)) })).toEqual(written(kind, values))
})

it('takes up what is kept, and says nothing back', async () => {
  kept = { display: { density: 'compact', text: 'large', motion: 'less', send_key: 'mod' }, shortcut: { on: true, keys: ['close x', 'transfer'] } }
  followPerson()
  const { values } = usePreferences()
  await eventually(() => expect([values.density, values.text, values.motion, values.sendKey, values.keys]).toEqual(['compact', 'large', 'less', 'mod', { close: 'x', transfer: '' }]))
  expect(settings.make).not.toHaveBeenCalled()
})

it('tells the server of a change, once', async () => {
  followPerson()
  const { values } = usePreferences()
  await eventually(() => expect(settings.all).toHaveBeenCalledTimes(3))
  for (const volume of [55, 50, 45]) values.volume = volume
  values.tones.offer = 'pulse'
  await eventually(() => expect(kept.notification).toMatchObject({ volume: 45, offer: 'pulse' }))
  expect(settings.make).toHaveBeenCalledOnce()
})

it('begins anew for another person on the same machine', () => {
  const { values } = usePreferences()
  Object.assign(values, { whose: 'somebody', density: 'compact', volume: 5, keys: { close: 'x' } })
  followPerson()
  expect([values.whose, values.density, values.volume, values.keys]).toEqual([ME, COMMON.density, COMMON.volume, {}])
})
