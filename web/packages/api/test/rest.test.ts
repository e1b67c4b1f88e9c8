// The REST door: the CSRF token, problems as codes, the ended session, directories page by page.
import { expect, it, vi } from 'vitest'
import { ApiError, Rest } from '../src'

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers } })
const problem = (code: string, status: number) => json(status, { type: `/problems/${code}`, title: code, status, detail: code })

function door(...answers: Response[]) {
  const asked: Request[] = []
  const lost = vi.fn()
  const rest = new Rest({
    base: 'http://parlor.test', onUnauthenticated: lost,
    fetch: async (request) => { asked.push(request); const answer = answers.shift(); if (!answer) throw new TypeError('no network'); return answer },
  })
  return { rest, asked, lost }
}

it('carries the token of the session on every write, and on no read', async () => {
  const { rest, asked } = door(json(200, { csrf: 'token' }), json(200, {}), json(200, {}))
  await rest.signIn('a@b.c', 'x')
  await rest.counts()
  await rest.accept('c1')
  expect(asked.map((request) => request.headers.get('X-Parlor-CSRF'))).toEqual([null, null, 'token'])
  expect(asked[2]?.url).toBe('http://parlor.test/api/v1/conversations/c1/accept')
})

it('tells an ended session from a wrong password', async () => {
  const { rest, lost } = door(problem('unauthenticated', 401), problem('unauthenticated', 401))
  await expect(rest.signIn('a', 'b')).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(lost).not.toHaveBeenCalled()
  await expect(rest.counts()).rejects.toBeInstanceOf(ApiError)
  expect(lost).toHaveBeenCalledOnce()
})

it('names problems by their code, and a dead network by its own', async () => {
  const { rest } = door(problem('at_capacity', 409), json(503, { type: '/problems/unavailable', title: '', status: 503, detail: '' }, { 'Retry-After': '7' }), new Response('<html>', { status: 502 }))
  await expect(rest.accept('c')).rejects.toMatchObject({ code: 'at_capacity', status: 409 })
  await expect(rest.accept('c')).rejects.toMatchObject({ code: 'unavailable', retryAfter: 7 })
  await expect(rest.accept('c')).rejects.toMatchObject({ code: 'internal', status: 502 })
  await expect(rest.accept('c')).rejects.toMatchObject({ code: 'network', status: 0 })
})

it('reads a directory to its last page', async () => {
  const { rest, asked } = door(json(200, { items: [{ id: '1' }], next: 'p2' }), json(200, { items: [{ id: '2' }], next: null }))
  expect((await rest.tags()).map((tag) => tag.id)).toEqual(['1', '2'])
  expect(new URL(asked[1]!.url).searchParams.get('after')).toBe('p2')
})
