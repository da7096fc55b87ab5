import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import {
  checkAnswer,
  expandedQuestions,
  optionsOf,
  readNumber,
  readRanking,
  unansweredPage,
  type ExpandedQuestion,
  type GivenAnswer,
  type SurveyDefinition,
  type SurveyQuestion,
} from '../model/survey.ts'

/** What a keyer saw in a question's place: something legible, nothing, something illegible, something taken back. */
export const writtenStates = ['answered', 'blank', 'unreadable', 'crossed-out'] as const

/** One of them. */
export type WrittenState = (typeof writtenStates)[number]

/** How each is said on pages. */
export const stateNames: Readonly<Record<WrittenState, string>> = {
  answered: 'Answered',
  blank: 'Left blank',
  unreadable: 'Cannot be read',
  'crossed-out': 'Crossed out',
}

/** What stands beside an option that was to be put in order. */
export interface WrittenPlace {
  readonly option: string
  /** As written: `1` for the first; two options may have the same. */
  readonly place: string
}

/** One question as it stands on the paper. */
export interface WrittenAnswer {
  readonly questionKey: string
  readonly state: WrittenState
  /** Every box with a tick, in printed order: two where one was asked are two. */
  readonly ticks: readonly string[]
  /** Word for word; null when nothing was written. */
  readonly text: string | null
  /** Of a ranking only: what stands beside its options, in printed order. */
  readonly places?: readonly WrittenPlace[] | undefined
}

/** A whole form as it stands on the paper. Its postcode is not kept: only what it told. */
export interface AsWritten {
  /** `YYYY-MM-DD`; the day on which the council had it in hand. */
  readonly receivedOn: string
  /** Somebody from the council helped to fill it in. */
  readonly helped: boolean
  readonly answers: readonly WrittenAnswer[]
  readonly postcode: {
    readonly state: WrittenState
    readonly neighbourhoodCode: string | null
    readonly distanceBand: string | null
  }
}

const stored: z.ZodType<AsWritten> = z.object({
  receivedOn: z.string(),
  helped: z.boolean(),
  answers: z.array(
    z.object({
      questionKey: z.string(),
      state: z.enum(writtenStates),
      ticks: z.array(z.string()),
      text: z.string().nullable(),
      places: z.array(z.object({ option: z.string(), place: z.string() })).optional(),
    }),
  ),
  postcode: z.object({
    state: z.enum(writtenStates),
    neighbourhoodCode: z.string().nullable(),
    distanceBand: z.string().nullable(),
  }),
})

/**
 * Reads a form as written from the text in which it is stored.
 *
 * @param json - the stored text
 * @returns the form
 */
export function asWrittenFrom(json: string): AsWritten {
  return stored.parse(JSON.parse(json))
}

/** A question with the number that stands before it on paper. */
export interface NumberedQuestion {
  readonly number: number
  readonly question: ExpandedQuestion
}

/**
 * The survey's questions in printed order, numbered from 1, each statement of a list by itself; equality questions
 * follow the others.
 *
 * @param definition - the survey
 * @returns every question, the postcode's too
 */
export function numberedQuestions(definition: SurveyDefinition): NumberedQuestion[] {
  // In the words that the form has, which repeats no answer.
  const printed = [...definition.pages, ...definition.equality].map(unansweredPage)
  return expandedQuestions(printed).map((question, at) => ({
    number: at + 1,
    question,
  }))
}

/**
 * What a form counts as: what cannot be read or was crossed out is asked but not answered, and two ticks stay two, so
 * that the tally says "more than one ticked" and not either choice. An order in which two things share a place, or with
 * something that is no place, is asked but not answered: nobody knows which is meant.
 *
 * @param definition - the survey on the form
 * @param form - the form as written
 * @returns an answer for every question that the form asked but the postcode, empty where nothing counts
 */
export function givenAnswers(definition: SurveyDefinition, form: AsWritten): GivenAnswer[] {
  return numberedQuestions(definition).flatMap(({ question }) => {
    if (question.kind === 'postcode') return []
    const { state, ticks, text, places = [] } = answerTo(form, question)
    // What is wrong with an answer (two ticks, nothing where something was required) is no reason to refuse paper.
    if (state !== 'answered') return [{ questionKey: question.key, choices: [], text: null }]
    if (question.kind !== 'ranking') return [checkAnswer(question, ticks, text ?? '').answer]
    const order = readRanking(question, value => placeOf(places, value))
    return [checkAnswer(question, order.reason === null ? order.choices : [], '').answer]
  })
}

/**
 * The questions that a form answers in a way that nobody can count: an order with two things in one place, a number or
 * a date that is none. What stands there is kept.
 *
 * @param definition - the survey on the form
 * @param form - the form as written
 * @returns the numbers that the questions have on paper
 */
export function keptUncounted(definition: SurveyDefinition, form: AsWritten): number[] {
  return numberedQuestions(definition).flatMap(({ number, question }) => {
    const { state, text, places = [] } = answerTo(form, question)
    if (state !== 'answered') return []
    const uncounted =
      question.kind === 'ranking'
        ? readRanking(question, value => placeOf(places, value)).reason !== null
        : (question.kind === 'number' || question.kind === 'date') &&
          checkAnswer({ ...question, required: false }, [], text ?? '').reason !== null
    return uncounted ? [number] : []
  })
}

