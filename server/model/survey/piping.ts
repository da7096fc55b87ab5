import type { GivenAnswer, QuestionKind, SurveyPage, SurveyQuestion } from './definition.ts'
import { OTHER } from './definition.ts'
import { optionsOf } from './questions.ts'

/** Kinds whose answers can be put into a later sentence: never what people wrote in words of their own. */
export const PIPED_KINDS: readonly QuestionKind[] = [
  'one',
  'several',
  'agreement',
  'ranking',
  'number',
  'date',
]

const mark = /\{\{\s*answer:([^{}|]*)(?:\|([^{}]*))?\}\}/g

/** A place in a text where an earlier answer goes. */
export interface Pipe {
  readonly questionKey: string
  /** Words for people who did not answer; null where none are given. */
  readonly otherwise: string | null
}

/**
 * The places in a text where earlier answers go: `{{answer:centres|your centre}}`.
 *
 * @param text - title, question, hint or introduction
 * @returns in the order of the text
 */
export function pipesIn(text: string): Pipe[] {
  return [...text.matchAll(mark)].map(([, key = '', otherwise]) => ({
    questionKey: key.trim(),
    otherwise: otherwise === undefined || otherwise.trim() === '' ? null : otherwise.trim(),
  }))
}

/** What is put into texts, and how it is said. */
export interface PipedAnswers {
  /** Questions that may be named, as `expandedQuestions` gives them. */
  readonly questions: readonly SurveyQuestion[]
  readonly answers: readonly GivenAnswer[]
  /** Says an option's text in the reader's language; as it stands when not given. */
  readonly say?: (text: string) => string
  /** Joins several choices; with commas and "and" when not given. */
  readonly list?: (texts: readonly string[]) => string
  /** Writes a `YYYY-MM-DD`; as day, month and year in figures when not given. */
  readonly date?: (date: string) => string
  /** Writes a number as it was typed; as it stands when not given. */
  readonly number?: (typed: string) => string
  /** Sets an answer into the words around it, such as with a mark of its direction; as it stands when not given. */
  readonly put?: (answer: string) => string
}

function englishList(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`
}

function answerInWords(question: SurveyQuestion, given: GivenAnswer, how: PipedAnswers): string {
  if (question.kind === 'number') {
    const write = how.number ?? ((typed: string) => typed)
    return given.text === null ? '' : write(given.text)
  }
  if (question.kind === 'date') {
    const write = how.date ?? ((date: string) => date.split('-').reverse().map(Number).join('/'))
    return given.text === null ? '' : write(given.text)
  }
  // What was written under "Other" is in somebody's own words, and is not repeated; nor is "none of these", which names
  // nothing that a sentence could go on about.
  const texts = given.choices
    .filter(value => value !== OTHER)
    .flatMap(value => optionsOf(question).filter(option => option.value === value))
    .filter(option => question.kind !== 'several' || option.exclusive !== true)
    .map(option => (how.say ?? ((text: string) => text))(option.text))
  return (how.list ?? englishList)(texts)
}

/**
 * Puts earlier answers into a text. The result is plain text, to be escaped like any other; an answer that looks like
 * another mark is not read again.
 *
 * @param text - with marks such as `{{answer:centres|your centre}}`
 * @param how - questions, answers, and how they are said
 * @returns the text; without an answer, the words given for that, or nothing
 */
export function pipedText(text: string, how: PipedAnswers): string {
  if (!text.includes('{{')) return text
  return text.replace(mark, (_whole, key: string, otherwise: string | undefined) => {
    const question = how.questions.find(one => one.key === key.trim())
    const given = how.answers.find(one => one.questionKey === key.trim())
    const words =
      question === undefined || given === undefined || !PIPED_KINDS.includes(question.kind)
        ? ''
        : answerInWords(question, given, how)
    return words === '' ? (otherwise ?? '').trim() : (how.put ?? (answer => answer))(words)
  })
}

/**
 * The texts of a page in which earlier answers may stand.
 *
 * @param page - the page
 * @returns title, introduction, and each question's words, hint and statements
 */
export function pipeableTexts(page: SurveyPage): string[] {
  const ofQuestion = (question: SurveyQuestion): (string | undefined)[] => [
    question.text,
    question.hint,
    question.easyText,
    ...(question.items ?? []).map(item => item.text),
  ]
  return [page.title, page.introduction, ...page.questions.flatMap(ofQuestion)].filter(
    text => text !== undefined,
  )
}

/**
 * A page with earlier answers put into its texts. Without answers, as on paper, the words for that stand there.
 *
 * @param page - the page
 * @param how - questions, answers, and how they are said
 * @returns the same page where nothing is put in
 */
export function pipedPage(page: SurveyPage, how: PipedAnswers): SurveyPage {
  if (!pipeableTexts(page).some(text => text.includes('{{'))) return page
  const put = (text: string): string => pipedText(text, how)
  return {
    ...page,
    title: put(page.title),
    ...(page.introduction === undefined ? {} : { introduction: put(page.introduction) }),
    questions: page.questions.map(question => ({
      ...question,
      text: put(question.text),
      ...(question.hint === undefined ? {} : { hint: put(question.hint) }),
      ...(question.easyText === undefined ? {} : { easyText: put(question.easyText) }),
      ...(question.items === undefined
        ? {}
        : { items: question.items.map(item => ({ ...item, text: put(item.text) })) }),
    })),
  }
}

/**
 * A page as it reads for somebody who has answered nothing: on paper, and in tables about everybody.
 *
 * @param page - the page
 * @returns the page with the words that stand there without an answer
 */
export function unansweredPage(page: SurveyPage): SurveyPage {
  return pipedPage(page, { questions: [], answers: [] })
}
