import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import {
  checkAnswer,
  expandedQuestions,
  OTHER,
  optionsOf,
  pagesThatApply,
  unreachablePages,
  type GivenAnswer,
  type PageCondition,
  type SurveyPage,
  type SurveyQuestion,
} from '../../../server/model/survey.ts'

const option = (value: string, exclusive = false): { value: string; text: string; exclusive?: boolean } => ({
  value,
  text: value,
  ...(exclusive ? { exclusive } : {}),
})

function ask(key: string, more: Partial<SurveyQuestion> = {}, ...conditions: PageCondition[]): SurveyPage {
  const [condition, ...also] = conditions
  return {
    key,
    title: key,
    questions: [
      { key, kind: 'one', text: key, options: [option('a'), option('b')], required: false, ...more },
    ],
    ...(condition ? { condition } : {}),
    ...(also.length > 0 ? { also } : {}),
  }
}
const any = (questionKey: string, ...values: string[]): PageCondition => ({
  questionKey,
  has: 'any of',
  values,
})
const none = (questionKey: string, ...values: string[]): PageCondition => ({
  questionKey,
  has: 'none of',
  values,
})
const lost = (...pages: SurveyPage[]): string[] => unreachablePages(pages).map(page => page.pageKey)

/** Every way to answer a question that the survey would take from somebody who is asked it. */
function everyAnswer(question: SurveyQuestion): GivenAnswer[] {
  const subsets = optionsOf(question)
    .map(({ value }) => value)
    .reduce<string[][]>((all, value) => [...all, ...all.map(some => [...some, value])], [[]])
  return subsets
    .map(choices => checkAnswer(question, choices, choices.includes(OTHER) ? 'Words' : ''))
    .filter(({ problem }) => problem === null)
    .map(({ answer }) => answer)
}

/** The pages that nobody is asked, found by giving every possible set of answers. */
function lostByTrying(pages: readonly SurveyPage[]): string[] {
  let all: GivenAnswer[][] = [[]]
  for (const question of expandedQuestions(pages)) {
    all = all.flatMap(given => everyAnswer(question).map(answer => [...given, answer]))
  }
  const reached = new Set(all.flatMap(given => pagesThatApply(pages, given).map(page => page.key)))
  return pages.map(page => page.key).filter(key => !reached.has(key))
}

