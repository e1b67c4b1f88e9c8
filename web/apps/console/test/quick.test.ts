// Quick replies: what "/" finds, and what is filled in.
import { expect, it } from 'vitest'
import type { QuickReply } from '@parlor/api'
import { fillIn, matching, slashWord } from '@/features/composer/quick'

const reply = (shortcut: string, title: string, text = ''): QuickReply => ({ id: shortcut, scope: 'company', team: null, expires_at: null, shortcut, title, text, updated_at: '' })

it('finds the slash word only at the start or after a space', () => {
  expect(slashWord('/re', 3)).toEqual({ from: 0, to: 3, text: 're' })
  expect(slashWord('您好 /退', 5)).toEqual({ from: 3, to: 5, text: '退' })
  expect(slashWord('1/2', 3)).toBeNull()
  expect(slashWord('https://a', 9)).toBeNull()
  expect(slashWord('/re turn', 8)).toBeNull()
})

it('offers shortcuts first, then titles, then texts', () => {
  const replies = [reply('a', 'x', 'return it'), reply('b', 'Return rules'), reply('return', 'y'), reply('z', 'z')]
  expect(matching(replies, 're').map((entry) => entry.shortcut)).toEqual(['return', 'b', 'a'])
  expect(matching(replies, '')).toHaveLength(4)
})

it('fills in names and leaves no braces behind', () => {
  expect(fillIn('您好{{customer.name}}，我是{{ agent.name }}。', { 'customer.name': '李建国', 'agent.name': '王芳' })).toBe('您好李建国，我是王芳。')
  expect(fillIn('您好{{customer.name}}。', {})).toBe('您好。')
})

it('takes space and comma along with a name that is missing', () => {
  const nobody = {}
  const cases: [string, string][] = [
    ['Hello {{customer.name}}, this is the shop', 'Hello, this is the shop'],
    ['{{customer.name}}，您好', '您好'],
    ['您好 {{customer.name}}', '您好'],
    ['Hi {{customer.name}}!', 'Hi!'],
    ['Thanks {{customer.name}} for waiting', 'Thanks for waiting'],
    ['您好\n{{customer.name}}，请稍候', '您好\n请稍候'],
    ['亲爱的{{customer.name}}：', '亲爱的：'],
  ]
  for (const [text, wanted] of cases) expect(fillIn(text, nobody)).toBe(wanted)
  expect(fillIn('Hello {{customer.name}}, this is {{agent.name}}.', { 'customer.name': 'Sara', 'agent.name': 'Wang' })).toBe('Hello Sara, this is Wang.')
})
