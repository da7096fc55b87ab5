import { PUBLIC_RULES } from '../model/suppression.ts'
import { tally } from '../model/tally.ts'
import type { AskedQuestion } from './asked-questions.ts'
import type { CountedResponse } from './counted-responses.ts'
import { sayLater } from './findings.ts'
import { protectAnswers, protectChoices, type ProtectedCounts } from './protected-counts.ts'

/** The answers to a question as anybody may see them. */
export interface PublicAnswers {
  /** What each row counts; without the row of those who gave no answer. */
  readonly labels: readonly string[]
  /** Exact counts by row and place. */
  readonly counts: readonly (readonly number[])[]
  /** A last row counts those who gave no answer. */
  readonly withRest: boolean
  /** By row, that last one included, and place. */
  readonly shown: ProtectedCounts
}

/**
 * Whether a question is answered in words, or with a file: its tables tell only how many did.
 *
 * @param question - the question
 * @returns true where there are no answers to choose from
 */
export function isWritten({ kind }: Pick<AskedQuestion, 'kind'>): boolean {
  return kind === 'text' || kind === 'long-text' || kind === 'file'
}

/**
 * How a table says that somebody answered in words, or with a file.
 *
 * @param question - the question
 * @returns the row's label
 */
export function wroteWords({ kind }: Pick<AskedQuestion, 'kind'>): string {
  return kind === 'file' ? sayLater('Sent a file') : sayLater('Wrote an answer')
}

/**
 * Protects the answers to a question in every place.
 *
 * @param question - the question
 * @param places - by place, the responses from there
 * @returns rows, and what may be shown of them beside each place's exact number of responses
 */
export function publicAnswers(
  question: AskedQuestion,
  places: readonly (readonly CountedResponse[])[],
): PublicAnswers {
  const people = places.map(responses => responses.length)
  if (isWritten(question)) {
    const counts = [places.map(own => own.filter(({ worded }) => worded.has(question.key)).length)]
    return { labels: [wroteWords(question)], counts, withRest: false, shown: protectChoices(counts, people) }
  }
  const tallies = places.map(responses => tally(question, responses))
  const rows = question.options.map((option, at): Row => {
    return { label: option.text, counts: tallies.map(one => one.options[at]?.count ?? 0) }
  })
  if (question.several) {
    const counts = rows.map(row => row.counts)
    const labels = rows.map(row => row.label)
    return { labels, counts, withRest: false, shown: protectChoices(counts, people) }
  }
  return question.kind === 'date'
    ? publicMonths(question, rows, people)
    : protectedRows(question, rows, people)
}

interface Row {
  readonly label: string
  readonly counts: readonly number[]
}

function protectedRows(
  question: AskedQuestion,
  rows: readonly Row[],
  people: readonly number[],
): PublicAnswers {
  const counts = rows.map(row => row.counts)
  const rest = people.map((all, at) => all - counts.reduce((sum, row) => sum + (row[at] ?? 0), 0))
  // Where an answer was required, everybody knows that nobody left it out. After an earlier answer it says more: without
  // this row all people would have given that answer.
  const withRest = !(question.required && !question.conditional && rest.every(count => count === 0))
  return {
    labels: rows.map(row => row.label),
    counts,
    withRest,
    shown: protectAnswers(withRest ? [...counts, rest] : counts),
  }
}

/**
 * Months follow from the answers, so that a month's having a row tells of it. Only months have one whose number for all
 * places stands beside it: then it tells nothing that the number does not. The others are one row.
 */
function publicMonths(
  question: AskedQuestion,
  months: readonly Row[],
  people: readonly number[],
): PublicAnswers {
  const sum = ({ counts }: Row): number => counts.reduce((all, count) => all + count, 0)
  let often = months.filter(row => sum(row) >= PUBLIC_RULES.threshold)
  for (;;) {
    const others = months.filter(row => !often.includes(row))
    const rare = people.map((_, place) => others.reduce((all, row) => all + (row.counts[place] ?? 0), 0))
    const found = protectedRows(
      question,
      [...often, { label: sayLater('Any other month'), counts: rare }],
      people,
    )
    const [withheld] = often.filter((_, at) => found.shown.all[at] === null).sort((a, b) => sum(a) - sum(b))
    if (withheld === undefined) return found
    often = often.filter(row => row !== withheld)
  }
}
