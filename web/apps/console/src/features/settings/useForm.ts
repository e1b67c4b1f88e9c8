// One form of a setting: what stands in it, what it began from, what somebody else saved meanwhile, and saving with a way back.
import { computed, reactive, shallowRef, watch, type Ref } from 'vue'
import { ApiError, type Setting, type SettingKind } from '@parlor/api'
import { t, tCode } from '@/i18n'
import { errorText } from '@/lib/toast'
import { readSettings, settings } from '@/live/settings'
import { saved } from './deeds'
import { draftAt, draftKey, dropDraft, keepDraft } from './drafts'
import { faultsIn, fieldsOf, same, valuesOf } from './form'

/** What stands in the form and what it began from; follows the entry while nothing was written. */
function useDraft(kind: SettingKind, brand: string | null, entry: Ref<Setting | null>) {
  const key = draftKey(kind.kind, brand, kind.single ? 'one' : (entry.value?.id ?? 'new'))
  const draft = draftAt(key)
  const base = shallowRef<Setting | null>(draft ? draft.base : entry.value)
  const name = shallowRef(draft?.name ?? entry.value?.name ?? '')
  const values = reactive(draft ? { ...draft.values } : valuesOf(kind, entry.value))
  const errors = reactive<Record<string, string>>({})
  const failed = shallowRef('')
  /** Saved by somebody else while this was filled in. */
  const theirs = shallowRef<Setting | null>(null)
  /** Deleted by somebody else meanwhile. */
  const gone = shallowRef(false)

  const start = computed(() => valuesOf(kind, base.value))
  const dirty = computed(() => name.value.trim() !== (base.value?.name ?? '') || !same(kind, values, start.value))

  watch([name, values], () => {
    if (dirty.value) keepDraft(key, { kind: kind.kind, brand, name: name.value, values: { ...values }, base: base.value })
    else dropDraft(key)
  })
  watch(entry, meanwhile, { immediate: true })

  function meanwhile(now: Setting | null): void {
    if (now && (!base.value || now.version > base.value.version)) {
      // Only its place in the list is another: that is no conflict.
      if (dirty.value && base.value && now.name === base.value.name && same(kind, valuesOf(kind, now), start.value)) base.value = now
      else if (dirty.value) theirs.value = now
      else begin(now)
    } else if (!now && base.value) {
      // What there is one of is at its presets again; an entry of a list is gone.
      if (!kind.single) gone.value = true
      else if (!dirty.value) begin(null)
      else base.value = null
    }
  }

  function begin(from: Setting | null): void {
    base.value = from
    name.value = from?.name ?? ''
    Object.assign(values, valuesOf(kind, from))
    theirs.value = null
    gone.value = false
    forget()
    dropDraft(key)
  }
  function forget(): void {
    for (const field of Object.keys(errors)) delete errors[field]
    failed.value = ''
  }
  const discard = () => begin(entry.value ?? (gone.value ? null : base.value))

  return { base, name, values, errors, failed, theirs, gone, dirty, begin, forget, discard }
}

/** `entry`: as it is now; null while nothing is set, or for a new one. */
export function useForm(kind: SettingKind, brand: string | null, entry: Ref<Setting | null>) {
  const draft = useDraft(kind, brand, entry)
  const { base, name, values, errors, failed, theirs, gone, begin, forget } = draft
  const busy = shallowRef(false)

  /** Answers what was saved; null where it was refused, and says why in the form. */
  async function save(): Promise<Setting | null> {
    if (busy.value) return null
    forget()
    Object.assign(errors, faultsIn(kind, name.value, values))
    if (Object.keys(errors).length) return null
    busy.value = true
    try {
      return await send()
    } catch (error) {
      await refuse(error)
      return null
    } finally {
      busy.value = false
    }
  }

  async function send(): Promise<Setting | null> {
    const before = gone.value ? null : base.value
    // Somebody may have set it first: what there is one of is not made over theirs unseen.
    const first = !before && kind.single ? (await readSettings(kind.kind)).find((one) => one.brand === brand) : null
    if (first) {
      theirs.value = first
      return null
    }
    const body = { fields: fieldsOf(kind, values), ...(kind.single ? {} : { name: name.value.trim() }) }
    const answer = before
      ? await settings.change(kind.kind, before.id, { ...body, version: before.version })
      : await settings.make(kind.kind, { ...body, ...(brand ? { brand } : {}) })
    begin(answer)
    saved(answer, before)
    return answer
  }

  async function refuse(error: unknown): Promise<void> {
    const code = error instanceof ApiError ? error.code : ''
    if ((code === 'conflict' || code === 'not_found') && base.value) {
      const now = (await readSettings(kind.kind).catch(() => [])).find((one) => one.id === base.value!.id) ?? null
      if (now) theirs.value = now
      else gone.value = true
    } else failed.value = sayAt(kind, errors, error)
  }

  const takeTheirs = () => begin(theirs.value)
  function keepMine(): Promise<Setting | null> {
    base.value = theirs.value
    theirs.value = null
    return save()
  }
  return { ...draft, busy, save, takeTheirs, keepMine }
}

/** Says each refusal at its field; answers what belongs to no field that is shown. */
function sayAt(kind: SettingKind, errors: Record<string, string>, error: unknown): string {
  if (error instanceof ApiError && error.code === 'taken') {
    errors.name = t('settings.nameTaken')
    return ''
  }
  const named = error instanceof ApiError ? (error.problem?.errors ?? []) : []
  const shown = new Set(['name', ...kind.form.map((field) => `fields.${field.key}`)])
  for (const one of named) if (shown.has(one.field)) errors[one.field.replace(/^fields\./, '')] = tCode('fieldError', one.code, 'fieldError.other')
  return !named.length || named.some((one) => !shown.has(one.field)) ? errorText(error) : ''
}
