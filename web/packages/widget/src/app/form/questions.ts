// What the message form asks, what is wrong with an answer, and the answers as the server takes them. The server checks again.
import type { ContactForm } from '@parlor/sdk'
import type { Config, Question } from '../../bridge'
import type { FormTexts } from './texts'

/** What was typed, by field: `name`, `contact` or `phone` and `email`, `text`, and `a:` with the key of each attribute. */
export type Entry = Record<string, string>
export type Mistakes = Record<string, string>

/** One field of the form; `contact` takes a phone number or an e-mail address. */
export interface Field {
  name: string
  label: string
  kind: 'text' | 'number' | 'flag' | 'day' | 'choice' | 'long'
  required: boolean
  choices: readonly string[]
  complete?: string
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/
/** Digits with the usual separators, 6 to 20 of them; the server normalises. */
const PHONE = /^\+?[\d\s().-]+$/
const NAME_LIMIT = 80
const ANSWER_LIMIT = 200
const OWN = ['name', 'phone', 'email']

const length = (text: string): number => [...text].length
const field = (name: string, label: string, more: Partial<Field> = {}): Field => ({ name, label, kind: 'text', required: false, choices: [], ...more })

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  return PHONE.test(text) && digits >= 6 && digits <= 20
}

/** A brand that has asked for nothing of its own: then one field takes either way to be reached, and it is needed. */
const plain = (asked: readonly Question[]): boolean => asked.length === OWN.length && asked.every((one) => OWN.includes(one.key) && !one.required)

/** The fields in their order, the message last. */
export function fieldsOf(config: Config, t: FormTexts): Field[] {
  const text = field('text', t.text, { kind: 'long', required: true })
  const name = (required: boolean) => field('name', t.name, { required, complete: 'name' })
  // An older server does not say what it asks.
  const asked = config.form ?? []
  if (!asked.length || plain(asked)) return [name(false), field('contact', t.contact, { required: true, complete: 'email' }), text]
  const of: Record<string, (required: boolean) => Field> = {
    name,
    phone: (required) => field('phone', t.phone, { required, complete: 'tel' }),
    email: (required) => field('email', t.email, { required, complete: 'email' }),
  }
  return [...asked.map((one) => of[one.key]?.(one.required) ?? field(`a:${one.key}`, one.title, { kind: one.type, required: one.required, choices: one.choices })), text]
}

/** What was answered; figures and addresses of a Chinese keyboard are what they look like. */
function answer(it: Field, entry: Entry): string {
  const said = (entry[it.name] ?? '').trim()
  return it.kind === 'number' || ['contact', 'phone', 'email'].includes(it.name) ? said.normalize('NFKC').trim() : said
}

function mistake(it: Field, value: string, limit: number, t: FormTexts): string | undefined {
  if (!value) return it.required ? (it.kind === 'choice' ? t.choose : t.needed) : undefined
  const most = it.name === 'text' ? limit : it.name === 'name' ? NAME_LIMIT : ANSWER_LIMIT
  if (length(value) > most) return it.name === 'contact' ? t.badContact : t.long(most)
  if (it.name === 'contact' && !EMAIL.test(value) && !isPhone(value)) return t.badContact
  if (it.name === 'phone' && !isPhone(value)) return t.badPhone
  if (it.name === 'email' && !EMAIL.test(value)) return t.badEmail
  if (it.kind === 'number' && !Number.isFinite(Number(value))) return t.badNumber
  return undefined
}

/** What is wrong, by field; empty when nothing is. */
export function mistakes(fields: readonly Field[], entry: Entry, limit: number, t: FormTexts): Mistakes {
  const found: Mistakes = {}
  for (const it of fields) {
    const wrong = mistake(it, answer(it, entry), limit, t)
    if (wrong) found[it.name] = wrong
  }
  return found
}

/** The answers. Attributes go along only where the brand asks: then the server holds us to what is required. */
export function contactForm(fields: readonly Field[], entry: Entry): ContactForm {
  const said = (name: string) => {
    const it = fields.find((one) => one.name === name)
    return (it && answer(it, entry)) || null
  }
  const contact = said('contact')
  const mail = contact?.includes('@')
  const form: ContactForm = { name: said('name'), phone: contact && !mail ? contact : said('phone'), email: mail ? contact : said('email') }
  if (fields.some((it) => it.name === 'contact')) return form
  const attributes: NonNullable<ContactForm['attributes']> = {}
  for (const it of fields.filter((one) => one.name.startsWith('a:'))) {
    const value = said(it.name)
    if (it.kind === 'flag') attributes[it.name.slice(2)] = value !== null
    else if (value !== null) attributes[it.name.slice(2)] = it.kind === 'number' ? Number(value) : value
  }
  return { ...form, attributes }
}

