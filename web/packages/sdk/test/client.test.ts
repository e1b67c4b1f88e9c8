// @vitest-environment node
// Stories of one visitor, each named after what must hold.
import { describe, expect, it } from 'vitest'
import { UploadFailure } from '../src'
import { HEALTHY } from './server'
import { World } from './world'

const connected = async (): Promise<World> => {
  const world = new World()
  await world.open()
  await world.clock.run(500)
  return world
}

describe('greeting', () => {
  it('keeps the token and resumes from the cursor after a break', async () => {
    const world = await connected()
    expect(world.token).toBe('token-1')
    expect(world.client.view().downSince).toBeNull()
    world.server.says('您好')
    await world.clock.run(500)
    world.server.dropAll()
    world.server.says('还在吗')
    await world.clock.run(5_000)
    expect(world.server.hellos[1]).toMatchObject({ token: 'token-1', cursor: '1' })
    expect(world.texts()).toEqual(['您好', '还在吗'])
  })

  it('starts over when told to resync', async () => {
    const world = await connected()
    world.server.says('一')
    await world.clock.run(500)
    world.server.push({ t: 'resync' })
    await world.clock.run(500)
    expect(world.server.hellos.at(-1)!.cursor).toBeNull()
    expect(world.texts()).toEqual(['一'])
  })

  it('leaves a token behind that the server does not know', async () => {
    const world = new World()
    world.token = 'forged'
    world.server.forged.add('forged')
    await world.open()
    await world.clock.run(1_000)
    expect(world.client.view().welcomed).toBe(true)
    expect(world.token).toBe('token-1')
    expect(world.problems.length).toBe(1)
  })
})

describe('a signed user', () => {
  const user = { payload: '{"external_id":"42"}', signature: 'run out' }

  it('whose signature does not hold comes in as a guest, keeps what was said, and the page is told once', async () => {
    const world = await connected()
    world.server.says('您好')
    await world.clock.run(500)
    world.server.unsigned.add('run out')
    world.client.identify(user)
    await world.clock.run(5_000)
    expect(world.client.view().downSince).toBeNull()
    expect(world.token).toBe('token-1')
    expect(world.texts()).toEqual(['您好'])
    expect([world.unsigned, world.problems]).toEqual([1, []])
    world.client.identify({ ...user, signature: 'fresh' })
    await world.clock.run(5_000)
    expect(world.server.hellos.at(-1)!.user?.signature).toBe('fresh')
    expect(world.unsigned).toBe(1)
  })

  it('is not left out when it was the token that the server does not know', async () => {
    const world = new World()
    Object.assign(world, { token: 'forged', user })
    world.server.forged.add('forged')
    await world.open()
    await world.clock.run(2_000)
    expect(world.token).toBe('token-1')
    expect(world.server.hellos.at(-1)).toMatchObject({ token: null, user })
    expect(world.unsigned).toBe(0)
  })

  it('comes in when neither holds', async () => {
    const world = new World()
    Object.assign(world, { token: 'forged', user })
    world.server.forged.add('forged')
    world.server.unsigned.add('run out')
    await world.open()
    await world.clock.run(2_000)
    expect(world.client.view().welcomed).toBe(true)
    expect([world.token, world.unsigned]).toEqual(['token-1', 1])
  })
})

describe('an account that the server does not know', () => {
  it('is told as such, until the server knows it again', async () => {
    const world = await connected()
    world.server.anew = true
    world.server.dropAll()
    await world.clock.run(5_000)
    expect(world.client.view()).toMatchObject({ gone: true })
    expect(world.client.view().downSince).not.toBeNull()
    world.server.anew = false
    await world.clock.run(120_000)
    expect(world.client.view()).toMatchObject({ gone: false, downSince: null })
  })
})

