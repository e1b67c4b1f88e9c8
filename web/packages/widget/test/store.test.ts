// @vitest-environment node
// Where the outbox goes when the iframe may not store anything (this environment has no IndexedDB).
import { describe, expect, it } from 'vitest'
import type { OutboxItem } from '@parlor/sdk'
import { outboxStore } from '../src/app/store'

const item = (client_id: string, part: Partial<OutboxItem> = {}): OutboxItem => ({ client_id, kind: 'send', text: client_id, form: null, files: [], at: 1, failed: null, ...part })

describe('outbox without IndexedDB', () => {
  it('lives in the host page: saved, brought back, and taken out again', async () => {
    let host: OutboxItem[] = []
    const first = outboxStore('acc', host, (items) => (host = items))
    await first.put(item('a'))
    await first.put(item('b'))
    expect(host.map((one) => one.client_id)).toEqual(['a', 'b'])

    const next = outboxStore('acc', host, (items) => (host = items))
    expect((await next.load()).map((one) => one.text)).toEqual(['a', 'b'])
    await next.remove('a').catch(() => undefined)
    expect(host.map((one) => one.client_id)).toEqual(['b'])
  })

  it('keeps files out of the host page', async () => {
    let host: OutboxItem[] = []
    const store = outboxStore('acc', [], (items) => (host = items))
    await store.put(item('f', { files: [{ name: 'x', type: '', size: 1, body: 'x' }] }))
    expect(host).toEqual([])
  })
})
