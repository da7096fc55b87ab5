import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'

/** Who guessed wrong, where and when. */
export interface WrongGuess {
  /** A keyed hash; never an address. */
  readonly guesser: string
  readonly consultationId: string
  readonly at: Date
}

/**
 * Wrong guesses of one guesser since a moment; one statement.
 *
 * @param db - the database
 * @param guesser - a keyed hash of an address
 * @param since - guesses at this moment and before count no more
 * @returns how many, and when the first of them was (null without any)
 */
export async function guessesOf(
  db: Db,
  guesser: string,
  since: Date,
): Promise<{ readonly count: number; readonly first: string | null }> {
  const found = await db
    .selectFrom('wrong_guess')
    .select(({ fn }) => [fn.countAll().as('count'), fn.min('guessed_at').as('first')])
    .where('guesser', '=', guesser)
    .where('guessed_at', '>', since.toISOString())
    .executeTakeFirstOrThrow()
  return { count: Number(found.count), first: found.first }
}

/**
 * Counts a wrong guess, and forgets those that count no more.
 *
 * @param tx - a transaction
 * @param guess - the guess
 * @param since - guesses at this moment and before are removed
 * @returns how many guesses at the consultation were wrong since then, this one included
 */
export async function addWrongGuess(tx: Db, guess: WrongGuess, since: Date): Promise<number> {
  await forgetWrongGuesses(tx, since)
  await tx
    .insertInto('wrong_guess')
    .values({
      id: newId(),
      guesser: guess.guesser,
      consultation_id: guess.consultationId,
      guessed_at: guess.at.toISOString(),
    })
    .execute()
  const found = await tx
    .selectFrom('wrong_guess')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('consultation_id', '=', guess.consultationId)
    .executeTakeFirstOrThrow()
  return Number(found.count)
}

/**
 * Forgets wrong guesses that count no more.
 *
 * @param db - the database
 * @param since - guesses at this moment and before are removed
 */
export async function forgetWrongGuesses(db: Db, since: Date): Promise<void> {
  await db.deleteFrom('wrong_guess').where('guessed_at', '<=', since.toISOString()).execute()
}
