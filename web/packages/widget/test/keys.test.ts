// @vitest-environment node
// Enter and input methods: every browser's way of ending a composition.
import { beforeEach, describe, expect, it } from 'vitest'
import { EnterKey } from '../src/app/keys'

describe('EnterKey', () => {
  let now = 0
  let enter: EnterKey
  const press = (part: Partial<Parameters<EnterKey['sends']>[0]> = {}) =>
    enter.sends({ key: 'Enter', shiftKey: false, altKey: false, isComposing: false, keyCode: 13, ...part })
  beforeEach(() => {
    now = 1_000
    enter = new EnterKey(() => now)
  })

  it('sends on a plain Enter only', () => {
    expect(press()).toBe(true)
    expect(press({ shiftKey: true })).toBe(false)
    expect(press({ altKey: true })).toBe(false)
    expect(press({ key: 'a' })).toBe(false)
  })

  it('does not send while composing (Chrome, Firefox)', () => {
    enter.started()
    expect(press({ isComposing: true })).toBe(false)
    expect(press()).toBe(false)
    enter.ended()
    now += 200
    expect(press()).toBe(true)
  })

  it('does not send a key that the input method swallowed', () => {
    expect(press({ keyCode: 229 })).toBe(false)
  })

  it('does not send the Enter that ends a composition after it ended (Safari)', () => {
    enter.started()
    enter.ended()
    now += 5
    expect(press()).toBe(false)
    now += 100
    expect(press()).toBe(true)
  })
})
