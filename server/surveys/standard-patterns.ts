import { standardPlan } from './standard-survey.ts'

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/**
 * Sentences of the standard survey in which each district's survey has the district's name: they are translated once,
 * not for every district.
 */
export const standardPatterns: readonly string[] = [...new Set(textsIn(standardPlan()))].filter(text =>
  text.includes('{{district}}'),
)
