// The ordered id list against a plain sort, over many seeded changes.
import { expect, it } from 'vitest'
import { SortedIds } from '../src'

function seeded(seed: number): () => number {
  let state = seed
  return () => { state = (state * 1103515245 + 12345) % 2147483648; return state / 2147483648 }
}

it('equals a full sort after every change', () => {
  const random = seeded(7)
  const list = new SortedIds()
  const model = new Map<string, [number, number]>()
  for (let step = 0; step < 2000; step += 1) {
    const id = `c${Math.floor(random() * 60)}`
    if (random() < 0.25) {
      expect(list.delete(id)).toBe(model.delete(id))
    } else {
      const key: [number, number] = [Math.floor(random() * 5), Math.floor(random() * 5)]
      list.set(id, ...key)
      model.set(id, key)
    }
    const expected = [...model].sort(([a, x], [b, y]) => x[0] - y[0] || x[1] - y[1] || (a < b ? -1 : 1)).map(([name]) => name)
    expect(list.toArray()).toEqual(expected)
  }
})

it('tells whether a change moved anything', () => {
  const list = new SortedIds()
  expect(list.set('a', 1, 0)).toBe(true)
  expect(list.set('b', 3, 0)).toBe(true)
  expect(list.set('a', 1, 0)).toBe(false)
  expect(list.set('a', 2, 0)).toBe(false)
  expect(list.set('a', 4, 0)).toBe(true)
})
