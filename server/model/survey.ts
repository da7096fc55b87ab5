/** How a question is answered. */
export type QuestionKind =
  | 'one'
  | 'several'
  | 'agreement'
  | 'agreement-list'
  | 'ranking'
  | 'number'
  | 'date'
  | 'text'
  | 'long-text'
  | 'postcode'
  | 'file'

/** One of the answers that a question offers. */
export interface SurveyOption {
  readonly value: string
  readonly text: string
  /** Cannot stand beside another choice: "None of these", "Prefer not to say". */
  readonly exclusive?: boolean
}

/** One question. Its key is unique in the survey and the same on paper, online and in the findings. */
export interface SurveyQuestion {
  readonly key: string
  readonly kind: QuestionKind
  readonly text: string
  readonly hint?: string
  /** Offered answers of `one`, `several` and `ranking`; the agreement scale is always `AGREEMENT_OPTIONS`. */
  readonly options?: readonly SurveyOption[]
  /** Statements of an `agreement-list`; each is answered on the scale as the question `<key>--<value>`. */
  readonly items?: readonly SurveyOption[]
  /** Least and greatest number of a `number`. */
  readonly minimum?: number
  readonly maximum?: number
  /** What a `number` counts, such as `children`. */
  readonly unit?: string
  /** The question in easy words; without it the easy read survey shows the question itself. */
  readonly easyText?: string
  /** Name of a picture beside it in the easy read survey, one of the product's own. */
  readonly picture?: string
  /** Also offers `OTHER`, with room to write. */
  readonly otherOption?: boolean
  readonly required: boolean
  readonly proposalId?: string
}

/** When a page is asked: only after, or only without, certain choices of an earlier question. */
export interface PageCondition {
  readonly questionKey: string
  readonly has: 'any of' | 'none of'
  readonly values: readonly string[]
}

/** What is asked at once. */
export interface SurveyPage {
  readonly key: string
  readonly title: string
  /** Paragraphs divided by empty lines, shown before the questions. */
  readonly introduction?: string
  readonly questions: readonly SurveyQuestion[]
  readonly condition?: PageCondition
  /** Further conditions; all must hold. */
  readonly also?: readonly PageCondition[]
  /** Heading that this page and its neighbours of the same section stand under. */
  readonly section?: string
}

/** A survey as it is published: immutable. */
export interface SurveyDefinition {
  readonly title: string
  readonly pages: readonly SurveyPage[]
  /** Asked after the answers were sent; nobody has to answer. */
  readonly equality: readonly SurveyPage[]
}

/** What was answered to one question: values of chosen options (more than one for `one` only where paper had two ticks), and text. */
export interface GivenAnswer {
  readonly questionKey: string
  readonly choices: readonly string[]
  /** null where nothing was written. */
  readonly text: string | null
}

/** The value of "Other, please say". */
export const OTHER = 'other'

/** Most characters of a written answer. */
export const LONGEST_ANSWER: Readonly<Record<'text' | 'long-text', number>> = {
  text: 500,
  'long-text': 10_000,
}

/** The five points of agreement, and not knowing. */
export const AGREEMENT_OPTIONS: readonly SurveyOption[] = [
  { value: 'strongly-agree', text: 'Strongly agree' },
  { value: 'agree', text: 'Agree' },
  { value: 'neither', text: 'Neither agree nor disagree' },
  { value: 'disagree', text: 'Disagree' },
  { value: 'strongly-disagree', text: 'Strongly disagree' },
  { value: 'dont-know', text: 'Don’t know' },
]

/** How far the nearest existing centre is from a respondent, as journeys are estimated for the county. */
export const DISTANCE_BANDS = [
  { value: 'under-1-km', text: 'Under 1 km', upToMetres: 1000 },
  { value: '1-to-2.5-km', text: '1 km to 2.5 km', upToMetres: 2500 },
  { value: '2.5-to-5-km', text: '2.5 km to 5 km', upToMetres: 5000 },
  { value: 'over-5-km', text: 'Over 5 km', upToMetres: Infinity },
] as const

/** How long the way to the nearest existing centre takes a respondent, where the county's journeys are measured. */
export const JOURNEY_BANDS = [
  { value: 'under-15-minutes', text: 'Under 15 minutes', upToSeconds: 900 },
  { value: '15-to-30-minutes', text: '15 to 30 minutes', upToSeconds: 1800 },
  { value: '30-to-45-minutes', text: '30 to 45 minutes', upToSeconds: 2700 },
  { value: 'over-45-minutes', text: 'Over 45 minutes', upToSeconds: Number.MAX_VALUE },
  { value: 'no-way-there', text: 'No way to get there', upToSeconds: Infinity },
] as const

/** Every band that a response may have been stored with; one that was stored keeps its meaning for good. */
export const RESPONSE_BANDS = [...DISTANCE_BANDS, ...JOURNEY_BANDS] as const

