// A reply refused for its words: which words, as the refusal names them.
import { codeOf, type Problem } from '@parlor/api'
import { t } from '@/i18n'

const FURTHER = /; send it with .*$/

/** Empty where the refusal names none. */
export function wordsOf(problem: Problem): string[] {
  const [, named = ''] = /: (.*)$/s.exec(problem.detail.replace(FURTHER, '')) ?? []
  return named.split(', ').map((word) => word.trim()).filter(Boolean)
}

/** `warned`: it may be sent all the same; `blocked`: it may not; null: it was refused for something else. */
export function wordsAgainst(problem: Problem | null): 'warned' | 'blocked' | null {
  const code = problem ? codeOf(problem) : ''
  return code === 'sensitive' ? 'warned' : code === 'sensitive_blocked' ? 'blocked' : null
}

export function wordsText(problem: Problem, how: 'warned' | 'blocked'): string {
  const words = wordsOf(problem).map((word) => `“${word}”`).join(t('common.comma'))
  return t(`sensitive.${how}`, { words: words || t('sensitive.unnamed') })
}
