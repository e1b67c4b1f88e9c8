// Kinds and entries of settings as the server describes them, with only what matters said.
import type { FieldType, FormField, Setting, SettingFields, SettingKind } from '@parlor/api'
import { iso } from './world'

export const words = (zh: string, en = zh) => ({ 'zh-CN': zh, en })
export const field = (key: string, type: FieldType, more: Partial<FormField> = {}): FormField => ({ key, title: words(key), help: words(''), type, required: false, preset: null, most: null, least: null, choices: [], ...more })
export const kind = (name: string, title: string, form: FormField[], more: Partial<SettingKind> = {}): SettingKind => ({ kind: name, group: 'reception', title: words(title, name), help: words(`${title}的说明`, `about ${name}`), reach: 'brand', single: false, keeps: true, form, ...more })
export const entry = (kind: string, id: string, fields: SettingFields = {}, more: Partial<Setting> = {}): Setting => ({ id, kind, brand: 'b', name: id, fields, position: 1, deleted: false, version: 1, updated_at: iso(0), ...more })

export const RECEPTION = kind('reception', '接待规则', [
  field('offer_for', 'number', { title: words('邀请等多久（秒）', 'An offer waits (seconds)'), preset: 20, least: 5, most: 120 }),
  field('needs_disposition', 'flag', { title: words('结束时必须选小结', 'A disposition is required'), preset: false }),
], { single: true })
export const HOURS = kind('hours', '服务时间', [field('week', 'week', { title: words('每周', 'Each week'), required: true, preset: ['1-7 00:00-24:00'] })], { single: true })
export const DISPOSITION = kind('disposition', '会话小结', [field('group', 'text', { title: words('分类', 'Group'), most: 50 }), field('note', 'text', { title: words('什么时候选它', 'When'), most: 200 })])
