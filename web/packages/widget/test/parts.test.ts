// @vitest-environment node
// The widget's arithmetic: links, contact data, colours, times.
import { describe, expect, it } from 'vitest'
import { accentOf, contrast, on } from '../src/colour'
import { drawable } from '../src/app/emoji'
import { contactForm, fieldsOf, mistakes, type Entry } from '../src/app/form/questions'
import { formTexts } from '../src/app/form/texts'
import { pieces } from '../src/app/links'
import { texts } from '../src/app/texts'
import type { Config } from '../src/bridge'
import { byteSize, dayName } from '../src/app/time'

describe('links', () => {
  const links = (text: string) => pieces(text).filter((piece) => piece.href).map((piece) => piece.href)
  it('end before Chinese and closing punctuation', () => {
    expect(links('看这里：https://a.example/x?y=1。谢谢')).toEqual(['https://a.example/x?y=1'])
    expect(links('(see http://a.example/b).')).toEqual(['http://a.example/b'])
  })
  it('are only http and https, and lose no text', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://a.example')).toEqual([])
    const text = 'a https://b.example c http://d.example.'
    expect(pieces(text).map((piece) => piece.text).join('')).toBe(text)
  })
})

describe('message form', () => {
  const t = formTexts.en
  const fields = fieldsOf({} as Config, t)
  const wrong = (entry: Entry, limit: number) => mistakes(fields, entry, limit, t)
  const entry = { name: '', contact: 'li@example.com', text: 'hello' }
  it('wants a way to answer and something to answer', () => {
    expect(wrong({ name: '', contact: ' ', text: '' }, 100)).toEqual({ contact: t.needed, text: t.needed })
    expect(wrong(entry, 100)).toEqual({})
  })
  it.each(['13800001234', '+86 138-0000-1234', '(010) 6552 0000', '李@例子.公司'])('accepts %s', (contact) => {
    expect(wrong({ ...entry, contact }, 100)).toEqual({})
  })
  it.each(['12345', 'abc', 'a@b', 'a b@c.com', '138000012341380000123413800001234'])('refuses %s', (contact) => {
    expect(wrong({ ...entry, contact }, 100).contact).toBe(t.badContact)
  })
  it('counts characters, not code units', () => {
    expect(wrong({ ...entry, text: '😀'.repeat(5) }, 5)).toEqual({})
    expect(wrong({ ...entry, text: '😀'.repeat(6) }, 5).text).toBe(t.long(5))
  })
  it('tells phone from e-mail', () => {
    expect(contactForm(fields, { ...entry, name: ' 李 ' })).toEqual({ name: '李', phone: null, email: 'li@example.com' })
    expect(contactForm(fields, { ...entry, contact: '13800001234' })).toEqual({ name: null, phone: '13800001234', email: null })
  })
})

describe('colour', () => {
  const BRANDS = ['#1d5fbf', '#d6336c', '#ffffff', '#000000', '#ffe600', '#e0245e', '#0f766e', '#7fb0f5', '#808080']
  it.each(BRANDS)('%s carries readable text everywhere', (brand) => {
    expect(contrast(brand, on(brand))).toBeGreaterThanOrEqual(4.5)
    for (const dark of [false, true]) {
      const { accent, onAccent, soft, mine } = accentOf(brand, dark)
      const ink = dark ? '#e7eaef' : '#1a2029'
      expect(contrast(accent, onAccent)).toBeGreaterThanOrEqual(4.5)
      for (const ground of [soft, mine, ...(dark ? ['#161a21', '#101318'] : ['#ffffff', '#f4f5f7'])]) expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5)
      for (const ground of [soft, mine]) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(7)
    }
  })
  it('takes of white and ink what reads better, on every grey', () => {
    for (let n = 0; n < 256; n += 1) {
      const grey = `#${n.toString(16).padStart(2, '0').repeat(3)}`
      expect([n, on(grey)]).toEqual([n, contrast(grey, '#ffffff') >= contrast(grey, '#0b1220') ? '#ffffff' : '#0b1220'])
    }
  })
  it('takes the house blue for nonsense', () => {
    expect(accentOf('red; }', false)).toEqual(accentOf('#1d5fbf', false))
  })
})

describe('times', () => {
  const now = new Date(2026, 10, 21, 9, 0).getTime()
  const day = (y: number, m: number, d: number) => dayName(new Date(y, m, d, 23, 59).getTime(), now, 'zh-CN', texts['zh-CN'])
  it('names days from the person’s point of view', () => {
    expect(day(2026, 10, 21)).toBe('今天')
    expect(day(2026, 10, 20)).toBe('昨天')
    expect(day(2026, 10, 2)).toContain('11月2日')
    expect(day(2025, 10, 2)).toContain('2025年')
  })
  it('writes sizes short', () => {
    expect([12, 81_234, 26_214_400, 1_600_000].map(byteSize)).toEqual(['12 B', '81 KB', '26 MB', '1.6 MB'])
    expect([999, 1_000, 122_880].map(byteSize)).toEqual(['999 B', '1.0 KB', '123 KB'])
  })
})

describe('emoji', () => {
  /** A canvas on which every text looks like itself, but those that are missing alike. */
  const canvas = (fonts: string) => {
    let drawn = ''
    const pen = { clearRect: () => (drawn = ''), fillText: (text: string) => (drawn = fonts.includes(text) ? text : 'box'), getImageData: () => ({ data: [drawn] }) }
    return { getContext: () => pen } as unknown as HTMLCanvasElement
  }
  it('are those that the device can draw', () => {
    expect([...'😀🧾👍'].filter(drawable(canvas('😀👍')))).toEqual(['😀', '👍'])
    expect([...'😀🧾'].filter(drawable({ getContext: () => null } as unknown as HTMLCanvasElement))).toEqual(['😀', '🧾'])
  })
})

describe('texts', () => {
  it('use no exclamation marks', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const all = JSON.stringify(texts[locale], (_, value) => (typeof value === 'function' ? value('1', '2') : value))
      expect(all).not.toMatch(/[!！]/)
    }
  })
})
