import {
  AGREEMENT_OPTIONS,
  OTHER,
  type SurveyOption,
  type SurveyPage,
  type SurveyQuestion,
} from './definition.ts'

/** A question that takes one answer: each statement of a list is one. */
export interface ExpandedQuestion extends SurveyQuestion {
  /** The list that the statement stands in. */
  readonly list?: { readonly key: string; readonly text: string }
}

/**
 * Every option that a question offers, in order.
 *
 * @param question - the question
 * @returns its options, with the agreement scale or "Other" where they belong; empty for written answers and for lists
 */
export function optionsOf(question: SurveyQuestion): readonly SurveyOption[] {
  if (question.kind === 'agreement') return AGREEMENT_OPTIONS
  const given = question.options ?? []
  if (question.kind === 'ranking') return given
  if (question.kind !== 'one' && question.kind !== 'several') return []
  if (question.otherOption !== true) return given
  // "Other" stands before the answers that exclude all others, so that those close the list.
  const exclusive = given.filter(option => option.exclusive === true)
  return [...given.filter(option => option.exclusive !== true), { value: OTHER, text: 'Other' }, ...exclusive]
}

/**
 * Every question of some pages, in order, as they stand on the page.
 *
 * @param pages - pages of a survey
 * @returns their questions; a list of statements is one
 */
export function questionsOf(pages: readonly SurveyPage[]): SurveyQuestion[] {
  return pages.flatMap(page => page.questions)
}

/**
 * The key under which a statement of a list is answered.
 *
 * @param listKey - key of the `agreement-list`
 * @param item - value of the statement
 * @returns the key; no other question can have it, since keys hold no two hyphens together
 */
export function itemKey(listKey: string, item: string): string {
  return `${listKey}--${item}`
}

/**
 * The questions that a question is answered as.
 *
 * @param question - the question
 * @returns one agreement question for each statement of an `agreement-list`; of any other kind, itself
 */
export function expandedQuestion(question: SurveyQuestion): ExpandedQuestion[] {
  if (question.kind !== 'agreement-list') return [question]
  return (question.items ?? []).map(item => ({
    key: itemKey(question.key, item.value),
    kind: 'agreement',
    text: item.text,
    required: question.required,
    ...(question.proposalId === undefined ? {} : { proposalId: question.proposalId }),
    list: { key: question.key, text: question.text },
  }))
}

/**
 * Every question that takes an answer, in order: what is checked, stored, counted, and numbered on paper.
 *
 * @param pages - pages of a survey
 * @returns their questions, each statement of a list by itself
 */
export function expandedQuestions(pages: readonly SurveyPage[]): ExpandedQuestion[] {
  return pages.flatMap(questionsAsked)
}

// A page never changes, and is asked for its questions many times while answers are taken.
const expandedBefore = new WeakMap<SurveyPage, readonly ExpandedQuestion[]>()

/**
 * Every question of one page that takes an answer, in order.
 *
 * @param page - a page of a survey, which never changes
 * @returns its questions, each statement of a list by itself
 */
export function questionsAsked(page: SurveyPage): readonly ExpandedQuestion[] {
  const known = expandedBefore.get(page)
  if (known !== undefined) return known
  const expanded = page.questions.flatMap(expandedQuestion)
  expandedBefore.set(page, expanded)
  return expanded
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()

/**
 * What a question asks, as one text: two questions with the same one are counted together.
 *
 * @param question - the question
 * @param text - its words where they are given another way, such as without the district's name
 * @returns kind, words, answers, statements and proposal; white space does not matter, nor do key, hint and order of pages
 */
export function questionSignature(question: SurveyQuestion, text: string = question.text): string {
  const named = (options: readonly SurveyOption[]): unknown =>
    options.map(option => [option.value, squeezed(option.text)])
  return JSON.stringify([
    question.kind,
    squeezed(text),
    named(optionsOf(question)),
    named(question.kind === 'agreement-list' ? (question.items ?? []) : []),
    question.kind === 'number' ? squeezed(question.unit ?? '') : '',
    question.proposalId ?? null,
  ])
}

/**
 * Whether answers to two questions, such as those of two versions of a survey, can be counted together.
 *
 * @param one - a question
 * @param other - the other
 * @returns true when they ask the same in the same words with the same answers
 */
export function sameQuestion(one: SurveyQuestion, other: SurveyQuestion): boolean {
  return questionSignature(one) === questionSignature(other)
}
