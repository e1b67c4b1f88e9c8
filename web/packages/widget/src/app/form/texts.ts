// The texts of the message form, in both languages; they come with it.
import type { Locale } from '../../bridge'

const zh = {
  title: '给我们留言',
  lead: '留下联系方式，我们上线后会尽快回复。',
  leadOnline: '留下联系方式，离开页面也能收到回复。',
  name: '称呼',
  contact: '电话或邮箱',
  phone: '电话',
  email: '邮箱',
  text: '想咨询的事情',
  optional: '选填',
  justWrite: '直接发消息',
  submit: '提交留言',
  sending: '提交中',
  needed: '请填写',
  choose: '请选择',
  badContact: '请填写正确的电话或邮箱',
  badPhone: '请填写正确的电话',
  badEmail: '请填写正确的邮箱',
  badNumber: '请填写数字',
  long: (n: number) => `最多 ${n} 字`,
  refused: '没有提交成功，内容已保留，请检查后再试。',
}

export type FormTexts = typeof zh

const en: FormTexts = {
  title: 'Leave us a message',
  lead: 'Tell us how to reach you and we will answer as soon as we are back.',
  leadOnline: 'Tell us how to reach you, and the answer finds you after you leave this page.',
  name: 'Name',
  contact: 'Phone or e-mail',
  phone: 'Phone',
  email: 'E-mail',
  text: 'How can we help',
  optional: 'optional',
  justWrite: 'Just write',
  submit: 'Leave message',
  sending: 'Sending',
  needed: 'Please fill this in',
  choose: 'Please choose',
  badContact: 'Please enter a valid phone number or e-mail',
  badPhone: 'Please enter a valid phone number',
  badEmail: 'Please enter a valid e-mail address',
  badNumber: 'Please enter a number',
  long: (n) => `At most ${n} characters`,
  refused: 'This did not go through. Your text is kept: please check it and try again.',
}

export const formTexts: Record<Locale, FormTexts> = { 'zh-CN': zh, en }
