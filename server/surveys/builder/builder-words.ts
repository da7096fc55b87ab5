import {
  conditionsOf,
  expandedQuestions,
  optionsOf,
  PIPED_KINDS,
  type PageCondition,
  type PlannedPage,
  type QuestionKind,
  type SurveyPlan,
} from '../../model/survey.ts'

/** How each kind of question is called, and what it is for, in the order in which they are offered. */
export const kindWords: readonly {
  readonly value: QuestionKind
  readonly text: string
  readonly hint: string
}[] = [
  { value: 'one', text: 'One choice', hint: 'One answer out of several.' },
  { value: 'several', text: 'Several choices', hint: 'As many answers as apply.' },
  {
    value: 'agreement',
    text: 'Agreement',
    hint: 'From “strongly agree” to “strongly disagree”, or “don’t know”.',
  },
  {
    value: 'agreement-list',
    text: 'Agreement with each of a list',
    hint: 'One statement under another, each answered by itself: no grid.',
  },
  { value: 'ranking', text: 'Ranking', hint: 'Puts answers in order.' },
  { value: 'number', text: 'Number', hint: 'A whole number, or one with decimals.' },
  { value: 'date', text: 'Date', hint: 'Day, month and year.' },
  { value: 'text', text: 'Short text', hint: 'A word or a line.' },
  { value: 'long-text', text: 'Long text', hint: 'In people’s own words.' },
  {
    value: 'postcode',
    text: 'Postcode',
    hint: 'Turned into a neighbourhood and a band of journeys at once, and forgotten. Once in a survey.',
  },
  { value: 'file', text: 'File', hint: 'A letter or a picture sent with the answers.' },
]

/**
 * The name of a kind.
 *
 * @param kind - the kind
 * @returns such as `One choice`
 */
export function kindName(kind: QuestionKind): string {
  return kindWords.find(one => one.value === kind)?.text ?? kind
}

const marks: Readonly<Record<string, string>> = {
  district: '[district]',
  proposal: '[proposal]',
  lost: '[what would be lost]',
  changes: '[what would change]',
}

/**
 * A text with its marks said in words, for lists and headings.
 *
 * @param text - such as `Which centres do you use in {{district}}?`
 * @returns such as `Which centres do you use in [district]?`
 */
export function readableText(text: string): string {
  return text
    .replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
      Object.hasOwn(marks, name) ? (marks[name] ?? whole) : whole,
    )
    .replace(/\{\{\s*answer:[^{}|]*(?:\|([^{}]*))?\}\}/g, (_whole, otherwise: string | undefined) =>
      otherwise === undefined ? '[their answer]' : `[their answer, or “${otherwise.trim()}”]`,
    )
}

/**
 * A title or a question, as the log of changes names it.
 *
 * @param text - its words
 * @returns in quotes, cut off after 80 characters
 */
export function named(text: string): string {
  const words = readableText(text).replace(/\s+/g, ' ').trim()
  return `“${words.length > 80 ? `${words.slice(0, 79).trimEnd()}…` : words}”`
}

/** An earlier question on whose answers a page can depend. */
export interface AskedBefore {
  readonly key: string
  readonly text: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  /** Its answers also name the district's own centres. */
  readonly centres: boolean
}

/**
 * The questions on whose answers a page can depend: those before it in its part that have answers to choose from.
 *
 * @param pages - pages of its part, in order
 * @param pageId - the page
 * @returns in order; statements of a list one by one
 */
export function askedBefore(pages: readonly PlannedPage[], pageId: string): AskedBefore[] {
  const at = pages.findIndex(page => page.id === pageId)
  const aboutEach = pages[at]?.block !== undefined
  // A question about each proposal has a key for each, which only another page about each proposal can name.
  const before = pages
    .slice(0, at < 0 ? pages.length : at)
    .filter(page => aboutEach || page.block === undefined)
  return before.flatMap(page =>
    page.questions.flatMap(planned =>
      expandedQuestions([{ ...page, questions: [planned] }])
        .filter(({ kind }) => kind === 'one' || kind === 'several' || kind === 'agreement')
        .map(question => ({
          key: question.key,
          text: readableText(
            question.list === undefined ? question.text : `${question.list.text} ${question.text}`,
          ),
          options: optionsOf(question).map(({ value, text }) => ({ value, text })),
          centres: planned.centres === true,
        })),
    ),
  )
}

/**
 * The conditions of a page in words.
 *
 * @param plan - the plan
 * @param page - the page
 * @returns one sentence for each condition, such as `only if “Who are you?” was answered with “A parent”`
 */
export function conditionsInWords(plan: SurveyPlan, page: PlannedPage): string[] {
  const all = [...plan.pages, ...plan.equality]
  const known = expandedQuestions(all)
  return conditionsOf(page).map((condition: PageCondition) => {
    const question = known.find(one => one.key === condition.questionKey)
    const options = question === undefined ? [] : optionsOf(question)
    const values = condition.values
      .map(value => `“${options.find(option => option.value === value)?.text ?? value}”`)
      .join(' or ')
    const asked = `“${readableText(question?.text ?? condition.questionKey)}”`
    return condition.has === 'any of'
      ? `only if ${asked} was answered with ${values}`
      : `only if ${asked} was not answered with ${values}`
  })
}

/** An earlier question whose answer a text can repeat. */
export interface RepeatableAnswer {
  readonly words: string
  /** What is written where the answer shall stand. */
  readonly mark: string
}

/**
 * The earlier questions whose answers can stand in the texts of a page.
 *
 * @param pages - pages of its part, in order
 * @param pageId - the page; null for a new one at the end
 * @returns in order
 */
export function answersToRepeat(pages: readonly PlannedPage[], pageId: string | null): RepeatableAnswer[] {
  const at = pages.findIndex(page => page.id === pageId)
  const aboutEach = pages[at]?.block !== undefined
  return pages
    .slice(0, at < 0 ? pages.length : at)
    .filter(page => aboutEach || page.block === undefined)
    .flatMap(page => expandedQuestions([page]))
    .filter(question => PIPED_KINDS.includes(question.kind))
    .map(question => ({
      words: readableText(question.text),
      mark: `{{answer:${question.key}|your answer}}`,
    }))
}
