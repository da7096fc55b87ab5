/** When a board takes ideas, by the server's clock. */
export type BoardState = 'coming' | 'open' | 'closed'

/** A question that residents post ideas to. */
export interface IdeaBoard {
  readonly id: string
  readonly consultationId: string
  /** null for the whole county. */
  readonly districtCode: string | null
  /** '' for the whole county. */
  readonly districtName: string
  readonly question: string
  readonly introduction: string
  /** ISO UTC */
  readonly opensAt: string
  /** ISO UTC, the first moment at which it is closed. */
  readonly closesAt: string
}

/** How far an idea is: it waits for staff, everybody sees it, or nobody does. */
export type IdeaState = 'waiting' | 'shown' | 'declined'

/** Why an idea is not shown; the public reads how often each happened. */
export const declineReasons = {
  'names-somebody': 'It names somebody or tells something private',
  hurtful: 'It insults or threatens',
  elsewhere: 'It is about something else',
  twice: 'It was posted twice',
  advertising: 'It is advertising',
} as const

/** One of the reasons. */
export type DeclineReason = keyof typeof declineReasons

/** The reasons in the order in which they are offered. */
export const declineReasonNames = Object.keys(declineReasons) as DeclineReason[]

/** A resident's idea. */
export interface Idea {
  readonly id: string
  readonly boardId: string
  readonly title: string
  readonly body: string
  /** '' when it was not given. */
  readonly neighbourhood: string
  /** BCP 47; of the pages on which it was written. */
  readonly language: string
  readonly state: IdeaState
  readonly reason: DeclineReason | null
  /** ISO UTC */
  readonly postedAt: string
  readonly moderatedAt: string | null
  /** Whether words were taken out before it was shown. */
  readonly redacted: boolean
  readonly reply: string | null
  readonly repliedAt: string | null
  /** Browsers from which somebody agreed: no count of people. */
  readonly agreements: number
}

/** What stands for words that were taken out. */
export const takenOut = '[…]'

/**
 * When a board takes ideas.
 *
 * @param board - its dates
 * @param at - the server's moment
 * @returns open from its first moment until just before its last
 */
export function boardState(board: Pick<IdeaBoard, 'opensAt' | 'closesAt'>, at: Date): BoardState {
  if (at.getTime() < Date.parse(board.opensAt)) return 'coming'
  return at.getTime() < Date.parse(board.closesAt) ? 'open' : 'closed'
}

/**
 * Takes words out of a text; nothing else about it can be changed so.
 *
 * @param text - an idea's title or text
 * @param words - words and phrases, in any case
 * @returns the text with `[…]` where they stood
 */
export function withoutWords(text: string, words: readonly string[]): string {
  const parts = words
    .filter(word => word !== '')
    .sort((a, b) => b.length - a.length)
    .map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  // All at once, so that the marks themselves are not looked through.
  return parts.length === 0 ? text : text.replace(new RegExp(parts.join('|'), 'giu'), takenOut)
}
