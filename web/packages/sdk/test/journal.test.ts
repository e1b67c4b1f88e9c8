// What a closed tab leaves in the journal is found by the next one; a browser without storage is survived.
import { expect, it } from 'vitest'
import { journal, type Shelf } from '../src'

function shelf(): Shelf {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (n) => [...kept.keys()][n] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

it('keeps what was noted within the call, until it is settled', () => {
  const disk = shelf()
  const before = journal<{ text: string }>('a:', () => disk)
  before.note('1', { text: '马上关掉' })
  before.note('2', { text: '到了' })
  before.settle('2')
  const after = journal<{ text: string }>('a:', () => disk)
  expect(after.left()).toEqual([{ text: '马上关掉' }])
  expect(journal('b:', () => disk).left()).toEqual([])
})

it('passes over what is no item of ours', () => {
  const disk = shelf()
  disk.setItem('a:x', '{')
  const it = journal<number>('a:', () => disk)
  it.note('1', 7)
  expect(it.left()).toEqual([7])
})

it('says nothing where storage is forbidden', () => {
  const none = journal<number>('a:', () => {
    throw new DOMException('denied', 'SecurityError')
  })
  none.note('1', 7)
  none.settle('1')
  expect(none.left()).toEqual([])
})
