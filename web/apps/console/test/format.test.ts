// Figures that people read: waiting, its levels, links.
import { beforeAll, expect, it } from 'vitest'
import { setLocale } from '@/i18n'
import { fileSize, linkParts, waitLevel, waitText } from '@/lib/format'

beforeAll(() => setLocale('zh-CN'))

it('tells waiting as a clock, then in hours, then in days', () => {
  expect([0, 42_000, 725_000, 3_840_000, 200_000_000].map(waitText)).toEqual(['0:00', '0:42', '12:05', '1 时 04 分', '2 天'])
})

it('turns amber at 60 % of the limit and red at the limit', () => {
  expect([0, 71_999, 72_000, 119_999, 120_000].map(waitLevel)).toEqual(['calm', 'calm', 'soon', 'soon', 'over'])
})

it('makes links of web addresses only, without the punctuation after them', () => {
  expect(linkParts('看 https://a.example/x?y=1。谢谢')).toEqual([
    { text: '看 ', href: null }, { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' }, { text: '。谢谢', href: null },
  ])
  expect(linkParts('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)', href: null }])
})

it('writes sizes short', () => {
  expect([12, 8_123, 81_234, 2_500_000].map(fileSize)).toEqual(['12 B', '8.1 KB', '81 KB', '2.5 MB'])
})
