// @vitest-environment node
// Every refusal that the server knows has words of its own in both languages; whoever adds a code adds them.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { en } from '@/locales/en'
import { zh } from '@/locales/zh'

const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')

/** The codes as docs/api.md lists them, each with its status. */
const listed = () => {
  const [, list] = /`detail` is English[^]*?Codes:([^]*?)\n\n/.exec(read('docs/api.md'))!
  return [...list!.matchAll(/`([a-z_]+)` [45]\d\d/g)].map((match) => match[1]!)
}
/** The codes that the reference names anywhere. */
const named = () => [...read('crates/api/openapi.json').matchAll(/\/problems\/([a-z_]+)/g)].map((match) => match[1]!)

it('has words for every problem code', () => {
  const codes = [...new Set([...listed(), ...named()])]
  expect(codes).toContain('storage_full')
  expect(codes.length).toBeGreaterThan(20)
  for (const texts of [zh, en]) expect(codes.filter((code) => !(code in texts.problem))).toEqual([])
})

it('names no code that no server sends', () => {
  const own = ['network']
  expect(Object.keys(zh.problem).filter((code) => !own.includes(code) && !listed().includes(code))).toEqual([])
})

it('has no exclamation mark', () => {
  for (const texts of [zh, en]) expect(JSON.stringify(texts)).not.toMatch(/[!！]/)
})