/** One of the bands of distance or time. */
export type DistanceBand = (typeof RESPONSE_BANDS)[number]['value']

/**
 * The bands that some responses use: of distance, of time, or both where journeys were measured meanwhile.
 *
 * @param stored - the band of each response; null when it is not known
 * @returns the bands in order; those of distance when no response has one
 */
export function bandsInUse(stored: Iterable<string | null>): readonly { value: string; text: string }[] {
  const used = new Set(stored)
  const times = JOURNEY_BANDS.some(band => used.has(band.value))
  const distances = !times || DISTANCE_BANDS.some(band => used.has(band.value))
  return [...(distances ? DISTANCE_BANDS : []), ...(times ? JOURNEY_BANDS : [])]
}

/**
 * The band that a journey time falls into.
 *
 * @param seconds - to the nearest existing centre; Infinity where there is no way, null when not known
 * @returns the band; its upper edge belongs to it; null when the time is not known
 */
export function journeyBand(seconds: number | null): DistanceBand | null {
  if (seconds === null || Number.isNaN(seconds) || seconds < 0) return null
  return JOURNEY_BANDS.find(band => seconds <= band.upToSeconds)?.value ?? null
}

/**
 * The band that a distance falls into.
 *
 * @param metres - distance to the nearest existing centre; null when not known
 * @returns the band; its upper edge belongs to it; null when the distance is not known
 */
export function distanceBand(metres: number | null): DistanceBand | null {
  if (metres === null || Number.isNaN(metres) || metres < 0) return null
  return DISTANCE_BANDS.find(band => metres <= band.upToMetres)?.value ?? null
}

/**
 * Every option that a question offers, in order.
 *
 * @param question - the question
 * @returns its options, with the agreement scale or "Other" where they belong; empty for written answers
 */
export function optionsOf(question: SurveyQuestion): readonly SurveyOption[] {
  if (question.kind === 'agreement') return AGREEMENT_OPTIONS
  if (question.kind !== 'one' && question.kind !== 'several') return []
  const given = question.options ?? []
  if (question.otherOption !== true) return given
  // "Other" stands before the answers that exclude all others, so that those close the list.
  const exclusive = given.filter(option => option.exclusive === true)
  return [...given.filter(option => option.exclusive !== true), { value: OTHER, text: 'Other' }, ...exclusive]
}

/**
 * Every question of some pages, in order.
 *
 * @param pages - pages of a survey
 * @returns their questions
 */
export function questionsOf(pages: readonly SurveyPage[]): SurveyQuestion[] {
  return pages.flatMap(page => page.questions)
}

/**
 * Whether a page is asked.
 *
 * @param page - the page
 * @param answers - what was answered so far
 * @returns false when its condition is not met; a question that was not answered has none of any values
 */
export function pageApplies(page: SurveyPage, answers: readonly GivenAnswer[]): boolean {
  const { condition } = page
  if (condition === undefined) return true
  const chosen = answers.find(answer => answer.questionKey === condition.questionKey)?.choices ?? []
  const met = chosen.some(choice => condition.values.includes(choice))
  return condition.has === 'any of' ? met : !met
}

/**
 * The pages that are asked, given what was answered so far. A page that depends on one that is not asked itself is
 * judged as if that one had no answer.
 *
 * @param pages - pages of a survey, in order
 * @param answers - what was answered so far
 * @returns the pages that apply, in order
 */
export function pagesThatApply(pages: readonly SurveyPage[], answers: readonly GivenAnswer[]): SurveyPage[] {
  const known: GivenAnswer[] = []
  const asked: SurveyPage[] = []
  for (const page of pages) {
    if (!pageApplies(page, known)) continue
    asked.push(page)
    const keys = new Set(page.questions.map(question => question.key))
    known.push(...answers.filter(answer => keys.has(answer.questionKey)))
  }
  return asked
}

/**
 * Keeps the answers to questions that are asked, in the order of the survey, and drops empty ones.
 *
 * @param pages - pages of a survey
 * @param answers - what was answered, in any order
 * @returns what counts
 */
export function answersThatCount(
  pages: readonly SurveyPage[],
  answers: readonly GivenAnswer[],
): GivenAnswer[] {
  return questionsOf(pagesThatApply(pages, answers)).flatMap(question =>
    answers.filter(answer => answer.questionKey === question.key && !isEmpty(answer)).slice(0, 1),
  )
}

/**
 * Whether an answer says nothing.
 *
 * @param answer - the answer
 * @returns true without a choice and without text
 */
export function isEmpty(answer: GivenAnswer): boolean {
  return answer.choices.length === 0 && (answer.text === null || answer.text === '')
}

// Controls that could reorder or hide text are dropped, and half characters that no database stores.
// eslint-disable-next-line no-control-regex
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/g

