// Forms of settings without their page: what goes to the server, what is wrong before it is asked, what differs, what is found.
import { beforeEach, expect, it } from 'vitest'
import { placed } from '@/features/settings/deeds'
import { differences, happened } from '@/features/settings/difference'
import { find } from '@/features/settings/find'
import { faultsIn, fieldsOf, same, valuesOf } from '@/features/settings/form'
import { kinds, titleOf, valueText } from '@/features/settings/kinds'
import { setLocale } from '@/i18n'
import { agents, brands } from '@/live/directory'
import { DISPOSITION, entry, field, HOURS, kind, RECEPTION, words } from './settings-world'
import { signedIn } from './world'

beforeEach(async () => {
  await signedIn()
  kinds.value = [RECEPTION, HOURS, DISPOSITION]
  brands.clear()
})

const ALL = kind('all', '全部', [
  field('text', 'text', { most: 4 }), field('number', 'number', { least: 1, most: 9 }), field('flag', 'flag'), field('lines', 'lines', { most: 3 }), field('several', 'several'),
  field('day', 'day'), field('color', 'color'), field('url', 'url'), field('week', 'week'), field('choice', 'choice', { preset: 'a' }),
], { single: true })

it('shows presets while nothing is set, and what is set afterwards', () => {
  expect(valuesOf(RECEPTION, null)).toEqual({ offer_for: '20', needs_disposition: false })
  expect(valuesOf(RECEPTION, entry('reception', 'r', { offer_for: 30, needs_disposition: true }))).toEqual({ offer_for: '30', needs_disposition: true })
  expect(valuesOf(DISPOSITION, entry('disposition', 'd'))).toEqual({ group: '', note: '' })
})

it('sends every value in its own shape, and says nothing of a number that is empty', () => {
  const values = { text: ' ab ', number: '1', flag: true, lines: ' a \n\n b', several: ['x'], day: '', color: '#1d5fbf', url: '', week: [], choice: 'a' }
  expect(fieldsOf(ALL, values)).toEqual({ text: 'ab', number: 1, flag: true, lines: ['a', 'b'], several: ['x'], color: '#1d5fbf', url: '', week: [], choice: 'a' })
  expect('number' in fieldsOf(ALL, { ...values, number: ' ' })).toBe(false)
  expect(same(ALL, values, { ...values, text: 'ab', lines: 'a\nb\n' })).toBe(true)
})

it('says what is wrong before the server does', () => {
  const good = valuesOf(ALL, null)
  expect(faultsIn(ALL, '', good)).toEqual({})
  const faults = faultsIn(ALL, '', { ...good, text: 'abcde', number: '10', lines: 'ab\nabcd', color: 'red', url: 'ftp://x', week: ['1 18:00-09:00'] })
  expect(Object.keys(faults).sort()).toEqual(['color', 'lines', 'number', 'text', 'url', 'week'])
  expect(faults.number).toBe('1 到 9')
  expect(faults.lines).toContain('第 2 行')
  expect(faultsIn(ALL, '', { ...good, number: '1.5' }).number).toBe('1 到 9')
  expect(faultsIn(HOURS, '', { week: [] })).toEqual({ week: '不能为空' })
  expect(faultsIn(DISPOSITION, '  ', valuesOf(DISPOSITION, null))).toEqual({ name: '不能为空' })
})

it('knows what only two fields together can tell', () => {
  const holiday = kind('holiday', '节假日', [field('from', 'day', { required: true }), field('until', 'day', { required: true }), field('hours', 'lines', { most: 11 })])
  expect(faultsIn(holiday, '春节', { from: '2027-02-06', until: '2027-02-01', hours: '16:00-10:00' })).toEqual({ until: '不能早于第一天', hours: '每行一段，如 10:00-16:00，结束晚于开始' })
  expect(faultsIn(holiday, '春节', { from: '2027-02-06', until: '2027-02-06', hours: '10:00-16:00' })).toEqual({})
})

it('takes the unit out of a title, in both languages', async () => {
  expect(titleOf(RECEPTION.form[0]!)).toEqual({ title: '邀请等多久', unit: '秒' })
  expect(valueText(RECEPTION.form[0]!, 20)).toBe('20 秒')
  await setLocale('en')
  expect(titleOf(RECEPTION.form[0]!)).toEqual({ title: 'An offer waits', unit: 'seconds' })
  await setLocale('zh-CN')
  expect(valueText(HOURS.form[0]!, ['1-5 09:00-18:00'])).toBe('周一至周五 09:00–18:00')
  agents.set('x', { id: 'x', name: '江月' } as never)
  expect(valueText(field('who', 'agents'), ['x', 'gone'])).toBe('江月、已离开的同事')
})

it('says what differs between two versions, and what was done', () => {
  const was = { name: '退货', fields: { group: '售后' } }
  const is = { name: '退货退款', fields: { group: '售后', note: '想退' } }
  expect(differences(DISPOSITION, was, is)).toEqual([{ title: '名称', before: '退货', after: '退货退款' }, { title: '什么时候选它', before: '', after: '想退' }])
  expect([happened(DISPOSITION, null, was), happened(DISPOSITION, was, is), happened(DISPOSITION, was, was), happened(DISPOSITION, was, { ...was, deleted: true }), happened(DISPOSITION, { ...was, deleted: true }, was)])
    .toEqual(['made', 'changed', 'moved', 'deleted', 'restored'])
})

it('finds kinds, fields and entries by words in either language', () => {
  const entries = (name: string) => (name === 'disposition' ? [entry('disposition', 'd', { group: '售后', note: '想退' }, { name: '退货' })] : [])
  const found = (wanted: string) => find(wanted, kinds.value, entries).map((one) => [one.kind, one.title, one.field ?? one.entry ?? null])
  expect(found('小结')).toEqual([['disposition', '会话小结', null], ['reception', '结束时必须选小结', 'needs_disposition']])
  expect(found('OFFER')).toEqual([['reception', '邀请等多久', 'offer_for']])
  expect(found('售后')).toEqual([['disposition', '退货', 'd']])
  expect(found('退 想')).toEqual([['disposition', '退货', 'd']])
  expect(found('  ')).toEqual([])
  expect(found('没有这个')).toEqual([])
})

it('finds an entry of a brand with the brand beside it where there are several', () => {
  brands.set('b', { id: 'b', name: '旗舰店' } as never)
  brands.set('c', { id: 'c', name: '售后店' } as never)
  const entries = () => [entry('disposition', 'd', {}, { name: '退货', brand: 'c' })]
  expect(find('退货', [DISPOSITION], entries)).toMatchObject([{ path: '会话小结 · 售后店', brand: 'c', entry: 'd' }])
})

it('moves as few entries as it can', () => {
  const order = (...all: [string, number][]) => placed(all.map(([id, position]) => entry('disposition', id, {}, { position }))).map((one) => [one.id, one.position])
  expect(order(['b', 2], ['a', 1], ['c', 3])).toEqual([['b', 1], ['a', 2]])
  expect(order(['a', 1], ['b', 2])).toEqual([])
  expect(order(['b', 1], ['a', 1], ['c', 1])).toEqual([['a', 2], ['c', 3]])
})

it('names a choice in words', () => {
  const act = field('act', 'choice', { choices: [{ value: 'warn', title: words('提醒') }] })
  expect([valueText(act, 'warn'), valueText(act, 'new')]).toEqual(['提醒', 'new'])
})
