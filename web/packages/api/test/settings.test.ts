// Settings over REST: addresses and bodies, a list that is longer than a page, and a refusal that names its fields.
import { expect, it } from 'vitest'
import { Rest, Settings, type ApiError } from '../src'

function house(...answers: (() => Response)[]) {
  const asked: { method: string; url: string; body: string; csrf: string | null }[] = []
  const rest = new Rest({
    base: 'http://house',
    fetch: async (request) => {
      asked.push({ method: request.method, url: request.url.replace('http://house/api/v1', ''), body: await request.text(), csrf: request.headers.get('X-Parlor-CSRF') })
      return answers[Math.min(asked.length, answers.length) - 1]!()
    },
  })
  rest.csrf = 'token'
  return { asked, settings: new Settings(rest) }
}
const json = (value: unknown, status = 200) => () => new Response(JSON.stringify(value), { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' } })

it('reads a list to its end', async () => {
  const { asked, settings } = house(json({ items: [{ id: 'a' }], next: 'more' }), json({ items: [{ id: 'b' }], next: null }))
  expect((await settings.all('disposition')).map((one) => one.id)).toEqual(['a', 'b'])
  expect(asked.map((one) => one.url)).toEqual(['/settings/disposition?limit=100', '/settings/disposition?after=more&limit=100'])
})

it('writes with the token of the session', async () => {
  const { asked, settings } = house(json({ id: 'a' }))
  await settings.make('hours', { brand: 'b', fields: { week: ['1-5 09:00-18:00'] } })
  await settings.change('disposition', 'a', { name: '退货', version: 3 })
  await settings.restore('disposition', 'a', 2)
  expect(asked).toEqual([
    { method: 'POST', url: '/settings/hours', body: '{"brand":"b","fields":{"week":["1-5 09:00-18:00"]}}', csrf: 'token' },
    { method: 'PATCH', url: '/settings/disposition/a', body: '{"name":"退货","version":3}', csrf: 'token' },
    { method: 'POST', url: '/settings/disposition/a/restore', body: '{"version":2}', csrf: 'token' },
  ])
})

it('takes an answer without a body', async () => {
  const { asked, settings } = house(() => new Response(null, { status: 204 }))
  await expect(settings.remove('block', 'a')).resolves.toBeUndefined()
  expect(asked[0]).toMatchObject({ method: 'DELETE', url: '/settings/block/a' })
})

it('names the fields of a refusal', async () => {
  const { settings } = house(json({ type: '/problems/invalid', title: '', status: 422, detail: '', errors: [{ field: 'fields.week', code: 'format', detail: '' }] }, 422))
  const refused = await settings.make('hours', { brand: 'b' }).catch((error: unknown) => error as ApiError)
  expect((refused as ApiError).code).toBe('invalid')
  expect((refused as ApiError).fieldCode('fields.week')).toBe('format')
})
