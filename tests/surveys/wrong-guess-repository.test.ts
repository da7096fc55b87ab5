import { expect, it } from '@jest/globals'
import { addWrongGuess, forgetWrongGuesses, guessesOf } from '../../server/surveys/wrong-guess-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aSurvey, whileOpen } from './support.ts'

const at = (minutes: number): Date => new Date(Date.parse(whileOpen) + minutes * 60_000)

eachDatabase('wrong guesses', database => {
  it('are counted for each guesser, and together for the consultation, within the time', async () => {
    const { db } = database
    const { consultationId } = await aSurvey(db)
    const guess = (guesser: string, minutes: number): Promise<number> =>
      addWrongGuess(db, { guesser, consultationId, at: at(minutes) }, at(minutes - 15))
    expect(await guess('a', 0)).toBe(1)
    expect(await guess('a', 1)).toBe(2)
    expect(await guess('b', 2)).toBe(3)
    expect(await guessesOf(db, 'a', at(-5))).toEqual({ count: 2, first: at(0).toISOString() })
    expect(await guessesOf(db, 'a', at(0))).toEqual({ count: 1, first: at(1).toISOString() })
    expect(await guessesOf(db, 'c', at(-5))).toEqual({ count: 0, first: null })
    // The first one is out of time by now, and gone.
    expect(await guess('b', 15)).toBe(3)
    expect(await db.selectFrom('wrong_guess').select('guessed_at').execute()).toHaveLength(3)
  })

  it('are forgotten when their time is over', async () => {
    const { db } = database
    const { consultationId } = await aSurvey(db)
    await addWrongGuess(db, { guesser: 'a', consultationId, at: at(0) }, at(-15))
    await forgetWrongGuesses(db, at(-1))
    expect((await guessesOf(db, 'a', at(-15))).count).toBe(1)
    await forgetWrongGuesses(db, at(0))
    expect(await db.selectFrom('wrong_guess').selectAll().execute()).toEqual([])
  })
})
