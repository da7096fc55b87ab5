import type { SurveyPage, SurveyQuestion } from './definition.ts'
import { conditionsOf } from './conditions.ts'
import { expandedQuestions, optionsOf } from './questions.ts'

/** A page that is never asked, or about which that could not be found out. */
export interface UnreachablePage {
  readonly pageKey: string
  /** False where the conditions are too many and too entangled to try every case. */
  readonly certain: boolean
}

/** One thing that a condition asks: whether a question was answered with any of some values. */
interface Fact {
  readonly questionKey: string
  readonly values: ReadonlySet<string>
  readonly bit: bigint
}

/** A page with what its conditions ask: all of `wanted` true and all of `unwanted` false. */
interface JudgedPage {
  readonly page: SurveyPage
  readonly wanted: bigint
  readonly unwanted: bigint
  readonly facts: readonly Fact[]
  /** Places of the earlier pages on which those facts are answered. */
  readonly after: readonly number[]
}

const mostCases = 20_000

/**
 * The pages that nobody can be asked, whatever they answer: conditions that contradict each other, or the conditions
 * of the pages on which they depend. Every combination of answers that makes a difference is tried; required questions
 * count as answered where they are asked, an answer that excludes others stands alone, and a page that is not asked
 * has no answers.
 *
 * @param pages - pages of a survey, in order
 * @returns the pages that are never asked, in order; not `certain` where more than 20,000 cases differ
 */
export function unreachablePages(pages: readonly SurveyPage[]): UnreachablePage[] {
  const judged = judge(pages)
  return judged.flatMap(({ page }, at) => {
    const reached = canBeAsked(judged, at)
    return reached === true ? [] : [{ pageKey: page.key, certain: reached === false }]
  })
}

function judge(pages: readonly SurveyPage[]): JudgedPage[] {
  const facts = new Map<string, Fact>()
  const placeOf = new Map<string, number>()
  return pages.map((page, at) => {
    let [wanted, unwanted] = [0n, 0n]
    const own: Fact[] = []
    for (const { questionKey, has, values } of conditionsOf(page)) {
      const name = JSON.stringify([questionKey, [...new Set(values)].sort()])
      const fact = facts.get(name) ?? { questionKey, values: new Set(values), bit: 1n << BigInt(facts.size) }
      facts.set(name, fact)
      own.push(fact)
      if (has === 'any of') wanted |= fact.bit
      else unwanted |= fact.bit
    }
    const after = own.flatMap(fact => placeOf.get(fact.questionKey) ?? [])
    for (const question of expandedQuestions([page])) {
      if (!placeOf.has(question.key)) placeOf.set(question.key, at)
    }
    return { page, wanted, unwanted, facts: own, after }
  })
}

/** True or false, or null when too many cases differ. */
function canBeAsked(judged: readonly JudgedPage[], target: number): boolean | null {
  const goal = judged[target]
  if (!goal) return false
  const places = pagesBefore(judged, target)
  const asking = [...places, target].flatMap(at => judged[at] ?? [])
  let cases: ReadonlySet<bigint> = new Set([0n])
  for (const [step, at] of places.entries()) {
    const one = judged[at]
    if (!one) continue
    const later = asking.slice(step + 1)
    const kept = later.reduce((bits, { facts }) => facts.reduce((all, { bit }) => all | bit, bits), 0n)
    const answers = answersOn(one.page, later)
    if (answers === null) return null
    const keys = new Set(expandedQuestions([one.page]).map(question => question.key))
    // What the goal itself wants of this page is settled here.
    const settled = goal.facts
      .filter(fact => keys.has(fact.questionKey))
      .reduce((all, { bit }) => all | bit, 0n)
    const next = new Set<bigint>()
    for (const facts of cases) {
      const asked = (facts & one.wanted) === one.wanted && (facts & one.unwanted) === 0n
      for (const given of asked ? answers : [0n]) {
        const now = facts | given
        if ((now & settled) !== (goal.wanted & settled)) continue
        next.add(now & kept)
      }
      if (next.size > mostCases) return null
    }
    cases = next
  }
  return [...cases].some(facts => (facts & goal.wanted) === goal.wanted && (facts & goal.unwanted) === 0n)
}

/** Places of the pages on which one depends, directly or through others, in order. */
function pagesBefore(judged: readonly JudgedPage[], target: number): number[] {
  const found = new Set<number>()
  const open = [...(judged[target]?.after ?? [])]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue
    found.add(at)
    open.push(...(judged[at]?.after ?? []))
  }
  return [...found].sort((a, b) => a - b)
}

/** Every combination of facts that answers on a page can make true; null when there are too many. */
function answersOn(page: SurveyPage, later: readonly JudgedPage[]): bigint[] | null {
  let together: ReadonlySet<bigint> = new Set([0n])
  for (const question of expandedQuestions([page])) {
    const facts = [
      ...new Set(later.flatMap(one => one.facts.filter(fact => fact.questionKey === question.key))),
    ]
    if (facts.length === 0) continue
    const own = answersTo(question, facts)
    if (own === null) return null
    const next = new Set<bigint>()
    for (const before of together) for (const bits of own) next.add(before | bits)
    if (next.size > mostCases) return null
    together = next
  }
  return [...together]
}

function answersTo(question: SurveyQuestion, facts: readonly Fact[]): ReadonlySet<bigint> | null {
  const bitsOf = (value: string): bigint =>
    facts.reduce((bits, fact) => (fact.values.has(value) ? bits | fact.bit : bits), 0n)
  const options = optionsOf(question)
  const empty = question.required && options.length > 0 ? [] : [0n]
  const several = question.kind === 'several' || question.kind === 'ranking'
  if (question.kind === 'ranking' && question.required) {
    return new Set([options.reduce((bits, option) => bits | bitsOf(option.value), 0n)])
  }
  if (!several) return new Set([...empty, ...options.map(option => bitsOf(option.value))])
  const combined = new Set<bigint>()
  for (const bits of new Set(
    options.filter(option => option.exclusive !== true).map(one => bitsOf(one.value)),
  )) {
    for (const before of [...combined]) combined.add(before | bits)
    combined.add(bits)
    if (combined.size > mostCases) return null
  }
  const alone = options.filter(option => option.exclusive === true).map(one => bitsOf(one.value))
  return new Set([...empty, ...combined, ...alone])
}
