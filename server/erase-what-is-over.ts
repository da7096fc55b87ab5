import { removeOldSessions, tidyOutbox } from './accounts/index.ts'
import { eraseReplyAddresses, eraseUnconfirmed } from './consultations/index.ts'
import type { Services } from './services.ts'
import { forgetOldGuesses, removeOldDrafts } from './surveys/index.ts'

/**
 * Erases what the privacy notice says is gone by now, whether or not anybody comes by: sessions and unfinished answers
 * that ran out, old letters, addresses that nobody confirmed or replied to in time, and marks of wrong guesses.
 *
 * @param services - database, clock and log
 */
export async function eraseWhatIsOver(services: Pick<Services, 'db' | 'clock' | 'log'>): Promise<void> {
  const { db, clock } = services
  await removeOldSessions(db, clock())
  await removeOldDrafts(db, clock())
  await tidyOutbox(services)
  await eraseUnconfirmed(db, clock())
  await eraseReplyAddresses(db, clock())
  await forgetOldGuesses(db, clock())
}
