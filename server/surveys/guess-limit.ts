import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { networkOf } from '../platform/security.ts'
import { lookupHash, type Pepper } from './draft-seal.ts'
import { addWrongGuess, forgetWrongGuesses, guessesOf } from './wrong-guess-repository.ts'

/** Counts wrong guesses at secrets; right ones cost nothing, however many people share an address. */
export interface GuessLimit {
  /** Whether guesses from this address are refused for now; the answer is how many seconds to wait, 0 for not at all. */
  secondsToWait(address: string): Promise<number>
  /** Counts a wrong guess, and answers only after a pause that grows with the wrong guesses of everybody. */
  wrong(address: string, consultationId: string): Promise<void>
}

/** How guesses are limited. */
export interface GuessRule {
  /** Wrong guesses from one address within the time, before it has to wait. */
  readonly perAddress: number
  readonly seconds: number
  /** Wrong guesses at one consultation within the time, from when each next one waits longer. */
  readonly perConsultation: number
  /** Longest pause after a wrong guess, in milliseconds. */
  readonly longestPauseMs: number
}

/** More than people in a library mistype, far fewer than a search needs. */
export const usualGuessRule: GuessRule = {
  perAddress: 30,
  seconds: 900,
  perConsultation: 200,
  longestPauseMs: 3000,
}

const windowBefore = (now: Date, { seconds }: GuessRule): Date => new Date(now.getTime() - seconds * 1000)

/**
 * Forgets wrong guesses whose time is over, also where nobody guesses wrong again.
 *
 * @param db - the database
 * @param now - the moment
 */
export async function forgetOldGuesses(db: Db, now: Date): Promise<void> {
  await forgetWrongGuesses(db, windowBefore(now, usualGuessRule))
}

/** What guesses are counted with. */
export interface GuessNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly pepper: Pepper
}

/**
 * Limits guesses, in the database: a guesser gains nothing by waiting for a restart or by asking another process. An
 * address is kept as a hash that only this server can make, and forgotten when the time is over.
 *
 * @param needs - database, clock, and what addresses are hashed with
 * @param rule - how many
 * @param pause - waits so many milliseconds
 * @returns the limit
 */
export function guessLimit(
  { db, clock, pepper }: GuessNeeds,
  rule: GuessRule = usualGuessRule,
  pause: (milliseconds: number) => Promise<void> = milliseconds =>
    new Promise(resolve => setTimeout(resolve, milliseconds)),
): GuessLimit {
  const guesserAt = (address: string): string => lookupHash(pepper, `guess ${networkOf(address)}`)
  const since = (now: Date): Date => windowBefore(now, rule)
  return {
    async secondsToWait(address) {
      const now = clock()
      const { count, first } = await guessesOf(db, guesserAt(address), since(now))
      if (count < rule.perAddress || first === null) return 0
      return Math.max(1, Math.ceil((Date.parse(first) - since(now).getTime()) / 1000))
    },
    async wrong(address, consultationId) {
      const now = clock()
      const guess = { guesser: guesserAt(address), consultationId, at: now }
      const counted = await inTransaction(db, tx => addWrongGuess(tx, guess, since(now)))
      const over = counted - rule.perConsultation
      if (over > 0) await pause(Math.min(rule.longestPauseMs, over * 50))
    },
  }
}