describe('sending', () => {
  it('shows a message at once, then as sent, then as read', async () => {
    const world = await connected()
    world.client.send('有货吗')
    expect(world.client.view().outbox.map((item) => item.text)).toEqual(['有货吗'])
    await world.clock.run(500)
    expect(world.client.view().outbox).toEqual([])
    expect(world.client.view().messages[0]).toMatchObject({ text: '有货吗', from: 'me' })
    world.server.receipt(world.server.rows[0]!, 'read')
    await world.clock.run(500)
    expect(world.client.view().messages[0]!.receipt).toBe('read')
  })

  it('sends on the next visit what a closed tab had not sent', async () => {
    const world = new World()
    world.socketUp = world.pollUp = false
    await world.open()
    world.client.send('离线写的')
    await world.clock.run(3_000)
    world.close()
    world.socketUp = true
    await world.open()
    await world.clock.run(1_000)
    expect(world.server.rows.map((row) => [row.text, row.client_id])).toEqual([['离线写的', 'client-1']])
    expect(world.client.view().outbox).toEqual([])
  })

  it('does not double a message whose acknowledgement was lost', async () => {
    const world = await connected()
    world.client.send('只此一次')
    while (world.server.rows.length === 0) await world.clock.run(1)
    world.server.faults = { ...HEALTHY, breaks: 1 }
    await world.clock.run(200)
    world.server.faults = HEALTHY
    await world.clock.run(60_000)
    expect(world.server.rows.length).toBe(1)
    expect(world.texts()).toEqual(['只此一次'])
    expect(world.client.view().outbox).toEqual([])
  })

  it('keeps the order when the server asks to slow down', async () => {
    const world = await connected()
    world.server.faults = { ...HEALTHY, limits: 0.7 }
    for (const n of [1, 2, 3, 4, 5]) world.client.send(`第${n}`)
    await world.clock.run(300_000)
    expect(world.server.rows.map((row) => row.text)).toEqual(['第1', '第2', '第3', '第4', '第5'])
  })

  it('keeps a refused message for the person and goes on with the next', async () => {
    const world = await connected()
    const bad = world.client.send('refuse me')
    world.client.send('下一条')
    await world.clock.run(1_000)
    expect(world.texts()).toEqual(['下一条'])
    expect(world.client.view().outbox[0]!.failed?.type).toBe('/problems/invalid')
    world.client.discard(bad)
    expect(world.client.view().outbox).toEqual([])
  })

  it('uploads files first, again after a network fault, and sends them in turn', async () => {
    const world = await connected()
    let tries = 0
    world.upload = async (file) => {
      if (++tries === 1) throw new UploadFailure(null)
      return { id: 'a1', name: file.name, type: file.type, size: file.size, url: '/files/a1' }
    }
    world.client.send('', [{ name: '裂痕.jpg', type: 'image/jpeg', size: 3, body: 'abc' }])
    world.client.send('照片在上面')
    await world.clock.run(30_000)
    expect(tries).toBe(2)
    expect(world.server.rows.map((row) => row.text)).toEqual(['', '照片在上面'])
  })

  it('survives a store that refuses', async () => {
    const world = new World()
    const no = () => Promise.reject(new Error('forbidden'))
    world.store = { load: no, put: no, remove: no }
    await world.open()
    world.client.send('照样送达')
    await world.clock.run(1_000)
    expect(world.server.rows.length).toBe(1)
  })

  it('asks for a person once, however often the button is pressed', async () => {
    const world = new World()
    world.socketUp = world.pollUp = false
    await world.open()
    world.client.handoff()
    world.client.handoff()
    world.socketUp = true
    await world.clock.run(60_000)
    expect(world.server.handoffs).toEqual(['client-1'])
  })
})

describe('reading', () => {
  it('counts unread, marks them, and repeats the mark after a break', async () => {
    const world = await connected()
    world.server.says('一')
    world.server.says('二')
    await world.clock.run(500)
    expect(world.client.view().unread).toBe(2)
    world.client.markRead()
    expect(world.client.view().unread).toBe(0)
    await world.clock.run(200)
    world.server.dropAll()
    await world.clock.run(5_000)
    expect(world.server.reads).toEqual([
      { conversation: 'c1', seq: 2 },
      { conversation: 'c1', seq: 2 },
    ])
  })

  it('loads older messages in front', async () => {
    const world = new World()
    for (let n = 1; n <= 120; n++) world.server.says(`${n}`)
    await world.open()
    await world.clock.run(500)
    expect(world.texts().length).toBe(50)
    world.client.older()
    await world.clock.run(500)
    world.client.older()
    await world.clock.run(500)
    expect(world.texts()).toEqual(Array.from({ length: 120 }, (_, n) => `${n + 1}`))
    expect(world.client.view().older).toBe('none')
  })

  it('lets a typing sign fade by itself', async () => {
    const world = await connected()
    world.server.push({ t: 'typing', name: '王芳', on: true })
    await world.clock.run(500)
    expect(world.client.view().typing).toBe('王芳')
    await world.clock.run(7_000)
    expect(world.client.view().typing).toBeNull()
  })

  it('forgets everything at sign-out', async () => {
    const world = await connected()
    world.client.send('再见')
    await world.clock.run(500)
    world.client.logout()
    expect(world.texts()).toEqual([])
    expect(world.token).toBeNull()
    await world.clock.run(500)
    expect(world.server.hellos.at(-1)).toMatchObject({ token: null, cursor: null, user: null })
  })
})
