import { LONGEST_ANSWER, OTHER, type GivenAnswer, type SurveyQuestion } from './definition.ts'
import { isEmpty } from './conditions.ts'
import { optionsOf } from './questions.ts'
import { cleanFileName, cleanText, readDate, readNumber } from './written.ts'

/** What is wrong with an answer: an English sentence with places for values, so that it can be said in any language. */
export interface AnswerProblem {
  readonly sentence: string
  readonly values: Readonly<Record<string, string | number>>
}

/** An answer that was checked, with the one thing that is wrong with it. */
export interface CheckedAnswer {
  readonly answer: GivenAnswer
  /** An English sentence for the person; null when all is well. */
  readonly problem: string | null
  /** The same, to be said in the person's language; null when all is well. */
  readonly reason: AnswerProblem | null
}

const wrong = (sentence: string, values: Readonly<Record<string, string | number>> = {}): AnswerProblem => ({
  sentence,
  values,
})

/**
 * What is wrong, in English.
 *
 * @param problem - the sentence and its values
 * @returns the sentence with its values in their places
 */
export function problemInEnglish({ sentence, values }: AnswerProblem): string {
  const one =
    values['count'] === 1 ? sentence.replace('{{count}} characters', '{{count}} character') : sentence
  return one.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString('en-GB') : value
  })
}

/**
 * Checks one answer as it was given. A list of statements is checked statement by statement, as `expandedQuestions`
 * gives them; a postcode is looked up elsewhere and is never an answer.
 *
 * @param question - the question
 * @param choices - values that were chosen: of a `ranking` from first to last, otherwise in any order
 * @param typed - what was written; '' when nothing. A date is `YYYY-MM-DD`, a file is its name
 * @returns the answer as it is kept (known options only, each once; in the question's order, or by rank; a number in
 *   plain digits, a date as `YYYY-MM-DD`; what cannot be read stays as typed) and what is wrong, if anything
 */
export function checkAnswer(
  question: SurveyQuestion,
  choices: readonly string[],
  typed: string,
): CheckedAnswer {
  const answer = keptAnswer(question, choices, typed)
  const reason = problemWith(question, answer, choices)
  return { answer, problem: reason === null ? null : problemInEnglish(reason), reason }
}

function keptAnswer(question: SurveyQuestion, choices: readonly string[], typed: string): GivenAnswer {
  const values = optionsOf(question).map(option => option.value)
  const written = cleanText(typed)
  const kept = (chosen: readonly string[], text: string): GivenAnswer => ({
    questionKey: question.key,
    choices: chosen,
    text: text === '' ? null : text,
  })
  switch (question.kind) {
    case 'agreement-list':
    case 'postcode':
      return kept([], question.kind === 'postcode' ? written : '')
    case 'ranking':
      return kept(
        [...new Set(choices)].filter(value => values.includes(value)),
        '',
      )
    case 'number':
      return kept([], readNumber(written) ?? written)
    case 'date':
      return kept([], readDate(written) ?? written)
    case 'file':
      return kept([], cleanFileName(typed))
    case 'text':
    case 'long-text':
      return kept([], written)
    case 'one':
    case 'several':
    case 'agreement': {
      let chosen = values.filter(value => choices.includes(value))
      // Who writes under "Other" means "Other", ticked or not.
      const other = question.otherOption === true && written !== ''
      if (other && (question.kind === 'several' || chosen.length === 0)) {
        chosen = values.filter(value => value === OTHER || chosen.includes(value))
      }
      return kept(chosen, question.otherOption === true ? written : '')
    }
  }
}

function problemWith(
  question: SurveyQuestion,
  answer: GivenAnswer,
  given: readonly string[],
): AnswerProblem | null {
  const options = optionsOf(question)
  const known = (value: string): boolean => value === '' || options.some(option => option.value === value)
  if (options.length > 0 && !given.every(known)) return wrong('Choose from the answers on this page')
  if ((question.kind === 'one' || question.kind === 'agreement') && answer.choices.length > 1) {
    return wrong('Choose one answer only')
  }
  if (question.kind === 'several' && answer.choices.length > 1) {
    const alone = options.find(option => option.exclusive === true && answer.choices.includes(option.value))
    if (alone) return wrong('Choose “{{answer}}” or the other answers, not both', { answer: alone.text })
  }
  if (question.kind === 'ranking') {
    const twice = options.find(({ value }) => given.filter(one => one === value).length > 1)
    if (twice) return wrong('Put “{{answer}}” in one place only', { answer: twice.text })
    if (question.required && answer.choices.length < options.length) return wrong('Put all of them in order')
  }
  if (question.required && isEmpty(answer)) return missing(question)
  return answer.text === null ? null : problemWithText(question, answer.text)
}

