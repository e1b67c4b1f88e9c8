// @vitest-environment node
// Hundreds of bad hours: whatever the network does, nothing that was said is lost, doubled or reordered.
import { describe, expect, it } from 'vitest'
import { seeded } from './clock'
import { HEALTHY } from './server'
import { World } from './world'

const SEEDS = 150

/** One visitor's bad hour: says, hears, is cut off, reloads the page; answers what was typed, in order. */
async function badHour(world: World, random: () => number): Promise<string[]> {
  const typed: string[] = []
  for (let step = 0; step < 40; step++) {
    const dice = random()
    if (dice < 0.4) {
      typed.push(`v${typed.length}`)
      world.client.send(typed.at(-1)!)
    } else if (dice < 0.6) world.server.says(`a${step}`)
    else if (dice < 0.65) world.server.dropAll()
    else if (dice < 0.72) {
      world.close()
      await world.open()
    } else if (dice < 0.78) world.socketUp = !world.socketUp
    else if (dice < 0.82) world.pollUp = !world.pollUp
    else if (dice < 0.85) world.server.nextConversation()
    else if (dice < 0.9) world.client.wake()
    await world.clock.run(Math.floor(random() ** 3 * 20_000))
  }
  return typed
}

describe('property', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    it(`seed ${seed}: once each, in order`, async () => {
      const world = new World(seed)
      const random = seeded(seed * 7919)
      const p = () => random() * 0.25
      world.server.faults = { breaks: p(), refuses: p(), limits: p(), repeats: 0.3, forgets: p() }
      await world.open()
      const typed = await badHour(world, random)
      world.server.faults = HEALTHY
      world.socketUp = world.pollUp = true
      world.client.wake()
      await world.clock.run(600_000)

      const rows = world.server.rows
      expect(rows.filter((row) => row.from === 'me').map((row) => row.text)).toEqual(typed)
      expect(world.texts()).toEqual(rows.map((row) => row.text))
      expect(world.client.view().outbox).toEqual([])
      expect(world.store.items!.size).toBe(0)
      const seen = world.client.view().messages.map((message) => message.id)
      expect(new Set(seen).size).toBe(seen.length)
      world.close()
    })
  }
})
