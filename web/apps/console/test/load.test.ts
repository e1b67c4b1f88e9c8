// One's own load: read again when what one has in hands changes, once for many changes, and not otherwise.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { rest, useSession } from '@/lib/session'
import '@/live/load'
import { forgetLoad } from '@/live/load'
import { forgetRows, putRow } from '@/live/rows'
import { conversation, ME, signedIn } from './world'

beforeEach(async () => {
  vi.useFakeTimers()
  await signedIn()
})
afterEach(() => {
  forgetLoad()
  forgetRows()
  vi.useRealTimers()
})
const answers = (load: number) => {
  const session = useSession().session!
  return vi.spyOn(rest, 'session').mockResolvedValue({ ...session, agent: { ...session.agent, load } })
}

it('follows a transfer away, asking once for several changes', async () => {
  const asked = answers(2)
  putRow(conversation('a'))
  putRow(conversation('b'))
  putRow(conversation('a', { owner: 'colleague', version: 2 }))
  await vi.runAllTimersAsync()
  expect(asked).toHaveBeenCalledTimes(1)
  expect(useSession().agent?.load).toBe(2)
})

it('asks again when something is put aside, and not when others speak or work', async () => {
  putRow(conversation('a'))
  forgetLoad()
  const asked = answers(0)
  putRow(conversation('a', { version: 2, last_seq: 4 }))
  putRow(conversation('other', { owner: 'colleague' }))
  await vi.runAllTimersAsync()
  expect(asked).not.toHaveBeenCalled()
  putRow(conversation('a', { version: 3, place: 'pending', owner: ME }))
  await vi.runAllTimersAsync()
  expect(asked).toHaveBeenCalledTimes(1)
})
