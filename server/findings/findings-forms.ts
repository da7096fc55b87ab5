import { z } from 'zod'
import { optionalText, requiredText, severalOf } from '../platform/forms.ts'
import type { CodingTurn, CommentFilter } from './comment-repository.ts'

/** A theme's words. */
export const themeForm = z.object({
  name: requiredText('Enter a name for the theme', 80),
  meaning: requiredText('Say what belongs to the theme, so that two people would code alike', 500),
})

/** Agreeing a version of the code frame. */
export const agreeForm = z.object({
  note: requiredText('Say what the version is based on, such as “first 200 comments, all districts”', 300),
})

/** Flagging a comment. */
export const flagForm = z.object({
  note: requiredText('Say in a few words why somebody has to act. Don’t copy names', 500),
})

/** Passing a flagged comment on. */
export const passOnForm = z.object({
  outcome: requiredText('Say to whom it was passed on, or what was decided', 500),
})

/** What a page of comments sends: each comment's themes now and as they were shown. */
export interface CodedComment {
  readonly answerId: string
  readonly themes: readonly string[]
  /** Read, and nothing in it belongs to a theme. */
  readonly nothing: boolean
  /** As shown when the page was made; what differs was changed by this person. */
  readonly before: readonly string[]
  readonly nothingBefore: boolean
}

/**
 * Reads a page of coded comments.
 *
 * @param body - the posted fields: `comment` (ids), and for each `themes-…`, `nothing-…` and `before-…`
 * @param themeIds - the themes that may be given
 * @returns the comments in the order of the page
 */
export function readCodedComments(body: unknown, themeIds: readonly string[]): CodedComment[] {
  const fields = (body ?? {}) as Record<string, unknown>
  const themes = severalOf(themeIds)
  const texts = (name: string): string[] =>
    [fields[name] ?? []].flat().filter(value => typeof value === 'string')
  return texts('comment')
    .slice(0, 100)
    .map(answerId => ({
      answerId,
      themes: themes.parse(fields[`themes-${answerId}`]),
      nothing: texts(`nothing-${answerId}`).includes('yes'),
      before: texts(`before-${answerId}`).join(' ').split(' ').filter(Boolean),
      nothingBefore: texts(`before-${answerId}`).includes('nothing'),
    }))
}

const states = ['not-coded', 'no-theme', 'flagged'] as const

/** Which comments a page shows, as its address says. */
export interface CommentQuery {
  readonly district: string
  readonly question: string
  readonly channel: string
  readonly theme: string
  readonly state: string
  readonly words: string
  readonly turn: CodingTurn
  readonly page: number
}

const queryForm = z.object({
  district: optionalText(100),
  question: optionalText(100),
  channel: optionalText(20),
  theme: optionalText(100),
  state: optionalText(20),
  words: optionalText(100),
  turn: optionalText(10),
  page: optionalText(10),
})

/**
 * Reads which comments a page shows.
 *
 * @param query - the address's query
 * @returns every choice; '' where nothing was chosen
 */
export function readCommentQuery(query: unknown): CommentQuery {
  const read = queryForm.safeParse(query ?? {})
  const { turn, page, ...rest } = read.success ? read.data : queryForm.parse({})
  return {
    ...rest,
    turn: turn === 'second' ? 'second' : 'first',
    page: Math.min(10_000, Math.max(1, Math.trunc(Number(page)) || 1)),
  }
}

/**
 * The comments that a query wants.
 *
 * @param query - the query
 * @param districtCode - the district's code, where one was chosen
 * @returns the filter
 */
export function commentFilter(query: CommentQuery, districtCode: string | null): CommentFilter {
  const state = states.find(each => each === query.state)
  return {
    turn: query.turn,
    ...(districtCode === null ? {} : { districtCode }),
    ...(query.question === '' ? {} : { questionKey: query.question }),
    ...(query.channel === '' ? {} : { channel: query.channel }),
    ...(query.theme === '' ? {} : { themeId: query.theme }),
    ...(query.words === '' ? {} : { words: query.words }),
    ...(state === undefined ? {} : { state }),
    // A second person codes a sample, and does not choose by what the first one found.
    ...(query.turn === 'second' ? { sampled: true } : {}),
  }
}

/**
 * A query as an address's query.
 *
 * @param query - the query
 * @param change - what differs
 * @returns such as `?district=city&page=2`, '' when nothing was chosen
 */
export function commentAddress(query: CommentQuery, change: Partial<CommentQuery> = {}): string {
  const all = { ...query, ...change }
  const chosen = new URLSearchParams()
  for (const [name, value] of Object.entries(all)) {
    if (value !== '' && value !== 'first' && value !== 1) chosen.set(name, String(value))
  }
  const text = chosen.toString()
  return text === '' ? '' : `?${text}`
}
