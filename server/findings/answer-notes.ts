import type { AskedQuestion } from './asked-questions.ts'
import { sayLater } from './findings.ts'

const restNotes = {
  one: {
    everybody: sayLater('“No answer” includes paper forms with two ticks where one was asked.'),
    some: sayLater(
      '“No answer” includes people who were not asked, and paper forms with two ticks where one was asked.',
    ),
  },
  ranking: {
    everybody: sayLater('“No answer” includes paper forms that give one place to two things.'),
    some: sayLater(
      '“No answer” includes people who were not asked, and paper forms that give one place to two things.',
    ),
  },
  number: {
    everybody: sayLater('“No answer” includes what is no number of the range on paper.'),
    some: sayLater(
      '“No answer” includes people who were not asked, and what is no number of the range on paper.',
    ),
  },
  date: {
    everybody: sayLater('“No answer” includes what is no date on paper.'),
    some: sayLater('“No answer” includes people who were not asked, and what is no date on paper.'),
  },
}

/**
 * What has to be said under the published answers to a question: who is in the row "No answer", or that some people were
 * not asked.
 *
 * @param question - the question
 * @param withRest - whether there is such a row
 * @returns sentences; none where everybody was asked and no row needs to be told of
 */
export function answerNotes(question: AskedQuestion, withRest: boolean): string[] {
  if (!withRest) return question.everybody ? [] : [sayLater('Not everybody was asked this question.')]
  const { kind } = question
  const notes = kind === 'ranking' || kind === 'number' || kind === 'date' ? restNotes[kind] : restNotes.one
  return [question.everybody ? notes.everybody : notes.some]
}
