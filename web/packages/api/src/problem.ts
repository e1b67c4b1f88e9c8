// What went wrong with a request, as a value that screens can translate.
import type { Problem } from './shapes'

/** Codes that we make ourselves: the request never got an answer that we understand. */
export const NETWORK = 'network'

export class ApiError extends Error {
  constructor(
    /** Last part of the problem's `type`, or `network`. */
    readonly code: string,
    readonly status: number,
    readonly problem: Problem | null,
    /** Seconds from `Retry-After`; null when the server named none. */
    readonly retryAfter: number | null = null,
  ) {
    super(problem?.detail ?? code)
  }

  /** True for the field that a 422 names. */
  fieldCode(field: string): string | null {
    return this.problem?.errors?.find((entry) => entry.field === field)?.code ?? null
  }
}

/** Refusals that older answers name only inside a `conflict`. */
const NAMED = ['newer_message', 'window_closed', 'merged_since']

/** The snake_code of a problem. A `conflict` that says more in its errors is named by that. */
export function codeOf(problem: Problem): string {
  const code = problem.type.split('/').pop() || 'internal'
  if (code !== 'conflict') return code
  return NAMED.find((name) => problem.errors?.some((entry) => entry.code === name)) ?? code
}

export function toApiError(problem: Problem): ApiError {
  return new ApiError(codeOf(problem), problem.status, problem)
}
