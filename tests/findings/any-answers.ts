import fc from '../support/fast-check.ts'
import type { TestAnswers } from './support.ts'

const agreement = ['strongly-agree', 'agree', 'neither', 'disagree', 'strongly-disagree', 'dont-know']

const anyOne = (values: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...values).map(value => [value]) },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray([...values], { minLength: 2, maxLength: 2 }) },
  )

/** One person's answers: few are like most, so that small counts stand beside large ones. */
const anyPerson: fc.Arbitrary<TestAnswers> = fc
  .record({
    district: fc.constantFrom('D1' as const, 'D1' as const, 'D1' as const, 'D2' as const, 'D3' as const),
    channel: fc.constantFrom('online' as const, 'online' as const, 'online' as const, 'paper' as const),
    role: fc.subarray(['parent', 'staff', 'other']),
    often: anyOne(['weekly', 'weekly', 'less']),
    overall: anyOne([...agreement, 'agree', 'agree', 'agree']),
    proposal: anyOne(['agree', 'disagree', 'disagree']),
    impact: anyOne(['worse', 'worse', 'same', 'better']),
    sex: anyOne(['female', 'female', 'female', 'male', 'prefer-not-to-say']),
    wrote: fc.boolean(),
  })
  .map(({ district, channel, role, often, overall, proposal, impact, sex, wrote }) => ({
    district,
    channel,
    choices: {
      role,
      ...(role.includes('parent') ? { often: [...new Set(often)] } : {}),
      overall: [...new Set(overall)],
      'proposal-1': [...new Set(proposal)],
      impact: [...new Set(impact)],
      sex: [...new Set(sex)],
    },
    texts: wrote ? { missed: 'The bus' } : {},
  }))

/** The answers to a small consultation: some people, and groups of people who answer alike. */
export const anyAnswers: fc.Arbitrary<TestAnswers[]> = fc
  .array(fc.tuple(anyPerson, fc.constantFrom(1, 1, 1, 2, 3, 9, 10, 12, 25)), { maxLength: 14 })
  .map(groups => groups.flatMap(([person, times]) => Array.from({ length: times }, () => person)))
