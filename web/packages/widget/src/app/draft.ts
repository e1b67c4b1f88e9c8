// The unfinished message survives a reload of the page; a browser that forbids storage simply forgets it.

export function loadDraft(account: string): string {
  try {
    return sessionStorage.getItem(`parlor:draft:${account}`) ?? ''
  } catch {
    return ''
  }
}

export function saveDraft(account: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(`parlor:draft:${account}`, text)
    else sessionStorage.removeItem(`parlor:draft:${account}`)
  } catch {
    // Forbidden: nothing to do.
  }
}
