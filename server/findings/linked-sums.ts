import type { AskedAfter } from './asked-questions.ts'

/** So much lies between these sums: what is added, less what is taken away. */
export interface Sum {
  readonly plus: readonly Count[]
  readonly minus: readonly Count[]
  readonly low: number
  readonly high: number
}

/** What can be told of a count. */
export interface Count {
  low: number
  high: number
}

/** Who was asked a question, by their earlier answer, and who answered it. */
export interface Parts {
  readonly answered: readonly Count[]
  readonly rest: readonly Count[]
  readonly asked: readonly Count[]
  /** Who was not asked. */
  readonly passed: readonly Count[]
  readonly people: number
}

const atMost = (plus: readonly Count[], minus: readonly Count[], high = 0): Sum => ({
  plus,
  minus,
  low: -Infinity,
  high,
})
const atLeast = (plus: readonly Count[], low: number): Sum => ({ plus, minus: [], low, high: Infinity })

/**
 * What follows where both questions have one answer: the same said in every way, since a sum may be known better than
 * its parts.
 *
 * @param parts - who was asked, and who answered
 * @param everybody - whoever was asked had to answer
 * @returns sums
 */
export function sumsOfOne({ answered, rest, asked, passed, people }: Parts, everybody: boolean): Sum[] {
  const fewer = [
    atMost(answered, asked),
    atMost(passed, rest),
    atLeast([...asked, ...rest], people),
    atMost([...answered, ...passed], [], people),
  ]
  if (!everybody) return fewer
  return [
    ...fewer,
    atMost(asked, answered),
    atMost(rest, passed),
    atMost([...asked, ...rest], [], people),
    atLeast([...answered, ...passed], people),
  ]
}

/**
 * What follows where people could give several answers, or words: each was given by some of those who were asked.
 *
 * @param parts - who was asked, and who answered
 * @param sums - whoever was asked is in one of the earlier question's rows, or in several
 * @returns sums
 */
export function sumsOfSeveral({ answered, asked, passed, people }: Parts, sums: boolean): Sum[] {
  return answered.flatMap(one =>
    sums ? [atMost([one], asked)] : passed.map(other => atMost([one, other], [], people)),
  )
}

/**
 * What follows where the earlier question took several answers, so that one person may be in several of its rows.
 *
 * @param parts - who was asked, and who answered
 * @param has - whether those are asked who gave one of the answers, or those who gave none
 * @param everybody - whoever was asked had to answer
 * @returns sums
 */
export function sumsAfterSeveral(
  { answered, rest, asked, passed, people }: Parts,
  has: AskedAfter['has'],
  everybody: boolean,
): Sum[] {
  if (has === 'any of') {
    const fewer = [atMost(answered, asked), atLeast([...asked, ...rest], people)]
    if (!everybody) return fewer
    return [...fewer, ...asked.flatMap(one => [atMost([one], answered), atMost([one, ...rest], [], people)])]
  }
  const fewer = passed.flatMap(one => [atMost([one], rest), atMost([one, ...answered], [], people)])
  return everybody ? [...fewer, atMost(rest, passed), atLeast([...answered, ...passed], people)] : fewer
}

// More often than this it goes round only where what is known contradicts itself.
const mostRounds = 50

/**
 * Narrows what can be told of every count until nothing more follows from the sums.
 *
 * @param sums - what is known; their counts are changed
 */
export function narrow(sums: readonly Sum[]): void {
  for (let round = 0; round < mostRounds; round++) {
    if (!sums.map(narrowOnce).includes(true)) return
  }
}

/** Whether anything follows from a sum that was not told before. */
function narrowOnce({ plus, minus, low, high }: Sum): boolean {
  const all = (of: readonly Count[], end: 'low' | 'high'): number =>
    of.reduce((sum, one) => sum + one[end], 0)
  const least = all(plus, 'low') - all(minus, 'high')
  const most = all(plus, 'high') - all(minus, 'low')
  const narrower = [
    ...plus.map(one => limit(one, low - (most - one.high), high - (least - one.low))),
    ...minus.map(one => limit(one, least + one.high - high, most + one.low - low)),
  ]
  return narrower.includes(true)
}

function limit(count: Count, low: number, high: number): boolean {
  const narrower = low > count.low || high < count.high
  count.low = Math.max(count.low, low)
  count.high = Math.min(count.high, high)
  return narrower
}
