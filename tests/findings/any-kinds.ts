import fc from '../support/fast-check.ts'
import type { TestAnswers } from './support.ts'

const orders = [
  ['hours', 'place', 'staff'],
  ['place', 'staff', 'hours'],
  ['staff', 'hours', 'place'],
  ['hours', 'place'],
  ['staff'],
  [],
]
const days = ['2026-01-09', '2026-01-20', '2026-02-03', '2026-03-10', 'last spring']
const agreement = ['agree', 'agree', 'agree', 'disagree', 'neither', 'dont-know']

const mostly = <T>(usual: T, others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(usual) }, { weight: 3, arbitrary: fc.constantFrom(...others) })

const anyPerson: fc.Arbitrary<TestAnswers> = fc
  .record({
    district: fc.constantFrom('D1' as const, 'D1' as const, 'D1' as const, 'D2' as const, 'D3' as const),
    parent: fc.boolean(),
    order: fc.constantFrom(...orders),
    count: mostly('1', ['0', '2', '3', '7', 'a few', '']),
    born: mostly('2026-03-10', [...days, '']),
    photo: fc.boolean(),
    near: mostly('agree', [...agreement, '']),
    late: mostly('disagree', [...agreement, '']),
    helpedBy: mostly(null, ['staff', 'interpreter', 'family-or-friend', 'other'] as const),
    official: mostly(null, [true, false]),
    language: fc.constantFrom('en', 'pl'),
    theme: fc.boolean(),
  })
  .map(({ district, parent, order, count, born, photo, near, late, helpedBy, official, language, theme }) => {
    const one = (key: string, value: string): Record<string, string[]> => (value === '' ? {} : { [key]: [value] })
    const text = (key: string, value: string): Record<string, string> => (value === '' ? {} : { [key]: value })
    return {
      district,
      language,
      channel: /\D/.test(count.concat(born.replaceAll('-', ''))) ? ('paper' as const) : ('online' as const),
      about: { helpedBy, official },
      theme,
      choices: {
        role: parent ? ['parent'] : ['staff'],
        ...(order.length > 0 ? { order } : {}),
        ...(parent && order.length > 0 ? { 'order-of-parents': [...order].reverse() } : {}),
        ...one('views--near', near),
        ...one('views--late', late),
      },
      texts: {
        ...text('count', count),
        ...text('born', born),
        ...(photo ? { photo: 'way.png' } : {}),
        ...(parent ? { ...text('count-of-parents', count), ...text('day-of-parents', born) } : {}),
      },
    }
  }) // prettier-ignore

/** The answers to a small consultation with every kind of question. */
export const anyKinds: fc.Arbitrary<TestAnswers[]> = fc
  .array(fc.tuple(anyPerson, fc.constantFrom(1, 1, 2, 3, 9, 10, 12, 25)), { maxLength: 12 })
  .map(groups => groups.flatMap(([person, times]) => Array.from({ length: times }, () => person)))
