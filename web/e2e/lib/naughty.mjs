// A house in which every name and text is what somebody might type to break it: markup that runs, marks that turn the line round, widths
// that are none, signs beyond the first plane, and a word that never ends.
import { randomUUID } from 'node:crypto'
import { Customer } from './customer.mjs'

const RUNS = '<img src=x onerror="window.caught=1">'
const ODD = '\u202Etxt.exe\u202C\u200B\u2066{{7*7}}${1}%s&amp;"\'`\\😀\u{1D54F}مرحبا'
const ENDLESS = 'W'.repeat(40)
/** Of a length that a name may have. */
export const NAME = `${RUNS}${ODD}`.slice(0, 80)
export const TEXT = `${RUNS}\n<script>window.caught=1</script> [x](javascript:window.caught=1) javascript:alert(1) ${ODD} ${ENDLESS.repeat(5)}`

/** Fills an empty house that way; answers one conversation and its customer. */
export async function naughtyHouse(world) {
  const { admin } = world
  const agent = await world.agent()
  const customer = new Customer(world.server, world.account, { page: { url: 'https://shop.example/<b>', title: NAME } })
  await customer.say(TEXT, ENDLESS.repeat(20))
  await agent.accept()
  const [conversation] = (await agent.rest.get('/conversations?view=mine')).items
  const [id, whose] = [conversation.id, conversation.customer.id]
  const short = NAME.slice(0, 38)
  const colleague = await world.person('agent', short)

  const brand = await admin.post('/brands', { name: short, queue: short })
  await admin.post('/queues', { brand: brand.id, name: ENDLESS })
  const entries = {
    disposition: {}, break_reason: {}, team: {}, skill: {}, attribute: { key: 'odd', type: 'text' }, sensitive_word: { words: [`${RUNS}${ENDLESS}`.slice(0, 50)] },
  }
  const refused = []
  for (const [kind, fields] of Object.entries(entries)) await admin.post(`/settings/${kind}`, { name: short, fields, ...(kind === 'disposition' ? { brand: world.account.brand } : {}) }).catch((error) => refused.push(error.message))
  await admin.post('/quick-replies', { scope: 'company', shortcut: 'odd', title: short, text: TEXT })
  await admin.post('/webhooks', { name: short, url: 'https://hooks.example/x', kinds: ['message.received'] })
  await admin.post('/api-keys', { name: short, role: 'agent' })
  await admin.patch(`/customers/${whose}`, { name: NAME, remark: TEXT.slice(0, 400), attributes: { odd: NAME } })
  await admin.put(`/customers/${whose}/orders/odd-1`, {
    state: short, items: [{ title: NAME, quantity: 2, price: 100 }, { title: ENDLESS.repeat(4), quantity: 1, price: 1 }], total: { amount: 201, currency: 'CNY' }, shipment: { carrier: short, number: ENDLESS }, actions: [],
  })
  await agent.rest.put(`/conversations/${id}/tags`, { tags: [short.slice(0, 30), ENDLESS.slice(0, 30)] }).catch((error) => refused.push(error.message))
  const say = (kind, text, more = {}) => agent.rest.post(`/conversations/${id}/messages`, { client_id: randomUUID(), kind, text, ...more })
  await say('reply', TEXT)
  await say('note', `@${short} ${TEXT}`, { mentions: [colleague.agent.id] })
  return { id, customer: whose, agent, colleague, refused }
}
