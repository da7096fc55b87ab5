import type { CountedResponse } from './counted-responses.ts'
import type { AskedQuestion, FindingsDistrict } from './asked-questions.ts'
import type { CountTable } from './findings.ts'
import { exactTables, type Channel } from './question-tables.ts'

/** Fewest characters of a text that two people would hardly write alike by chance. */
const shortestCopy = 60

/** Responses that may come from one hand, or from one campaign. They are flagged and never removed. */
export interface DuplicateGroup {
  readonly why: string
  /** The words that they share, or the number of the form. */
  readonly shared: string
  /** Response ids, the first received first. */
  readonly responses: readonly string[]
}

/**
 * Finds responses that share a long text word for word, but for spaces, capitals and punctuation.
 *
 * @param texts - every comment with its response, the first received first
 * @returns groups of two and more, the largest first
 */
export function sharedTexts(
  texts: readonly { readonly responseId: string; readonly text: string }[],
): DuplicateGroup[] {
  const found = new Map<string, { shared: string; responses: Set<string> }>()
  for (const { responseId, text } of texts) {
    const plain = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    if (plain.length < shortestCopy) continue
    const group = found.get(plain) ?? { shared: text, responses: new Set() }
    group.responses.add(responseId)
    found.set(plain, group)
  }
  return [...found.values()]
    .filter(({ responses }) => responses.size > 1)
    .sort((a, b) => b.responses.size - a.responses.size)
    .map(({ shared, responses }) => ({ why: 'The same words', shared, responses: [...responses] }))
}

/**
 * Agreement with and without the responses that were flagged after the first of each group.
 *
 * @param questions - the consultation's questions
 * @param counted - the responses that count
 * @param districts - the districts
 * @param groups - the groups found
 * @returns two tables for each agreement question that every district was asked: with, then without
 */
export function withAndWithout(
  questions: readonly AskedQuestion[],
  counted: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  groups: readonly DuplicateGroup[],
): { with: CountTable; without: CountTable }[] {
  const later = new Set(groups.flatMap(group => group.responses.slice(1)))
  return withAndWithoutThese(questions, counted, districts, later)
}

/**
 * Agreement with and without some responses.
 *
 * @param questions - the consultation's questions
 * @param counted - the responses that count
 * @param districts - the districts
 * @param leftOut - ids of the responses that are left out of the second table of each pair
 * @returns two tables for each agreement question that every district was asked and somebody answered: with, then
 * without
 */
export function withAndWithoutThese(
  questions: readonly AskedQuestion[],
  counted: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  leftOut: ReadonlySet<string>,
): { with: CountTable; without: CountTable }[] {
  const none: readonly Channel[] = []
  const left = counted.filter(response => !leftOut.has(response.id))
  return questions
    .filter(question => question.kind === 'agreement' && question.districts.length === districts.length)
    .flatMap(question => {
      const [all] = exactTables(question, counted, districts, none)
      const [fewer] = exactTables(question, left, districts, none)
      // What nobody answered would be a table of noughts.
      return all && fewer && (all.base?.people ?? 0) > 0 ? [{ with: all, without: fewer }] : []
    })
}
