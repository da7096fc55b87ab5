import {
  readDate,
  readNumber,
  type GivenAnswer,
  type SurveyOption,
  type SurveyQuestion,
} from '../model/survey.ts'
import type { AskedQuestion } from './asked-questions.ts'
import type { CountedResponse } from './counted-responses.ts'

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
      ? [{ value: 'below-0', upTo: whole ? -1 : -Number.MIN_VALUE, text: 'Below 0' }]
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

/** An answer as it is counted. */
export interface CountedAnswer {
  /** What is counted of it: chosen options, what came first, the range of the number, the month (`YYYY-MM`). */
  readonly choices: readonly string[]
  /** All that was put in order, from first to last; only of a `ranking`. */
  readonly order?: readonly string[]
  /** Only of a `number` that can be read and is in its range. */
  readonly number?: number
}

/**
 * An answer as it is counted: a ranking by what came first, a number by its range, a date by its month.
 *
 * @param question - the question
 * @param answer - what was answered
 * @returns what counts; no choice where nothing does
 */
export function countedAnswer(
  question: Pick<AskedQuestion, 'kind' | 'bands' | 'minimum'>,
  answer: GivenAnswer,
): CountedAnswer {
  const { choices, text } = answer
  if (question.kind === 'ranking') return { choices: choices.slice(0, 1), order: choices }
  if (question.kind === 'number') {
    const plain = readNumber(text ?? '')
    if (plain === null) return { choices: [] }
    const number = Number(plain)
    const band = question.bands?.find(({ upTo }) => upTo === null || number <= upTo)
    const inside = band !== undefined && (question.minimum === undefined || number >= question.minimum)
    return inside ? { choices: [band.value], number } : { choices: [outsideRange] }
  }
  if (question.kind === 'date') {
    const date = readDate(text ?? '')
    return { choices: date === null ? [] : [date.slice(0, 7)] }
  }
  return { choices }
}

const mostMonths = 36
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/**
 * Gives questions about a date the months of their answers as options.
 *
 * @param questions - the questions
 * @param counted - the responses that count
 * @returns the questions in the same order; months without an answer stand between others over at most three years
 */
export function withMonths(
  questions: readonly AskedQuestion[],
  counted: readonly CountedResponse[],
): AskedQuestion[] {
  return questions.map(question => {
    if (question.kind !== 'date') return question
    const given = [...new Set(counted.flatMap(response => response.choices[question.key] ?? []))].sort()
    const [first, last] = [monthNumber(given[0] ?? ''), monthNumber(given.at(-1) ?? '')]
    const months =
      given.length > 0 && last - first < mostMonths
        ? Array.from({ length: last - first + 1 }, (_, at) => monthOf(first + at))
        : given
    return { ...question, options: months.map(value => ({ value, text: monthInWords(value) })) }
  })
}

function monthNumber(month: string): number {
  const [year, at] = month.split('-').map(Number)
  return (year ?? 0) * 12 + (at ?? 1) - 1
}

function monthOf(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`
}

function monthInWords(month: string): string {
  return `${monthNames[monthNumber(month) % 12] ?? ''} ${month.slice(0, 4)}`
}
