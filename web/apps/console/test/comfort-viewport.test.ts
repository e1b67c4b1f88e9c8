// A keyboard over the page: the page ends above it, and is whole again when it goes; two fingers are no keyboard.
import { expect, it, vi } from 'vitest'
import { keepAboveKeyboard } from '@/lib/viewport'

it('ends above the keyboard', () => {
  const view = Object.assign(new EventTarget(), { height: 844, scale: 1 })
  vi.stubGlobal('innerHeight', 844)
  vi.spyOn(window, 'scrollTo').mockImplementation(() => {})
  const end = keepAboveKeyboard(view as unknown as VisualViewport)
  const now = (height: number, scale = 1) => {
    Object.assign(view, { height, scale })
    view.dispatchEvent(new Event('resize'))
    const { style } = document.documentElement
    return [style.getPropertyValue('--app-height'), style.getPropertyValue('--keyboard')]
  }
  expect(now(500)).toEqual(['500px', '344px'])
  expect(now(780)).toEqual(['', ''])
  expect(now(422, 2)).toEqual(['', ''])
  expect(now(500)).toEqual(['500px', '344px'])
  expect(now(844)).toEqual(['', ''])
  end()
  expect(now(500)).toEqual(['', ''])
  vi.unstubAllGlobals()
})
