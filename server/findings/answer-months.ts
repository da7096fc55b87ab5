import type { AskedQuestion } from './asked-questions.ts'
import type { CountedResponse } from './counted-responses.ts'

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
