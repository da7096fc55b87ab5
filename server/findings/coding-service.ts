import { recordAction, type Actor } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { AppError } from '../platform/errors.ts'
import { codeComment } from './coding-repository.ts'
import { findComment, type CodingTurn } from './comment-repository.ts'
import type { CodedComment } from './findings-forms.ts'
import { listFrames } from './theme-repository.ts'

/** What came of saving a page of comments. */
export interface CodingOutcome {
  readonly saved: number
  /** Comments that somebody else coded since the page was shown; theirs stays. */
  readonly changedByOthers: number
}

/**
 * Stores what a person changed on a page of comments, and nothing else: what somebody else coded since the page was
 * shown stays as it is.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param coded - the page's comments, as shown and as sent
 * @param turn - first or second
 * @param coder - who
 * @param at - the moment
 * @returns how many were stored, and how many were left
 * @throws {AppError} when there is no theme yet
 */
export async function codeChanges(
  db: Db,
  consultationId: string,
  coded: readonly CodedComment[],
  turn: CodingTurn,
  coder: Actor,
  at: Date,
): Promise<CodingOutcome> {
  const { accountId } = coder
  if (accountId === null) throw new AppError('forbidden', 403, 'Sign in to code comments.')
  return inTransaction(db, async tx => {
    const [frame] = await listFrames(tx, consultationId)
    if (!frame)
      throw new AppError('no-themes', 409, 'There are no themes yet. Add the first ones, then code comments.')
    let [saved, changedByOthers] = [0, 0]
    for (const comment of coded) {
      const wanted = stateOf(comment.themes, comment.nothing)
      const shown = stateOf(
        comment.before.filter(id => id !== 'nothing'),
        comment.nothingBefore,
      )
      if (wanted === shown) continue
      const now = await findComment(tx, consultationId, comment.answerId, turn)
      if (now === null) continue
      if (stateOf(now.themes, now.coder !== null && now.themes.length === 0) !== shown) {
        changedByOthers += 1
        continue
      }
      if (turn === 'second') {
        const first = await findComment(tx, consultationId, comment.answerId, 'first')
        if (first?.coder?.accountId === accountId) {
          throw new AppError(
            'same-person',
            409,
            'You coded this comment first. Another person has to code it again.',
          )
        }
      }
      await codeComment(tx, comment, frame.id, turn, { accountId, name: coder.name }, at)
      saved += 1
    }
    if (saved > 0) {
      await recordAction(tx, coder, {
        action: 'findings.coded',
        consultation: consultationId,
        summary: `Coded ${saved === 1 ? '1 comment' : `${saved} comments`}${turn === 'second' ? ' as a second person' : ''}`,
        at,
      })
    }
    return { saved, changedByOthers }
  })
}

function stateOf(themes: readonly string[], nothing: boolean): string {
  return themes.length > 0 ? [...themes].sort().join(' ') : nothing ? 'nothing' : ''
}
