import { createHash } from 'node:crypto'
import type { PlannedPage } from '../../model/survey.ts'

/**
 * A mark of something in a plan, by which a form knows whether it is still as it was shown.
 *
 * @param thing - a page, a question or a text
 * @returns 16 hexadecimal characters
 */
export function markOfThing(thing: unknown): string {
  return createHash('sha256').update(inOneOrder(thing)).digest('hex').slice(0, 16)
}

/**
 * Something as text that is the same for things that say the same: parts of a stored plan or survey come back in the
 * order of their schema.
 *
 * @param thing - anything that JSON can hold
 * @returns JSON with the parts of each object in order of their names
 */
export function inOneOrder(thing: unknown): string {
  return JSON.stringify(thing, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/**
 * A mark of a page's own texts and conditions, without its questions, which are edited by themselves.
 *
 * @param page - the page
 * @returns the mark
 */
export function markOfPage(page: PlannedPage): string {
  return markOfThing({ ...page, questions: [] })
}
