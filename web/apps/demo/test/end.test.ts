// The phone's log stays at its end when a picture grows after it was put there, and leaves it for somebody who scrolls up.
import { expect, it } from 'vitest'
import { keepEnd } from '../src/phone/end'

function log(): HTMLElement {
  const element = document.createElement('div')
  let top = 0
  let height = 1000
  Object.defineProperties(element, {
    clientHeight: { value: 400 },
    scrollHeight: { get: () => height, set: (value: number) => { height = value } },
    scrollTop: { get: () => top, set: (value: number) => { top = Math.max(0, Math.min(value, height - 400)) } },
  })
  return element
}
const grow = (element: HTMLElement, by: number) => Object.assign(element, { scrollHeight: element.scrollHeight + by })

it('follows a picture that grows once it is there', () => {
  const place = log()
  const picture = place.appendChild(document.createElement('img'))
  keepEnd(place)()
  grow(place, 200)
  // Told late, of the scroll before the picture grew.
  place.dispatchEvent(new Event('scroll'))
  expect(place.scrollTop).toBe(800)
  grow(place, 100)
  picture.dispatchEvent(new Event('load'))
  expect(place.scrollTop).toBe(900)
})

it('lets somebody read further up', () => {
  const place = log()
  const hold = keepEnd(place)
  hold()
  place.scrollTop = 100
  place.dispatchEvent(new Event('scroll'))
  grow(place, 300)
  hold()
  expect(place.scrollTop).toBe(100)
})