function missing({ kind }: SurveyQuestion): AnswerProblem | null {
  switch (kind) {
    case 'one':
    case 'agreement':
      return wrong('Choose an answer')
    case 'several':
      return wrong('Choose at least one answer')
    case 'number':
      return wrong('Write a number')
    case 'date':
      return wrong('Write a date')
    case 'file':
      return wrong('Choose a file')
    case 'agreement-list':
      return null
    default:
      return wrong('Write an answer')
  }
}

function problemWithText(question: SurveyQuestion, text: string): AnswerProblem | null {
  if (question.kind === 'number') return problemWithNumber(question, text)
  if (question.kind === 'date') return problemWithDate(question, text)
  const most = question.kind === 'long-text' ? LONGEST_ANSWER['long-text'] : LONGEST_ANSWER.text
  if (text.length <= most) return null
  return wrong('This is {{count}} characters too long: write {{most}} or fewer', {
    count: text.length - most,
    most: most.toLocaleString('en-GB'),
  })
}

function problemWithNumber(question: SurveyQuestion, text: string): AnswerProblem | null {
  const { minimum, maximum, decimals = 0 } = question
  const plain = readNumber(text)
  if (plain === null) {
    return decimals > 0 ? wrong('Write a number, such as 2.5') : wrong('Write a number in digits, such as 3')
  }
  const places = plain.split('.')[1]?.length ?? 0
  if (places > decimals) {
    if (decimals === 0) return wrong('Write a whole number, such as 3')
    return wrong('Write a number with at most {{most}} digits after the point', { most: decimals })
  }
  if (minimum !== undefined && Number(plain) < minimum) {
    return wrong('Write {{least}} or more', { least: minimum })
  }
  if (maximum !== undefined && Number(plain) > maximum) {
    return wrong('Write {{most}} or less', { most: maximum })
  }
  return null
}

const dayFirst = (date: string): string => date.split('-').reverse().map(Number).join(' ')

function problemWithDate({ earliest, latest }: SurveyQuestion, text: string): AnswerProblem | null {
  const date = readDate(text)
  if (date === null) return wrong('Write a real date, such as 27 3 2026')
  if (earliest !== undefined && date < earliest) {
    return wrong('Write {{date}} or a later date', { date: dayFirst(earliest) })
  }
  if (latest !== undefined && date > latest) {
    return wrong('Write {{date}} or an earlier date', { date: dayFirst(latest) })
  }
  return null
}

/** Places that were given to the options of a ranking, read into an order. */
export interface ReadRanking {
  /** Values from first to last; what has no place is not among them. */
  readonly choices: readonly string[]
  readonly reason: AnswerProblem | null
}

/**
 * Reads the places that somebody gave to the options of a ranking: `1` for the first, and so on. Gaps close up; two
 * options in one place are refused, since nobody can know which is meant to come first.
 *
 * @param question - the `ranking`
 * @param placeOf - what was typed or chosen beside an option; '' for none
 * @returns the order for `checkAnswer`, and what is wrong with the places, if anything
 */
export function readRanking(question: SurveyQuestion, placeOf: (optionValue: string) => string): ReadRanking {
  const options = optionsOf(question)
  const placed: { readonly value: string; readonly text: string; readonly place: number }[] = []
  let reason: AnswerProblem | null = null
  for (const { value, text } of options) {
    const typed = cleanText(placeOf(value))
    if (typed === '') continue
    const place = Number(readNumber(typed) ?? NaN)
    if (!Number.isInteger(place) || place < 1 || place > options.length) {
      reason ??= wrong('Give “{{answer}}” a place from 1 to {{most}}', { answer: text, most: options.length })
      continue
    }
    const same = placed.find(one => one.place === place)
    if (same) {
      reason ??= wrong(
        '“{{first}}” and “{{second}}” are both in place {{place}}: give each a place of its own',
        {
          first: same.text,
          second: text,
          place,
        },
      )
    }
    placed.push({ value, text, place })
  }
  placed.sort((a, b) => a.place - b.place)
  return { choices: placed.map(one => one.value), reason }
}