/** Two people read something differently. */
export interface Difference {
  /** A question's key, or `received-on`, `helped`, `postcode`. */
  readonly field: string
  readonly label: string
  readonly first: string
  readonly second: string
}

/**
 * Where two readings of one form differ. Spaces, capital letters and the kind of quotation mark do not count in
 * comments.
 *
 * @param definition - the survey on the form
 * @param first - as the first person read it
 * @param second - as the second person read it
 * @returns the differences in printed order; none when they agree
 */
export function differencesBetween(
  definition: SurveyDefinition,
  first: AsWritten,
  second: AsWritten,
): Difference[] {
  return sideBySide(definition, first, second)
    .map(({ difference }) => difference)
    .filter(one => sameReading(one.first) !== sameReading(one.second))
}

/**
 * Where a form is not word for word what is stored of it. Nothing is passed over here: who changed a capital letter is
 * not to be told that it was stored.
 *
 * @param definition - the survey on the form
 * @param stored - the form as it is stored
 * @param shown - the form as it stands on a page
 * @returns the changes in printed order, what is stored first; none when the same is stored
 */
export function changesFrom(definition: SurveyDefinition, stored: AsWritten, shown: AsWritten): Difference[] {
  return sideBySide(definition, stored, shown)
    .filter(({ exactly: [one, other] }) => !isDeepStrictEqual(one, other))
    .map(({ difference }) => difference)
}

/** Every field of a form in two readings: in words, and as it is stored. */
function sideBySide(
  definition: SurveyDefinition,
  first: AsWritten,
  second: AsWritten,
): { difference: Difference; exactly: [unknown, unknown] }[] {
  const field = (
    name: string,
    label: string,
    read: (form: AsWritten) => { words: string; exactly: unknown },
  ): { difference: Difference; exactly: [unknown, unknown] } => {
    const [one, other] = [read(first), read(second)]
    return {
      difference: { field: name, label, first: one.words, second: other.words },
      exactly: [one.exactly, other.exactly],
    }
  }
  return [
    field('received-on', 'Date received', form => ({ words: form.receivedOn, exactly: form.receivedOn })),
    ...numberedQuestions(definition).map(({ number, question }) => {
      const label = `${number}. ${question.text}`
      if (question.kind === 'postcode') {
        return field('postcode', label, form => {
          const { state, neighbourhoodCode, distanceBand } = form.postcode
          return { words: placeInWords(form), exactly: [state, neighbourhoodCode, distanceBand] }
        })
      }
      return field(question.key, label, form => {
        const answer = answerTo(form, question)
        const { state, ticks, text, places = [] } = answer
        return { words: inWords(question, answer), exactly: [state, ticks, text, places] }
      })
    }),
    field('helped', 'Helped by staff', ({ helped }) => ({ words: helped ? 'Yes' : 'No', exactly: helped })),
  ]
}

/**
 * One reading out of two, where somebody decided each difference with the paper in hand.
 *
 * @param first - as the first person read it
 * @param second - as the second person read it
 * @param decided - field → whose reading is right; the first person's where nothing is said
 * @returns the form as settled
 */
export function settle(
  first: AsWritten,
  second: AsWritten,
  decided: ReadonlyMap<string, 'first' | 'second'>,
): AsWritten {
  const of = (field: string): AsWritten => (decided.get(field) === 'second' ? second : first)
  return {
    receivedOn: of('received-on').receivedOn,
    helped: of('helped').helped,
    postcode: of('postcode').postcode,
    answers: first.answers.map(
      answer => of(answer.questionKey).answers.find(one => one.questionKey === answer.questionKey) ?? answer,
    ),
  }
}

function placeOf(places: readonly WrittenPlace[], value: string): string {
  return places.find(({ option }) => option === value)?.place ?? ''
}

function answerTo(form: AsWritten, question: SurveyQuestion): WrittenAnswer {
  return (
    form.answers.find(answer => answer.questionKey === question.key) ?? {
      questionKey: question.key,
      state: 'blank',
      ticks: [],
      text: null,
    }
  )
}

function inWords(question: SurveyQuestion, answer: WrittenAnswer): string {
  if (answer.state !== 'answered') return stateNames[answer.state]
  const textOf = (value: string): string =>
    optionsOf(question).find(option => option.value === value)?.text ?? value
  const ticked = answer.ticks.map(textOf)
  const placed = (answer.places ?? []).map(
    ({ option, place }) => `${textOf(option)}: ${readNumber(place) ?? place}`,
  )
  return [...placed, ...ticked, ...(answer.text === null ? [] : [`“${answer.text}”`])].join('; ')
}

function placeInWords({ postcode }: AsWritten): string {
  if (postcode.state !== 'answered') return stateNames[postcode.state]
  return postcode.neighbourhoodCode ?? 'Not a postcode of the county'
}

function sameReading(text: string): string {
  return text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim()
}
