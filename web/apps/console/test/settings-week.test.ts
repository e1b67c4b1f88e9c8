// The hours of a week: lines and grid say the same, times are taken as people type them, and what cannot be is told.
import { expect, it } from 'vitest'
import { emptyWeek, faultOf, linesOf, nextSpan, timeOf, weekOf } from '@/features/settings/week'

it('reads lines into days and writes neighbours together again', () => {
  const lines = ['1-5 09:00-12:00', '1-5 13:30-18:00', '6 10:00-16:00']
  const week = weekOf(lines)
  expect(week[0]).toEqual([{ from: '09:00', until: '12:00' }, { from: '13:30', until: '18:00' }])
  expect(week[6]).toEqual([])
  expect(linesOf(week)).toEqual(lines)
})

it('says the same for every combination of days that one may open', () => {
  for (let days = 0; days < 128; days += 1) {
    const week = emptyWeek().map((_, day) => (days & (1 << day) ? [{ from: '08:00', until: day % 2 ? '20:00' : '24:00' }] : []))
    expect(weekOf(linesOf(week))).toEqual(week)
  }
})

it('leaves out what is no line', () => {
  expect(weekOf(['8 09:00-10:00', 'Mo 9-10', '', '3 09:00-10:00']).flat()).toEqual([{ from: '09:00', until: '10:00' }])
})

it('takes a time as it is typed', () => {
  expect(['9', '930', '9:30', '9：05', '24', '24:00', '0900'].map(timeOf)).toEqual(['09:00', '09:30', '09:30', '09:05', '24:00', '24:00', '09:00'])
  expect(['', '25', '24:30', '9:75', 'neun', '12345'].map(timeOf)).toEqual([null, null, null, null, null, null])
})

it('tells spans that cannot be', () => {
  const span = (from: string, until: string) => ({ from, until })
  expect(faultOf([span('09:00', '12:00'), span('12:00', '18:00')])).toBeNull()
  expect(faultOf([span('18:00', '09:00')])).toBe('order')
  expect(faultOf([span('13:00', '18:00'), span('09:00', '13:30')])).toBe('overlap')
})

it('offers the next span where there is room', () => {
  expect(nextSpan([])).toEqual({ from: '09:00', until: '18:00' })
  expect(nextSpan([{ from: '09:00', until: '12:00' }])).toEqual({ from: '13:00', until: '17:00' })
  expect(nextSpan([{ from: '09:00', until: '23:30' }])).toBeNull()
})
