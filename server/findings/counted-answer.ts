import { readDate, readNumber, type GivenAnswer } from '../model/survey.ts'
import type { AskedQuestion } from './asked-questions.ts'
import { outsideRange } from './number-bands.ts'

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
