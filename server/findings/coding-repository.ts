import type { Db } from '../db/index.ts'
import { beingComments, type CodingTurn } from './comment-repository.ts'

/** What one coder found in one comment. */
export interface Coding {
  readonly answerId: string
  readonly themes: readonly string[]
}

/**
 * Stores what a coder found in a comment, in the place of what was found in the same turn before.
 *
 * @param tx - a transaction
 * @param coding - the comment and all themes that it has from now on; none means that it was read and has none
 * @param frameId - the version of the code frame
 * @param turn - first or second
 * @param coder - who
 * @param at - the moment
 */
export async function codeComment(
  tx: Db,
  coding: Coding,
  frameId: string,
  turn: CodingTurn,
  coder: { accountId: string; name: string },
  at: Date,
): Promise<void> {
  await tx
    .deleteFrom('comment_theme')
    .where('answer_id', '=', coding.answerId)
    .where('turn', '=', turn)
    .execute()
  if (coding.themes.length > 0) {
    await tx
      .insertInto('comment_theme')
      .values(
        coding.themes.map(theme => ({
          answer_id: coding.answerId,
          theme_id: theme,
          turn,
          frame_id: frameId,
          account_id: coder.accountId,
          tagged_at: at.toISOString(),
        })),
      )
      .execute()
  }
  const reading = { account_id: coder.accountId, account_name: coder.name, read_at: at.toISOString() }
  await tx
    .insertInto('comment_reading')
    .values({ answer_id: coding.answerId, turn, ...reading })
    .onConflict(conflict => conflict.columns(['answer_id', 'turn']).doUpdateSet(reading))
    .execute()
}

/**
 * Comments that two people coded.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns for each, the themes that each of the two found
 */
export async function doubleCoded(
  db: Db,
  consultationId: string,
): Promise<{ first: string[]; second: string[] }[]> {
  const both = await db
    .selectFrom('comment_reading as second')
    .innerJoin('comment_reading as first', 'first.answer_id', 'second.answer_id')
    .innerJoin('answer', 'answer.id', 'second.answer_id')
    .innerJoin('response', 'response.id', 'answer.response_id')
    .select('answer.id')
    .where('second.turn', '=', 'second')
    .where('first.turn', '=', 'first')
    .where('response.consultation_id', '=', consultationId)
    .where('response.withdrawn_at', 'is', null)
    .where(await beingComments(db, consultationId))
    .orderBy('answer.id')
    .execute()
  const themes = await db
    .selectFrom('comment_theme')
    .innerJoin('theme', 'theme.id', 'comment_theme.theme_id')
    .select(['answer_id', 'theme_id', 'turn'])
    .where('theme.consultation_id', '=', consultationId)
    .execute()
  const found = new Map<string, string[]>()
  for (const row of themes) {
    const key = `${row.answer_id} ${row.turn}`
    found.set(key, [...(found.get(key) ?? []), row.theme_id])
  }
  return both.map(({ id }) => ({
    first: found.get(`${id} first`) ?? [],
    second: found.get(`${id} second`) ?? [],
  }))
}
