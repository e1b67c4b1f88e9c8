// The message form's rules: what must be there, and what counts as a phone number or an e-mail address.
import type { ContactForm } from '@parlor/sdk'
import type { Texts } from './texts'

export interface Entry {
  name: string
  contact: string
  text: string
}

export type Mistakes = Partial<Record<keyof Entry, string>>

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/
/** Digits with the usual separators, 6 to 20 of them; the server normalises. */
const PHONE = /^\+?[\d\s().-]+$/
const NAME_LIMIT = 80
const CONTACT_LIMIT = 200

const length = (text: string): number => [...text].length

function isPhone(contact: string): boolean {
  const digits = contact.replace(/\D/g, '').length
  return PHONE.test(contact) && digits >= 6 && digits <= 20
}

/** What is wrong, by field; empty when nothing is. */
export function mistakes(entry: Entry, limit: number, t: Texts): Mistakes {
  const found: Mistakes = {}
  const contact = entry.contact.trim()
  if (length(entry.name) > NAME_LIMIT) found.name = t.formLong(NAME_LIMIT)
  if (!contact) found.contact = t.formNeeded
  else if (contact.length > CONTACT_LIMIT || !(EMAIL.test(contact) || isPhone(contact))) found.contact = t.formBadContact
  if (!entry.text.trim()) found.text = t.formNeeded
  else if (length(entry.text) > limit) found.text = t.formLong(limit)
  return found
}

/** One field takes either; the sign says which it is. */
export function contactForm(entry: Entry): ContactForm {
  const contact = entry.contact.trim()
  const email = contact.includes('@')
  return { name: entry.name.trim() || null, phone: email ? null : contact, email: email ? contact : null }
}
