// The doors around people and their sign-in: addresses, bodies, whole lists, and which refusals end a session.
import { expect, it, vi } from 'vitest'
import { ApiError, challengeOf, Rest, Staff } from '../src'

type Answer = (request: Request) => Response
function house(answer: Answer) {
  const asked: { method: string; url: string; body: string; csrf: string | null }[] = []
  const lost = vi.fn()
  const rest = new Rest({
    base: 'http://house',
    onUnauthenticated: lost,
    fetch: async (request) => {
      asked.push({ method: request.method, url: request.url, body: await request.clone().text(), csrf: request.headers.get('X-Parlor-CSRF') })
      return answer(request)
    },
  })
  rest.csrf = 'token'
  return { asked, lost, rest, staff: new Staff(rest) }
}
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' } })
const refused = (code: string, status: number, more: object = {}) => json({ type: `/problems/${code}`, title: '', status, detail: '', ...more }, status)

it('reads everybody, page after page', async () => {
  const { asked, staff } = house((request) => (request.url.includes('after=') ? json({ items: [{ n: 3 }], next: null }) : json({ items: [{ n: 1 }, { n: 2 }], next: 'more' })))
  expect(await staff.people()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  expect(asked.map((one) => one.url)).toEqual(['http://house/api/v1/people?limit=100', 'http://house/api/v1/people?after=more&limit=100'])
})

it('filters the audit by what is meant and nothing that is not', async () => {
  const { asked, staff } = house(() => json({ items: [], next: null }))
  await staff.audit({ action: 'agent.changed', from: '2026-11-22T00:00:00Z' })
  await staff.audit({ actor: 'a' }, 'next')
  expect(asked.map((one) => one.url)).toEqual([
    'http://house/api/v1/audit?action=agent.changed&from=2026-11-22T00%3A00%3A00Z', 'http://house/api/v1/audit?actor=a&after=next',
  ])
})

it('writes under the token of the session that was entered last', async () => {
  const { asked, staff } = house((request) => (request.url.endsWith('/sessions') ? new Response(null, { status: 204 }) : json({ csrf: 'fresh' })))
  await staff.changePassword('old', 'new and long')
  await staff.endOtherBrowsers()
  expect(asked).toEqual([
    { method: 'PUT', url: 'http://house/api/v1/session/password', body: '{"current":"old","new":"new and long"}', csrf: 'token' },
    { method: 'DELETE', url: 'http://house/api/v1/sessions', body: '', csrf: 'fresh' },
  ])
})

it('gives the second factor up with the password in the body', async () => {
  const { asked, staff } = house(() => new Response(null, { status: 204 }))
  await staff.endFactor('secret words')
  expect(asked).toEqual([{ method: 'DELETE', url: 'http://house/api/v1/session/totp', body: '{"password":"secret words"}', csrf: 'token' }])
})

it('ends no session when whoever enters is refused, and hands over what is to be answered', async () => {
  const { lost, staff } = house((request) => (request.url.endsWith('/accept') ? refused('second_factor_required', 401, { challenge: 'riddle' }) : refused('wrong_code', 401)))
  const error = await staff.join('a/b', { password: 'x' }).catch((cause: unknown) => cause)
  expect(challengeOf(error)).toBe('riddle')
  await expect(staff.answer('riddle', '000000')).rejects.toMatchObject({ code: 'wrong_code' })
  expect(lost).not.toHaveBeenCalled()
  expect(challengeOf(new ApiError('wrong_code', 401, null))).toBeNull()
  await expect(staff.factor()).rejects.toMatchObject({ status: 401 })
  expect(lost).toHaveBeenCalledOnce()
})

it('asks for a link by its code alone, whatever stands in it', async () => {
  const { asked, staff } = house(() => json({ kind: 'invite' }))
  await staff.invited('../people')
  expect(asked[0]!.url).toBe('http://house/api/v1/agent-invites/..%2Fpeople')
})
