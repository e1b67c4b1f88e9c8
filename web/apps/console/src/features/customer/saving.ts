// Saves one field of a customer's record. Where a colleague has just written the same field, it says what stands there now and
// offers to write one's own after all; what somebody wrote is never lost in silence.
import { ApiError, FieldConflict, fieldOf, type Customer, type CustomerChange } from '@parlor/api'
import { t, tKnown } from '@/i18n'
import { customers } from '@/lib/customers'
import { toast, toastError } from '@/lib/toast'
import { attributeText, definitionOf } from './attributes'

/** What a field is called; attributes by their definition. */
export function fieldName(path: string): string {
  if (path.startsWith('attributes.')) return definitionOf(path.slice('attributes.'.length))?.name ?? path.slice('attributes.'.length)
  return tKnown('customerField', path) ?? path
}

/** The first field that the server refused, in words; null when it was refused for something else. */
function refusedText(error: unknown): string | null {
  const first = error instanceof ApiError && error.code === 'invalid' ? error.problem?.errors?.[0] : null
  if (!first) return null
  const why = tKnown('customerWrong', `${first.field}_${first.code}`) ?? tKnown('customerWrong', first.code) ?? t('customerWrong.other')
  return `${fieldName(first.field)}${t('message.colon')}${why}`
}

/** `put`: shows the record as it is now. False: it was not saved, and the field stays open. */
export async function saveField(seen: Customer, change: CustomerChange, put: (now: Customer) => void): Promise<boolean> {
  try {
    put(await customers.change(seen, change))
    return true
  } catch (error) {
    if (error instanceof FieldConflict) {
      put(error.fresh)
      const path = error.fields[0]!
      const value = fieldOf(error.fresh, path)
      const key = path.startsWith('attributes.') ? path.slice('attributes.'.length) : null
      toast(t('customerEdit.changedMeanwhile', { field: fieldName(path), value: value === null ? t('customerEdit.emptied') : key ? attributeText(key, value) : String(value) }), {
        ms: 12_000, action: { text: t('customerEdit.takeMine'), run: () => void saveField(error.fresh, change, put) },
      })
      return true
    }
    const refused = refusedText(error)
    if (refused) toast(refused, { kind: 'bad' })
    else toastError(error)
    return false
  }
}
