// @vitest-environment node
// Texts against what there is: each is used somewhere, and each way in which the server refuses a field of an account has words.
import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { setLocale } from '@/i18n'
import { eventText } from '@/features/thread/eventText'
import { momentText } from '@/lib/format'
import { en } from '@/locales/en'
import { zh } from '@/locales/zh'
import { message } from './world'

const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')
const folder = new URL('../src/', import.meta.url)
const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.startsWith('locales'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')

beforeAll(() => { Object.assign(globalThis, { document: { documentElement: {} } }) })

/** Named in full, with `By` put behind it, or begun in a template (`health.${state}`), or its whole group looked up by a code from outside. */
function used(group: string, key: string): boolean {
  if (source.includes(`tCode('${group}'`) || source.includes(`tKnown('${group}'`) || source.includes(`${group}.${key}'`) || source.includes(`${group}.${key}\``)) return true
  if (key.endsWith('By') && used(group, key.slice(0, -2))) return true
  return [...source.matchAll(new RegExp(`\`${group}\\.([A-Za-z]*)\\$\\{`, 'g'))].some((match) => key.startsWith(match[1]!))
}

it('has no text that nobody shows', () => {
  const all = Object.entries(zh).flatMap(([group, texts]) => Object.keys(texts).map((key) => [group, key] as const))
  expect(all.length).toBeGreaterThan(500)
  expect(all.filter(([group, key]) => !used(group, key)).map((one) => one.join('.'))).toEqual([])
})

it('has words for every way in which a field of an account is refused, and no others', () => {
  const rust = read('crates/desk/src/account.rs')
  const codes = new Set([...rust.matchAll(/Error::field\([^;]*?, "([a-z_]+)", /g), ...rust.matchAll(/wrong\("([a-z_]+)"/g)].map((match) => match[1]!))
  expect([...codes].sort()).toEqual(['format', 'length', 'required', 'too_long', 'unknown'])
  for (const texts of [zh, en]) expect(Object.keys(texts.fieldError).filter((code) => code !== 'other').sort()).toEqual([...codes].sort())
})

it('says in a sentence when something was', async () => {
  const at = Date.parse('2026-11-21T08:00:00Z')
  const said = (minutes: number) => momentText(new Date(at - minutes * 60_000).toISOString(), at)
  await setLocale('en')
  expect([said(0.2), said(14), said(24 * 60)]).toEqual(['just now', '14 min ago', 'yesterday'])
  await setLocale('zh-CN')
  expect([said(0.2), said(14)]).toEqual(['刚刚', '14 分钟前'])
})

it('says that a menu was pressed with the words on it, never with the key behind it', async () => {
  const said = (key: string) => eventText(message(1, { kind: 'event', event: { kind: 'leg.pressed', channel: 'wechat', key } }))
  await setLocale('en')
  expect(said('desk')).toBe('Customer pressed a menu entry on WeChat')
  await setLocale('zh-CN')
  expect([said('desk'), said('V1001_ORDER'), said('人工客服')]).toEqual(['客户在微信点了菜单', '客户在微信点了菜单', '客户在微信点了“人工客服”'])
})
