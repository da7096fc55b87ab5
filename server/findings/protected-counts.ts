import { PUBLIC_RULES, publishedShare, suppressTable, type PublishedCount } from '../model/suppression.ts'

/** Counts by place, fit for anyone to see. */
export interface ProtectedCounts {
  /** By row and place. */
  readonly cells: readonly (readonly PublishedCount[])[]
  /** By row, for all places together. */
  readonly all: readonly PublishedCount[]
}

/**
 * Protects the answers to a question to which everybody gave one answer or none, so that the rows of a place sum to its
 * people.
 *
 * @param counts - by row and place; the rows are the answers and, last, whoever is in none of them
 * @returns the counts as they may be shown beside each place's exact number of people
 */
export function protectAnswers(counts: readonly (readonly number[])[]): ProtectedCounts {
  const places = counts[0]?.length ?? 0
  const table = suppressTable(counts, { columns: 'exact', rows: places > 1 ? 'rounded' : 'none' })
  return { cells: table.cells, all: table.rowTotals ?? table.cells.map(row => row[0] ?? null) }
}

/**
 * Protects answers of which people could give several: whoever chose one and whoever did not are each a group that may
 * be small.
 *
 * @param counts - by answer and place: those who chose it
 * @param people - by place: everybody
 * @returns the counts as they may be shown beside each place's exact number of people
 */
export function protectChoices(
  counts: readonly (readonly number[])[],
  people: readonly number[],
): ProtectedCounts {
  const apart = counts.map(row =>
    protectAnswers([row, row.map((count, place) => (people[place] ?? 0) - count)]),
  )
  return { cells: apart.map(one => one.cells[0] ?? []), all: apart.map(one => one.all[0] ?? null) }
}

/** What published percentages are of. */
export interface ProtectedBase {
  readonly people: number
  readonly words: string
}

/**
 * The base of published percentages: those who answered where what is shown tells how many they are, otherwise
 * everybody. It is made from published counts only, so it tells nothing more.
 *
 * @param answers - the answers' counts as published
 * @param rest - the count, as published, of those in none of the answers
 * @param everybody - all people of the place
 * @returns the base
 */
export function protectedBase(
  answers: readonly PublishedCount[],
  rest: PublishedCount,
  everybody: number,
): ProtectedBase {
  const about = (people: number): ProtectedBase => ({
    people,
    words: `about ${people.toLocaleString('en-GB')} who answered`,
  })
  const shown = answers.filter(count => count !== null)
  if (shown.length === answers.length && shown.length > 0)
    return about(shown.reduce((sum, count) => sum + count, 0))
  // The count of the others is rounded, and so this is known no better.
  if (rest !== null) return about(rounded(Math.max(0, everybody - rest)))
  return everyoneAsBase(everybody)
}

function rounded(people: number): number {
  const { threshold, roundTo } = PUBLIC_RULES
  return people < threshold ? people : roundTo * Math.round(people / roundTo)
}

/**
 * Everybody as the base.
 *
 * @param everybody - all people of the place
 * @returns the base
 */
export function everyoneAsBase(everybody: number): ProtectedBase {
  return {
    people: everybody,
    words: everybody === 1 ? '1 response' : `all ${everybody.toLocaleString('en-GB')} responses`,
  }
}

/**
 * A percentage that tells no more than the count beside it.
 *
 * @param count - as published
 * @param base - the base
 * @returns from 0 to 1, or null
 */
export function protectedShare(count: PublishedCount, base: ProtectedBase): number | null {
  return publishedShare(count, base.people)
}