/**
 * A written answer as it is kept: as typed, without controls that hide or reorder text and without empty ends.
 *
 * @param typed - as it arrived
 * @returns the text; '' when nothing is left
 */
export function cleanText(typed: string): string {
  return typed
    .replace(/\r\n?/g, '\n')
    .replace(unwanted, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim()
}

/** An answer that was checked, with the one thing that is wrong with it. */
export interface CheckedAnswer {
  readonly answer: GivenAnswer
  /** A sentence for the person; null when all is well. */
  readonly problem: string | null
}

/**
 * Checks one answer as it was given.
 *
 * @param question - the question
 * @param choices - values that were chosen, in any order
 * @param typed - what was written; '' when nothing
 * @returns the answer as it is kept (known options only, each once, in the question's order) and what is wrong, if anything
 */
export function checkAnswer(
  question: SurveyQuestion,
  choices: readonly string[],
  typed: string,
): CheckedAnswer {
  const options = optionsOf(question)
  const written = cleanText(typed)
  let chosen = options.map(option => option.value).filter(value => choices.includes(value))
  // Who writes under "Other" means "Other", ticked or not.
  if (
    question.otherOption === true &&
    written !== '' &&
    (question.kind === 'several' || chosen.length === 0)
  ) {
    chosen = options.map(option => option.value).filter(value => value === OTHER || chosen.includes(value))
  }
  const text = options.length > 0 && question.otherOption !== true ? '' : written
  const answer: GivenAnswer = { questionKey: question.key, choices: chosen, text: text === '' ? null : text }
  const unknown =
    options.length > 0 &&
    choices.some(choice => choice !== '' && !options.some(({ value }) => value === choice))
  return { answer, problem: problemWith(question, answer, unknown) }
}

function problemWith(question: SurveyQuestion, answer: GivenAnswer, unknownChoice: boolean): string | null {
  if (unknownChoice) return 'Choose from the answers on this page'
  if (question.kind === 'one' || question.kind === 'agreement') {
    if (answer.choices.length > 1) return 'Choose one answer only'
  }
  if (question.kind === 'several' && answer.choices.length > 1) {
    const alone = optionsOf(question).find(
      option => option.exclusive === true && answer.choices.includes(option.value),
    )
    if (alone) return `Choose “${alone.text}” or the other answers, not both`
  }
  const most = question.kind === 'long-text' ? LONGEST_ANSWER['long-text'] : LONGEST_ANSWER.text
  if (answer.text !== null && answer.text.length > most) {
    const over = answer.text.length - most
    return `This is ${over.toLocaleString('en-GB')} ${over === 1 ? 'character' : 'characters'} too long: write ${most.toLocaleString('en-GB')} or fewer`
  }
  if (question.required && isEmpty(answer)) {
    if (optionsOf(question).length === 0) return 'Write an answer'
    return question.kind === 'several' ? 'Choose at least one answer' : 'Choose an answer'
  }
  return null
}

/**
 * What is wrong with a survey before it is published.
 *
 * @param definition - the survey
 * @returns sentences; empty when it can be published
 */
export function definitionProblems(definition: SurveyDefinition): string[] {
  const problems: string[] = []
  const all = [...definition.pages, ...definition.equality]
  const twice = <T>(items: readonly T[]): T[] => [
    ...new Set(items.filter((item, at) => items.indexOf(item) !== at)),
  ]
  if (definition.pages.length === 0) problems.push('The survey has no questions.')
  for (const key of twice(all.map(page => page.key))) problems.push(`Two pages have the key “${key}”.`)
  for (const key of twice(questionsOf(all).map(question => question.key))) {
    problems.push(`Two questions have the key “${key}”.`)
  }
  for (const page of all) {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(page.key))
      problems.push(`The page key “${page.key}” cannot stand in an address.`)
    if (page.questions.length === 0) problems.push(`The page “${page.title}” has no question.`)
  }
  for (const question of questionsOf(all)) {
    const values = optionsOf(question).map(option => option.value)
    if ((question.kind === 'one' || question.kind === 'several') && values.length < 2) {
      problems.push(`“${question.text}” needs at least two answers to choose from.`)
    }
    for (const value of twice(values)) problems.push(`“${question.text}” offers “${value}” twice.`)
  }
  all.forEach((page, at) => {
    const { condition } = page
    if (condition === undefined) return
    const asked = questionsOf(all.slice(0, at)).find(question => question.key === condition.questionKey)
    if (!asked) problems.push(`The page “${page.title}” depends on a question that is not asked before it.`)
    else if (!condition.values.every(value => optionsOf(asked).some(option => option.value === value))) {
      problems.push(`The page “${page.title}” depends on an answer that “${asked.text}” does not offer.`)
    }
  })
  return problems
}
