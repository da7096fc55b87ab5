import type { GivenAnswer } from '../model/survey.ts'

/** Which part of the survey an answer belongs to. */
export type Section = 'survey' | 'equality'

/** The options that one response chose in answer to one question, in the order in which they were put. */
export interface ChosenOptions {
  readonly section: Section
  readonly questionKey: string
  readonly choices: readonly string[]
}

type Packed = readonly [questionKey: string, choices: readonly string[]]

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const inOrder = ([one]: Packed, [other]: Packed): number => compared(one, other)

type Placed = Pick<ChosenOptions, 'section' | 'questionKey'>

/**
 * Compares places of answers: the survey's come before those to equality questions, each in the order of their keys.
 *
 * @param one - an answer
 * @param other - another
 * @returns as `sort` takes it
 */
export function inOrderOfQuestions(one: Placed, other: Placed): number {
  return compared(other.section, one.section) || compared(one.questionKey, other.questionKey)
}

function packed(answers: readonly Pick<GivenAnswer, 'questionKey' | 'choices'>[]): Packed[] {
  const found: Packed[] = []
  for (const { questionKey, choices } of answers) if (choices.length > 0) found.push([questionKey, choices])
  found.sort(inOrder)
  // One entry for a question, even where its answer came in parts.
  return found.some(([key], at) => found[at + 1]?.[0] === key) ? inOne(found) : found
}

function inOne(parts: readonly Packed[]): Packed[] {
  const whole = new Map<string, readonly string[]>()
  for (const [key, choices] of parts) whole.set(key, [...(whole.get(key) ?? []), ...choices])
  return [...whole]
}

function written(survey: readonly Packed[], equality: readonly Packed[]): string | null {
  if (survey.length === 0 && equality.length === 0) return null
  return JSON.stringify(equality.length === 0 ? { survey } : { survey, equality })
}

/**
 * All options that a response chose, as its column holds them: a response has dozens, and a row for each would cost more
 * than all the rest of it.
 *
 * @param survey - answers to the survey's questions
 * @param equality - answers to equality questions
 * @returns JSON, the same for the same choices in whatever order the questions come; null where none was chosen
 */
export function choicesAsText(
  survey: readonly Pick<GivenAnswer, 'questionKey' | 'choices'>[],
  equality: readonly Pick<GivenAnswer, 'questionKey' | 'choices'>[],
): string | null {
  return written(packed(survey), packed(equality))
}

interface Columns {
  readonly survey?: readonly Packed[]
  readonly equality?: readonly Packed[]
}

const isPacked = (value: unknown): value is Packed =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[0] === 'string' &&
  Array.isArray(value[1]) &&
  value[1].every(choice => typeof choice === 'string')

// Checked by hand: findings read those of all responses at once.
function columnsOf(text: string | null): Columns {
  if (text === null) return {}
  const columns = JSON.parse(text) as Columns
  for (const part of [columns.survey ?? [], columns.equality ?? []]) {
    if (!Array.isArray(part) || !part.every(isPacked)) throw new Error('These are no chosen options.')
  }
  return columns
}

/**
 * Reads the options that a response chose.
 *
 * @param text - as its column holds them
 * @returns an entry for each question with a choice: the survey's before those about equality, each in the order of
 *   their keys
 * @throws {Error} when the column holds something else
 */
export function choicesFrom(text: string | null): ChosenOptions[] {
  const { survey = [], equality = [] } = columnsOf(text)
  return [
    ...survey.map(([questionKey, choices]) => ({ section: 'survey' as const, questionKey, choices })),
    ...equality.map(([questionKey, choices]) => ({ section: 'equality' as const, questionKey, choices })),
  ]
}

/**
 * Puts answers to equality questions in the place of those that were given to the same questions before.
 *
 * @param text - what the column holds
 * @param answers - answers to equality questions; one without a choice takes the choice back
 * @returns what the column holds from now on
 */
export function withEqualityChoices(text: string | null, answers: readonly GivenAnswer[]): string | null {
  const { survey = [], equality = [] } = columnsOf(text)
  const again = new Set(answers.map(answer => answer.questionKey))
  const kept = equality.filter(([questionKey]) => !again.has(questionKey))
  return written(survey, [...kept, ...packed(answers)].sort(inOrder))
}
