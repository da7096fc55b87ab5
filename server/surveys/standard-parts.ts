import type { PlannedPage, PlannedQuestion, SurveyOption } from '../model/survey.ts'

/** A page of the standard questions, before the plan names it. */
export type UnnamedPage = Omit<PlannedPage, 'id'>

/**
 * Answers to choose from.
 *
 * @param texts - their values and words, in order
 * @returns the answers
 */
export const choices = (...texts: readonly (readonly [value: string, text: string])[]): SurveyOption[] =>
  texts.map(([value, text]) => ({ value, text }))

/**
 * An answer that cannot stand beside another.
 *
 * @param value - its value
 * @param text - its words
 * @returns the answer
 */
export const alone = (value: string, text: string): SurveyOption => ({ value, text, exclusive: true })

/** The services of children's centres, by which families know them. */
export const services = choices(
  ['stay-and-play', 'Stay and play or baby groups'],
  ['midwife', 'Midwife appointments'],
  ['health-visitor', 'Health visitor or baby clinic'],
  ['speech-and-language', 'Speech and language help'],
  ['breastfeeding', 'Help with feeding a baby'],
  ['parenting-courses', 'Parenting courses'],
  ['family-support', 'One-to-one family support'],
  ['send-support', 'Support for a child with special educational needs or disabilities'],
  ['childcare', 'Childcare or a crèche'],
  ['work-and-money', 'Help with work, training, money or benefits'],
  ['young-people', 'Groups or advice for young people'],
)

/**
 * A page with one question, which is its title.
 *
 * @param key - of the page and of the question
 * @param question - the question
 * @returns the page
 */
export function page(
  key: string,
  question: Omit<PlannedQuestion, 'key' | 'required'> & { required?: boolean },
): UnnamedPage {
  return { key, title: question.text, questions: [{ required: false, ...question, key }] }
}
