// Short messages over the page, with at most one action (usually: undo).
import { shallowRef } from 'vue'
import { ApiError } from '@parlor/api'
import { tCode } from '@/i18n'

export interface Toast {
  id: number
  text: string
  kind: 'plain' | 'bad'
  ms: number
  action?: { text: string; run(): void }
}

export const toasts = shallowRef<Toast[]>([])
let counter = 0

export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): number {
  const entry: Toast = { id: ++counter, text, kind: 'plain', ms: 5000, ...options }
  // Three are as many as anybody reads.
  toasts.value = [...toasts.value.slice(-2), entry]
  setTimeout(() => dismiss(entry.id), entry.ms)
  return entry.id
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((entry) => entry.id !== id)
}

export function errorText(error: unknown): string {
  return tCode('problem', error instanceof ApiError ? error.code : 'internal', 'problem.internal')
}

export function toastError(error: unknown): void {
  toast(errorText(error), { kind: 'bad' })
}
