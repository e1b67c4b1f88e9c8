// The doors around several channels: addresses, queries without what is null, bodies, and problems by their code.
import { expect, it } from 'vitest'
import { Doors, Rest } from '../src'

function house(answer: () => Response) {
  const asked: { method: string; url: string; body: string; csrf: string | null }[] = []
  const rest = new Rest({
    base: 'http://house',
    fetch: async (request) => {
      asked.push({ method: request.method, url: request.url, body: await request.text(), csrf: request.headers.get('X-Parlor-CSRF') })
      return answer()
    },
  })
  rest.csrf = 'token'
  return { asked, doors: new Doors(rest) }
}
const json = (value: unknown, status = 200) => () => new Response(JSON.stringify(value), { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' } })

it('asks lists with what is meant and nothing that is not', async () => {
  const { asked, doors } = house(json({ items: [], next: null }))
  await doors.deliveries('in_doubt')
  await doors.suggestions({ customer: 'k' })
  await doors.findCustomers('李 建')
  expect(asked.map((one) => one.url)).toEqual([
    'http://house/api/v1/deliveries?state=in_doubt&limit=50', 'http://house/api/v1/suggestions?customer=k', 'http://house/api/v1/customers?q=%E6%9D%8E%20%E5%BB%BA',
  ])
})

it('writes with the token of the session', async () => {
  const { asked, doors } = house(json({ id: 'd' }))
  await doors.settleDelivery('d', 'failed')
  await doors.replay('d')
  await doors.fetchFiles('m')
  expect(asked).toEqual([
    { method: 'POST', url: 'http://house/api/v1/deliveries/d/settle', body: '{"outcome":"failed"}', csrf: 'token' },
    { method: 'POST', url: 'http://house/api/v1/deliveries/d/replay', body: '', csrf: 'token' },
    { method: 'POST', url: 'http://house/api/v1/messages/m/fetch', body: '', csrf: 'token' },
  ])
})

it('takes an answer without a body, and names a refusal', async () => {
  const { doors } = house(() => new Response(null, { status: 204 }))
  await expect(doors.dismissUnparsed('u')).resolves.toBeUndefined()
  const { doors: closed } = house(json({ type: '/problems/merged_since', title: '', status: 409, detail: '' }, 409))
  await expect(closed.undoMerge('m')).rejects.toMatchObject({ code: 'merged_since', status: 409 })
})
