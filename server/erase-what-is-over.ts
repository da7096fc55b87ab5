import { removeOldSessions, tidyOutbox } from './accounts/index.ts'
import { eraseReplyAddresses, eraseUnconfirmed } from './consultations/index.ts'
import type { Db } from './db/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Logger } from './platform/log.ts'
import { forgetOldGuesses, removeOldDrafts } from './surveys/index.ts'

interface ErasingNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly log: Logger
}

/**
 * Erases what the privacy notice says is gone by now, whether or not anybody comes by: sessions and unfinished answers
 * that ran out, old letters, addresses that nobody confirmed or replied to in time, and marks of wrong guesses.
 *
 * @param needs - database, clock and log
 */
export async function eraseWhatIsOver(needs: ErasingNeeds): Promise<void> {
  const { db, clock } = needs
  await removeOldSessions(db, clock())
  await removeOldDrafts(db, clock())
  await tidyOutbox(needs)
  await eraseUnconfirmed(db, clock())
  await eraseReplyAddresses(db, clock())
  await forgetOldGuesses(db, clock())
}
