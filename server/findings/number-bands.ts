import type { SurveyOption, SurveyQuestion } from '../model/survey.ts'
import { sayLater } from './findings.ts'

/** A range of numbers that are counted together. */
export interface NumberBand extends SurveyOption {
  /** Greatest number of the range; null where it is open. */
  readonly upTo: number | null
}

/** Stands for a number outside of the range that was asked for, as paper may have it. */
export const outsideRange = 'a number outside of the range'

const edges = [0, 1, 2, 3, 4, 5, 10, 20, 50, 100]
const furtherEdges = [200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000]

/**
 * The ranges in which answers to a `number` are counted. They follow from the question alone: from the answers they
 * would tell the least and the greatest one.
 *
 * @param question - the question, with its least and greatest number where it has them
 * @returns ranges from the lowest to the highest; every whole number by itself where there are at most eleven
 */
export function numberBands({ minimum, maximum, decimals = 0 }: SurveyQuestion): NumberBand[] {
  const whole = decimals === 0
  if (minimum === undefined && maximum !== undefined && maximum <= 0) {
    return [{ value: `up-to-${maximum}`, upTo: maximum, text: `${maximum} or less` }]
  }
  const each = whole && minimum !== undefined && maximum !== undefined && maximum - minimum <= 10
  const all = each
    ? Array.from({ length: maximum - minimum + 1 }, (_, at) => minimum + at)
    : [...edges, ...(maximum === undefined ? [] : furtherEdges)]
  const inside = all.filter(
    edge => (minimum === undefined || edge >= minimum) && (maximum === undefined || edge < maximum),
  )
  const closed = maximum === undefined ? inside : [...inside, maximum]
  const number = (value: number): string => value.toLocaleString('en-GB')
  const bands = closed.map((upTo, at): NumberBand => {
    const before = closed[at - 1]
    const value = `up-to-${upTo}`
    const from = before === undefined ? (minimum ?? (whole ? 0 : undefined)) : whole ? before + 1 : undefined
    if (from !== undefined) {
      return { value, upTo, text: from === upTo ? number(upTo) : `${number(from)} to ${number(upTo)}` }
    }
    if (before === undefined) return { value, upTo, text: number(upTo) }
    return { value, upTo, text: `Over ${number(before)} and up to ${number(upTo)}` }
  })
  const last = closed.at(-1)
  return [
    ...(minimum === undefined
      ? [{ value: 'below-0', upTo: whole ? -1 : -Number.MIN_VALUE, text: sayLater('Below 0') }]
      : []),
    ...bands,
    ...(maximum === undefined && last !== undefined
      ? [{ value: `over-${last}`, upTo: null, text: `More than ${number(last)}` }]
      : []),
    ...(maximum === undefined && last === undefined
      ? [{ value: 'any', upTo: null, text: `${number(minimum ?? 0)} or more` }]
      : []),
  ]
}
