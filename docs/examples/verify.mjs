// Whether a call to a webhook was signed by Parlor (Standard Webhooks, v1). Node, nothing beside it.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** secret: whsec_…; headers: names in lower case; body: the bytes as they came, before any parsing. */
export function isSigned(secret, headers, body, now = Date.now() / 1000) {
  const id = headers['webhook-id'] ?? ''
  const timestamp = headers['webhook-timestamp'] ?? ''
  if (!/^\d+$/.test(timestamp) || Math.abs(now - Number(timestamp)) > 300) return false
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
  const expected = Buffer.from(`v1,${digest}`)
  const given = (headers['webhook-signature'] ?? '').split(' ').map((one) => Buffer.from(one))
  return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected))
}
