import type { Speaker } from '../../platform/speaker.ts'
import type { Said } from '../../platform/said.ts'
import { boardState, type BoardState, type IdeaBoard } from './idea.ts'

/** What the dates of a board say. */
export interface BoardWords {
  readonly state: BoardState
  readonly tag: { readonly text: Said; readonly colour: string }
  readonly sentence: Said
}

/**
 * What may be said about a board's dates.
 *
 * @param board - when it opens and closes
 * @param at - the server's moment
 * @param speaker - who speaks to the visitor
 * @returns state and words
 */
export function boardWords(
  board: Pick<IdeaBoard, 'opensAt' | 'closesAt'>,
  at: Date,
  speaker: Speaker,
): BoardWords {
  const opens = speaker.format.dateTime(board.opensAt)
  const closes = speaker.format.dateTime(board.closesAt)
  const state = boardState(board, at)
  switch (state) {
    case 'coming':
      return {
        state,
        tag: { text: speaker.say('Opens soon'), colour: 'blue' },
        sentence: speaker.say('You can post ideas from {{opens}} until {{closes}}.', { opens, closes }),
      }
    case 'open':
      return {
        state,
        tag: { text: speaker.say('Open'), colour: 'green' },
        sentence: speaker.say('You can post ideas until {{closes}}.', { closes }),
      }
    case 'closed':
      return {
        state,
        tag: { text: speaker.say('Closed'), colour: 'grey' },
        sentence: speaker.say('This board closed at {{closes}}. Thank you to everybody who posted.', {
          closes,
        }),
      }
  }
}
