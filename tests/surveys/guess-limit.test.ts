import { expect, it } from '@jest/globals'
import { forgetOldGuesses, guessLimit, usualGuessRule } from '../../server/surveys/guess-limit.ts'
import { pepperFrom } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aSurvey, whileOpen } from './support.ts'

const pepper = pepperFrom('only-for-tests-only-for-tests')
const at = (seconds: number): Date => new Date(Date.parse(whileOpen) + seconds * 1000)

eachDatabase('a limit on guesses', database => {
  it('lets wrong guesses at one consultation wait longer and longer, and right ones never', async () => {
    const { db } = database
    const [one, other] = [await aSurvey(db), await aSurvey(db)]
    const pauses: number[] = []
    const rule = { perAddress: 100, seconds: 60, perConsultation: 3, longestPauseMs: 120 }
    const limit = guessLimit({ db, clock: () => at(0), pepper }, rule, milliseconds =>
      Promise.resolve(void pauses.push(milliseconds)),
    )
    for (let guess = 0; guess < 7; guess += 1) await limit.wrong(`address ${guess}`, one.consultationId)
    expect(pauses).toEqual([50, 100, 120, 120])
    await limit.wrong('address', other.consultationId)
    expect(pauses).toHaveLength(4)
    expect(await limit.secondsToWait('address 1')).toBe(0)
  })

  it('holds an address that guessed too often, in every process and after a restart, until its time is over', async () => {
    const { db } = database
    const { consultationId } = await aSurvey(db)
    let now = at(0)
    const limit = guessLimit({ db, clock: () => now, pepper })
    for (let guess = 0; guess < usualGuessRule.perAddress - 1; guess += 1)
      await limit.wrong('192.0.2.7', consultationId)
    expect(await limit.secondsToWait('192.0.2.7')).toBe(0)
    now = at(100)
    await limit.wrong('192.0.2.7', consultationId)
    const restarted = guessLimit({ db, clock: () => now, pepper })
    expect(await restarted.secondsToWait('192.0.2.7')).toBe(usualGuessRule.seconds - 100)
    expect(await restarted.secondsToWait('192.0.2.8')).toBe(0)
    now = at(usualGuessRule.seconds)
    expect(await restarted.secondsToWait('192.0.2.7')).toBe(0)
  })

  it('keeps no address, and nothing when the time is over', async () => {
    const { db } = database
    const { consultationId } = await aSurvey(db)
    await guessLimit({ db, clock: () => at(0), pepper }).wrong('192.0.2.7', consultationId)
    const [kept] = await db.selectFrom('wrong_guess').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain('192.0.2')
    const elsewhere = pepperFrom('another-server-another-server')
    const theirs = guessLimit({ db, clock: () => at(0), pepper: elsewhere })
    await theirs.wrong('192.0.2.7', consultationId)
    const rows = await db.selectFrom('wrong_guess').select('guesser').distinct().execute()
    expect(rows).toHaveLength(2)
    await forgetOldGuesses(db, at(usualGuessRule.seconds))
    expect(await db.selectFrom('wrong_guess').selectAll().execute()).toEqual([])
  })
})
