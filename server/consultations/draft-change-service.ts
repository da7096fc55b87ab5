import { createHash } from 'node:crypto'
import { recordAction, type Actor } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { changeConsultation, findConsultation, type ConsultationChange } from './consultation-repository.ts'
import { publishedAlready, unpublished } from './managed-routes.ts'

/** One change to a consultation that is not published yet. */
export interface DraftChange {
  readonly by: Actor
  readonly at: Date
  /** What was done, for the list of who did what. */
  readonly summary: string
  /** What changes of the consultation itself; nothing unless it is given. */
  readonly columns?: ConsultationChange
  /** The consultation's version when somebody read it; any unless it is given. */
  readonly seen?: number
  /** Whether what somebody read still stands as they read it; asked once nobody else can change it. */
  readonly asSeen?: (tx: Db) => Promise<boolean>
  /** What else is stored. */
  readonly work?: (tx: Db) => Promise<unknown>
}

/**
 * A short mark of something as it is stored, for a form to carry: by it the form is known to be old.
 *
 * @param thing - what the form changes; null for something new
 * @returns 16 letters and digits
 */
export function seenMark(thing: unknown): string {
  return createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 16)
}

class ChangedMeanwhile extends Error {}

/**
 * Changes a consultation before it is published: everything together or nothing, counted, and written into the list of
 * who did what.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param change - what is changed, and by whom
 * @returns false when somebody else changed it since it was read, so that nothing was stored
 * @throws {AppError} 409 when it is published, or being read over
 */
export async function changeDraft(db: Db, consultationId: string, change: DraftChange): Promise<boolean> {
  const { by, at, summary, columns = {}, seen, asSeen, work } = change
  try {
    await inTransaction(db, async tx => {
      // Counting first makes whoever comes second wait here, and compare with what the first has stored.
      if (!(await changeConsultation(tx, consultationId, columns, at))) throw await whyNot(tx, consultationId)
      if (seen !== undefined && (await findConsultation(tx, consultationId))?.version !== seen + 1) {
        throw new ChangedMeanwhile()
      }
      if (asSeen !== undefined && !(await asSeen(tx))) throw new ChangedMeanwhile()
      await work?.(tx)
      await recordAction(tx, by, {
        action: 'consultation.changed',
        consultation: consultationId,
        summary,
        at,
      })
    })
    return true
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return false
    throw error
  }
}

/** Whoever is too late hears which of the two has happened meanwhile. */
async function whyNot(tx: Db, consultationId: string): Promise<Error> {
  const consultation = await findConsultation(tx, consultationId)
  if (consultation === null) return notFound('There is no such consultation.')
  unpublished(consultation)
  return publishedAlready()
}
