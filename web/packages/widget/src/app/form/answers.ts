// The answers beside the message: they survive a reload and "just write" as the message does, in this tab alone.
import type { Entry } from './questions'

const place = (account: string) => `parlor:form:${account}`

export function loadAnswers(account: string): Entry {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place(account)) ?? '{}')
    return Object.fromEntries(Object.entries(kept as object).filter(([, value]) => typeof value === 'string'))
  } catch {
    return {}
  }
}

/** The message is not among them: it is the composer's draft. */
export function saveAnswers(account: string, entry: Entry): void {
  try {
    const said = Object.entries(entry).filter(([name, value]) => name !== 'text' && value)
    if (said.length) sessionStorage.setItem(place(account), JSON.stringify(Object.fromEntries(said)))
    else sessionStorage.removeItem(place(account))
  } catch {
    // Forbidden: nothing to do.
  }
}