describe('pages that nobody can reach', () => {
  it('are those whose conditions contradict each other', () => {
    expect(lost(ask('q'), ask('p', {}, any('q', 'a'), any('q', 'b')))).toEqual(['p'])
    expect(lost(ask('q'), ask('p', {}, any('q', 'a'), none('q', 'a')))).toEqual(['p'])
    expect(lost(ask('q', { kind: 'several' }), ask('p', {}, any('q', 'a'), any('q', 'b')))).toEqual([])
  })

  it('are those that an answer which excludes others would have to stand beside', () => {
    const q = ask('q', { kind: 'several', options: [option('a'), option('none', true)] })
    expect(lost(q, ask('p', {}, any('q', 'a'), any('q', 'none')))).toEqual(['p'])
  })

  it('are those that ask for no answer where one is required', () => {
    const p = ask('p', {}, none('q', 'a', 'b'))
    expect(lost(ask('q'), p)).toEqual([])
    expect(lost(ask('q', { required: true }), p)).toEqual(['p'])
  })

  it('are those that depend on a page which contradicts them', () => {
    const q = ask('q')
    const middle = ask('middle', {}, any('q', 'a'))
    expect(lost(q, middle, ask('p', {}, any('middle', 'a'), any('q', 'b')))).toEqual(['p'])
    expect(lost(q, middle, ask('p', {}, none('middle', 'a'), any('q', 'b')))).toEqual([])
    expect(
      lost(q, middle, ask('p', {}, any('middle', 'a'), none('q', 'a')), ask('last', {}, any('p', 'a'))),
    ).toEqual(['p', 'last'])
  })

  it('are those that depend on a later question', () => {
    expect(lost(ask('p', {}, any('q', 'a')), ask('q'))).toEqual(['p'])
  })

  it('may depend on one statement of a list', () => {
    const list = ask('list', { kind: 'agreement-list', options: [], items: [option('x')] })
    expect(lost(list, ask('p', {}, any('list--x', 'agree', 'strongly-agree')))).toEqual([])
    expect(lost(list, ask('p', {}, any('list--x', 'agree'), any('list--x', 'disagree')))).toEqual(['p'])
  })

  it('are found among many independent questions at once', () => {
    const many = Array.from({ length: 60 }, (_, at) => ask(`q${at}`))
    const all = many.map(page => any(page.key, 'a'))
    expect(lost(...many, ask('p', {}, ...all))).toEqual([])
    expect(lost(...many, ask('p', {}, ...all, any('q30', 'b')))).toEqual(['p'])
  })

  it('are not claimed where too many cases differ', () => {
    const wide = ask('wide', {
      kind: 'several',
      options: Array.from({ length: 40 }, (_, at) => option(`o${at}`)),
    })
    const depends = Array.from({ length: 40 }, (_, at) => ask(`d${at}`, {}, any('wide', `o${at}`)))
    const last = ask('last', {}, ...depends.map(page => any(page.key, 'a')))
    expect(unreachablePages([wide, ...depends, last])).toEqual([{ pageKey: 'last', certain: false }])
  })

  it('are exactly those that no set of answers leads to', () => {
    const keys = ['p0', 'p1', 'p2', 'p3', 'p4']
    const condition = fc.record({
      questionKey: fc.constantFrom(...keys.slice(0, 4)),
      has: fc.constantFrom('any of' as const, 'none of' as const),
      values: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    })
    const question = fc.record({
      kind: fc.constantFrom('one' as const, 'several' as const),
      exclusive: fc.boolean(),
      required: fc.boolean(),
    })
    const survey = fc
      .tuple(...keys.map(() => fc.tuple(question, fc.array(condition, { maxLength: 3 }))))
      .map(drawn =>
        drawn.map(([{ kind, exclusive, required }, conditions], at) =>
          ask(
            `p${at}`,
            {
              kind,
              required,
              options: [option('a'), option('b'), option('c', exclusive && kind === 'several')],
            },
            ...conditions,
          ),
        ),
      )
    let some = 0
    fc.assert(
      fc.property(survey, pages => {
        const expected = lostByTrying(pages)
        if (expected.length > 0 && expected.length < 5) some += 1
        expect(unreachablePages(pages)).toEqual(expected.map(pageKey => ({ pageKey, certain: true })))
      }),
      { numRuns: 60 },
    )
    expect(some).toBeGreaterThan(5)
  })

  it('are exactly those also with every kind that can decide, and several questions on a page', () => {
    const scale = ['strongly-agree', 'agree', 'neither', 'disagree', 'strongly-disagree', 'dont-know']
    const kinds = ['one', 'several', 'with other', 'agreement', 'list'] as const
    const made = (key: string, kind: (typeof kinds)[number], required: boolean): SurveyQuestion => {
      const options = [option('a'), option('b', kind === 'several' || kind === 'with other')]
      const shared = { key, text: key, required }
      if (kind === 'agreement') return { ...shared, kind }
      if (kind === 'list') return { ...shared, kind: 'agreement-list', items: [option('x')] }
      if (kind === 'one') return { ...shared, kind, options }
      return { ...shared, kind: 'several', options, ...(kind === 'several' ? {} : { otherOption: true }) }
    }
    const oneQuestion = fc.record({ kind: fc.constantFrom(...kinds), required: fc.boolean() })
    const onePage = fc.record({
      questions: fc.array(oneQuestion, { minLength: 1, maxLength: 2 }),
      conditions: fc.array(
        fc.record({
          page: fc.nat(3),
          question: fc.nat(1),
          has: fc.constantFrom('any of' as const, 'none of' as const),
          values: fc.tuple(
            fc.subarray(['a', 'b', OTHER], { minLength: 1 }),
            fc.subarray(scale, { minLength: 1 }),
          ),
        }),
        { maxLength: 3 },
      ),
    })
    const survey = fc.array(onePage, { minLength: 2, maxLength: 3 }).map(drawn => {
      const pages: SurveyPage[] = []
      drawn.forEach(({ questions, conditions }, at) => {
        const before = expandedQuestions(pages)
        const conditionsMade = conditions.flatMap(({ page, question, has, values }) => {
          const decides = before[(page * 2 + question) % Math.max(1, before.length)]
          if (!decides) return []
          return [
            { questionKey: decides.key, has, values: decides.kind === 'agreement' ? values[1] : values[0] },
          ]
        })
        const [condition, ...also] = conditionsMade
        pages.push({
          key: `p${at}`,
          title: `p${at}`,
          questions: questions.map(({ kind, required }, place) => made(`q${at}-${place}`, kind, required)),
          ...(condition ? { condition } : {}),
          ...(also.length > 0 ? { also } : {}),
        })
      })
      return pages
    })
    const cases = (pages: readonly SurveyPage[]): number =>
      expandedQuestions(pages).reduce((product, question) => product * everyAnswer(question).length, 1)
    const seen = new Set<string>()
    let lostSome = 0
    fc.assert(
      fc.property(
        survey.filter(pages => cases(pages) <= 3000),
        pages => {
          const expected = lostByTrying(pages)
          if (expected.length > 0) lostSome += 1
          for (const { kind, otherOption } of expandedQuestions(pages))
            seen.add(otherOption === true ? OTHER : kind)
          expect(unreachablePages(pages)).toEqual(expected.map(pageKey => ({ pageKey, certain: true })))
        },
      ),
      { numRuns: 120 },
    )
    expect([...seen].sort()).toEqual(['agreement', 'one', OTHER, 'several'])
    expect(lostSome).toBeGreaterThan(5)
  }, 60_000)
})
