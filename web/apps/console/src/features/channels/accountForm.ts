// The form of a channel account: what was filled in, what is wrong with it, and whether leaving would lose something.
import { computed, reactive, shallowRef } from 'vue'
import { ApiError, type ChannelAccount, type ChannelKind, type AccountSetting } from '@parlor/api'
import { t, tCode } from '@/i18n'
import { errorText } from '@/lib/toast'
import { inWords } from './kinds'

/** How the server and this form write a secret that is kept. */
export const STARS = '***'

/** `kind`: null while it is still to be chosen. `account`: null for a new one. */
export function useAccountForm(account: ChannelAccount | null, brand: string, queue: string) {
  const kind = shallowRef<ChannelKind | null>(null)
  const form = reactive({ name: account?.name ?? '', brand: account?.brand ?? brand, queue: account?.queue ?? queue, settings: {} as Record<string, string> })
  const errors = reactive<Record<string, string>>({})
  const failed = shallowRef('')
  const written = () => JSON.stringify(form)
  const start = shallowRef(written())
  const dirty = computed(() => written() !== start.value)
  const fields = computed(() => kind.value?.settings ?? [])

  /** Begins with this kind: nothing is left of what was filled in or refused for another. */
  function begin(chosen: ChannelKind): void {
    const untouched = !dirty.value
    kind.value = chosen
    forget()
    form.settings = Object.fromEntries(chosen.settings.map((setting) => [setting.key, account?.settings[setting.key] ?? setting.default]))
    if (untouched) start.value = written()
  }
  function forget(): void {
    for (const key of Object.keys(errors)) delete errors[key]
    failed.value = ''
  }

  /** What is plainly missing is said before the server is asked. */
  function complete(): boolean {
    forget()
    if (!form.name.trim()) errors.name = t('channels.missing')
    for (const setting of fields.value) if (setting.required && !form.settings[setting.key]?.trim()) errors[setting.key] = t('channels.missing')
    return !Object.keys(errors).length
  }

  /** What goes to the server: texts, whatever a control made of them. */
  const body = () => ({ name: form.name.trim(), ...(form.queue ? { queue: form.queue } : {}), settings: Object.fromEntries(fields.value.map(({ key }) => [key, String(form.settings[key] ?? '')])) })

  const isKept = (setting: AccountSetting | undefined) => setting?.type === 'secret' && account?.settings[setting.key] === STARS && form.settings[setting.key] === STARS

  /** A kept secret is missing only where the account would call another place: then all of them are wanted anew. */
  function wantAnew(): void {
    for (const setting of fields.value) if (isKept(setting)) errors[setting.key] = t('channels.secretAnew')
  }
  function reason(code: string, setting: AccountSetting | undefined): string {
    const text = tCode('fieldError', code, 'fieldError.other')
    if (code !== 'format' || !setting) return text
    const expected = setting.type === 'url' ? t('channels.needUrl') : setting.type === 'number' ? t('channels.needNumber') : inWords(setting.help)
    return expected ? t('channels.expected', { text, expected }) : text
  }

  /** Says each refusal at its field; what belongs to no field that is on the screen is said for the whole. */
  function refuse(error: unknown): void {
    if (error instanceof ApiError && error.code === 'taken') {
      errors.name = t('channels.nameTaken')
      return
    }
    const named = error instanceof ApiError ? (error.problem?.errors ?? []) : []
    const shown = new Set(['name', ...(account ? [] : ['brand']), ...fields.value.map(({ key }) => `settings.${key}`)])
    for (const one of named) {
      const key = one.field.replace(/^settings\./, '')
      const setting = one.field === key ? undefined : fields.value.find((field) => field.key === key)
      if (one.code === 'required' && isKept(setting)) wantAnew()
      else if (shown.has(one.field)) errors[key] = reason(one.code, setting)
    }
    if (!named.length || named.some((one) => !shown.has(one.field))) failed.value = errorText(error)
  }
  return { kind, form, errors, failed, dirty, fields, begin, complete, body, refuse, forget }
}
