import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Db } from '../db/index.ts'
import { AppError } from '../platform/errors.ts'
import { hashToken } from '../platform/ids.ts'
import { countWrongPassword, findAccountByEmail, setLock, type Account } from './accounts-repository.ts'
import { recordAction } from './audit-repository.ts'
import { passwordFits } from './passwords.ts'

/** Wrong passwords in a row before an account is locked. */
const attemptsAllowed = 5
const lockMinutes = 15

/** Counts wrong passwords for addresses without an account, so that a lock does not tell which addresses have one. */
export type Strangers = RateLimiterMemory

/**
 * The count of wrong passwords for addresses without an account, in this process's memory; the addresses are not kept.
 *
 * @returns the count, which locks as an account is locked
 */
export function countStrangers(): Strangers {
  return new RateLimiterMemory({
    points: attemptsAllowed - 1,
    duration: 86_400,
    blockDuration: lockMinutes * 60,
  })
}

/**
 * Checks an e-mail address and a password. What was wrong is not told apart; five wrong passwords in a row lock the
 * account for fifteen minutes.
 *
 * @param db - the database
 * @param strangers - the count for addresses without an account
 * @param email - lower case
 * @param password - as typed
 * @param at - the moment
 * @returns the account, or null when they do not fit
 * @throws {AppError} when the account is locked
 */
export async function checkPassword(
  db: Db,
  strangers: Strangers,
  email: string,
  password: string,
  at: Date,
): Promise<Account | null> {
  const account = await findAccountByEmail(db, email)
  const stranger = account === null || account.disabledAt !== null ? hashToken(email) : null
  const locked =
    stranger === null
      ? account?.lockedUntil != null && account.lockedUntil > at.toISOString()
      : ((await strangers.get(stranger))?.consumedPoints ?? 0) >= attemptsAllowed
  const fits = await passwordFits(account?.passwordHash ?? null, password)
  if (locked) {
    throw new AppError(
      'locked',
      429,
      `There were too many wrong passwords. Try again in ${lockMinutes} minutes, or ask an administrator for a new link.`,
    )
  }
  if (account === null || stranger !== null) {
    await strangers.consume(stranger ?? '').catch(() => undefined)
    return null
  }
  if (fits) {
    await setLock(db, account.id, null)
    return account
  }
  if ((await countWrongPassword(db, account.id)) >= attemptsAllowed) {
    await setLock(db, account.id, new Date(at.getTime() + lockMinutes * 60_000).toISOString())
    await recordAction(
      db,
      { accountId: account.id, name: account.name },
      {
        action: 'account.locked',
        subject: account.id,
        summary: `Locked for ${lockMinutes} minutes after ${attemptsAllowed} wrong passwords`,
        at,
      },
    )
  }
  return null
}
