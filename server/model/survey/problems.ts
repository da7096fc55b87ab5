import type { QuestionKind, SurveyDefinition, SurveyPage, SurveyQuestion } from './definition.ts'
import { LARGEST_SURVEY, LONGEST_TEXTS } from './limits.ts'
import { orderProblems } from './order-problems.ts'
import { pipesIn } from './piping.ts'
import { ofPage, whole, type SurveyProblem } from './problem.ts'
import { optionsOf, questionsOf } from './questions.ts'
import { readDate } from './written.ts'

// Parts of the survey's own addresses, and fields of its own forms.
const takenPageKeys = new Set(
  'about accounts answers aside begin check choose code conflict constructor copy devices draft drafts easy-read email end equality file files forget help helper ics keep language large-print links mail new offline page pages paper print question questions receipt resume return save saved send sending sent start stop survey sync versions withdraw'.split(
    ' ',
  ),
)
const takenQuestionKeys = new Set(
  'constructor csrf draft forget-place goto helped helped-by language mark page part picture place postcode-place received-on return save seen version view'.split(
    ' ',
  ),
)

const properKey = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const properValue = /^[a-zA-Z0-9](?:[a-zA-Z0-9._]|-(?!-))*$/

const twice = <T>(all: readonly T[]): T[] => [...new Set(all.filter((one, at) => all.indexOf(one) !== at))]

/**
 * What is wrong with a survey before it is published.
 *
 * @param definition - the survey
 * @returns sentences; empty when it can be published
 */
export function definitionProblems(definition: SurveyDefinition): string[] {
  return surveyProblems(definition).map(problem => problem.message)
}

/**
 * What is wrong with a survey before it is published, and on which page or with which question.
 *
 * @param definition - the survey
 * @returns problems; empty when it can be published
 */
export function surveyProblems(definition: SurveyDefinition): SurveyProblem[] {
  const all = [...definition.pages, ...definition.equality]
  const questions = questionsOf(all)
  const options = questions.map(question => (question.options ?? question.items ?? []).length)
  if (all.length > LARGEST_SURVEY.pages || questions.length > LARGEST_SURVEY.questions) {
    return [
      whole(
        `The survey has ${all.length} ${all.length === 1 ? 'page' : 'pages'} and ${questions.length} ${questions.length === 1 ? 'question' : 'questions'}: at most ${LARGEST_SURVEY.pages} pages and ${LARGEST_SURVEY.questions} questions are possible.`,
      ),
    ]
  }
  if (Math.max(0, ...options) > LARGEST_SURVEY.options) {
    return [whole(`A question has more than ${LARGEST_SURVEY.options} answers to choose from.`)]
  }
  const problems: SurveyProblem[] = []
  if (definition.pages.length === 0) problems.push(whole('The survey has no questions.'))
  if (definition.title.trim() === '') problems.push(whole('The survey has no title.'))
  for (const key of twice(all.map(page => page.key))) {
    problems.push({ ...whole(`Two pages have the key “${key}”.`), pageKey: key })
  }
  for (const key of twice(questions.map(question => question.key))) {
    problems.push({ ...whole(`Two questions have the key “${key}”.`), questionKey: key })
  }
  for (const page of all) for (const message of pageProblems(page)) problems.push(ofPage(page, message))
  for (const page of all) {
    for (const question of page.questions) {
      const messages = [...questionProblems(question), ...placeProblems(definition, page, question)]
      problems.push(...messages.map(message => ({ ...ofPage(page, message), questionKey: question.key })))
    }
  }
  return [
    ...problems,
    ...orderProblems(definition.pages, []),
    ...orderProblems(definition.equality, definition.pages),
  ]
}

