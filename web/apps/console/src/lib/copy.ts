// Puts a text on the clipboard and says so.
import { t } from '@/i18n'
import { toast } from './toast'

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(t('done.copied'), { ms: 2000 })
  } catch {
    // Pages without a secure origin have no clipboard: the text stands there to be marked by hand.
    toast(t('done.notCopied'), { kind: 'bad' })
  }
}