function pageProblems(page: SurveyPage): string[] {
  const problems: string[] = []
  if (!properKey.test(page.key) || page.key.length > 60) {
    problems.push(`The page key “${page.key}” cannot stand in an address.`)
  } else if (takenPageKeys.has(page.key)) {
    problems.push(`The page key “${page.key}” is an address of the survey’s own: choose another.`)
  }
  if (page.title.trim() === '') problems.push(`The page “${page.key}” has no title.`)
  if (page.questions.length === 0) problems.push(`The page “${page.title}” has no question.`)
  if (page.title.length > LONGEST_TEXTS.title) {
    problems.push(`The title of the page “${page.key}” is longer than ${LONGEST_TEXTS.title} characters.`)
  }
  if ((page.introduction ?? '').length > LONGEST_TEXTS.introduction) {
    problems.push(
      `The introduction of “${page.title}” is longer than ${LONGEST_TEXTS.introduction} characters.`,
    )
  }
  return problems
}

const needsOptions: readonly QuestionKind[] = ['one', 'several', 'ranking']

function questionProblems(question: SurveyQuestion): string[] {
  const { text, key, kind, minimum, maximum, earliest, latest } = question
  const problems: string[] = []
  const values = optionsOf(question).map(option => option.value)
  if (!properKey.test(key) || key.length > 60 || takenQuestionKeys.has(key)) {
    problems.push(
      `The question key “${key}” cannot be used: write small letters and figures, with single hyphens between.`,
    )
  }
  if (text.trim() === '') problems.push(`The question “${key}” has no words.`)
  const longest = Math.max(text.length, (question.easyText ?? '').length)
  if (longest > LONGEST_TEXTS.question || (question.hint ?? '').length > LONGEST_TEXTS.hint) {
    problems.push(`The words or the hint of the question “${key}” are too long.`)
  }
  if (needsOptions.includes(kind) && values.length < 2) {
    problems.push(`“${text}” needs at least two answers to choose from.`)
  }
  if (kind === 'ranking' && values.length > LARGEST_SURVEY.ranked) {
    problems.push(`“${text}” asks people to put more than ${LARGEST_SURVEY.ranked} things in order.`)
  }
  if (kind === 'agreement-list' && (question.items ?? []).length === 0) {
    problems.push(`“${text}” needs at least one statement.`)
  }
  const items = (question.items ?? []).map(item => item.value)
  for (const value of [...twice(values), ...twice(items)]) problems.push(`“${text}” offers “${value}” twice.`)
  for (const option of [...(question.options ?? []), ...(question.items ?? [])]) {
    if (!properValue.test(option.value) || option.value.length > 100) {
      problems.push(`“${text}” has an answer with the value “${option.value}”, which cannot be used.`)
    }
    if (option.text.trim() === '' || option.text.length > LONGEST_TEXTS.option) {
      problems.push(
        `“${text}” has an answer without words, or with more than ${LONGEST_TEXTS.option} characters.`,
      )
    }
    if (kind !== 'agreement-list' && pipesIn(option.text).length > 0) {
      problems.push(`“${text}” puts an earlier answer into its own answers: it can stand in questions only.`)
    }
  }
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    problems.push(`“${text}” has a least number above its greatest.`)
  }
  for (const date of [earliest, latest]) {
    if (date !== undefined && readDate(date) !== date)
      problems.push(`“${text}” is limited by “${date}”, which is no date.`)
  }
  if (earliest !== undefined && latest !== undefined && earliest > latest) {
    problems.push(`“${text}” has a first day after its last.`)
  }
  return problems
}

function placeProblems(
  { equality, pages }: SurveyDefinition,
  page: SurveyPage,
  question: SurveyQuestion,
): string[] {
  const aboutEquality = equality.includes(page)
  if (question.kind === 'postcode' && !aboutEquality) {
    const first = questionsOf(pages).find(one => one.kind === 'postcode')
    return first === question ? [] : [`“${question.text}” asks for the postcode a second time.`]
  }
  if (!aboutEquality) return []
  if (question.kind === 'postcode' || question.kind === 'file') {
    return [`“${question.text}” cannot be asked among the equality questions.`]
  }
  return question.required ? [`“${question.text}” is an equality question: nobody has to answer it.`] : []
}
