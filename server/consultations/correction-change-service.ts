import { addedOnce, recordAction, type Actor, type AddingForm } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import type { Consultation, ConsultationRecord } from './consultation.ts'
import { readCorrection, writeCorrection, type Correction } from './correction-repository.ts'
import { draftRecord } from './record-service.ts'

/**
 * The correction that is being written.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @returns the correction
 * @throws {AppError} 404 when none is
 */
export async function correctionOf(db: Db, { id }: Pick<Consultation, 'id'>): Promise<Correction> {
  const correction = await readCorrection(db, id)
  if (correction === null) throw notFound('Nothing is being corrected.')
  return correction
}

/**
 * Writes on a correction, and into the list of who did what.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @param change - the record from now on, the version that somebody had before them, what was done, by whom and when
 * @param change.record - the record from now on
 * @param change.seen - the version of the correction that somebody had before them
 * @param change.what - what was done, after “on the correction of …: ”
 * @param change.by - who does it
 * @param change.at - the moment
 * @param change.form - mark of a form that adds something, so that it adds it once; see `addingForm`
 * @returns false when somebody changed it meanwhile, so that nothing was stored
 */
export async function writeOnCorrection(
  db: Db,
  consultation: Pick<Consultation, 'id' | 'name'>,
  {
    record,
    seen,
    what,
    by,
    at,
    form = null,
  }: { record: ConsultationRecord; seen: number; what: string; by: Actor; at: Date; form?: AddingForm },
): Promise<boolean> {
  const written = await inTransaction(db, tx =>
    addedOnce(tx, form, at, async () => {
      if (!(await writeCorrection(tx, consultation.id, seen, record, at))) return null
      await recordAction(tx, by, {
        action: 'consultation.correction-written',
        consultation: consultation.id,
        summary: `Wrote on the correction of ${consultation.name}: ${what}`,
        at,
      })
      return consultation.id
    }),
  )
  return written !== null
}

/**
 * What the register of today and a scenario would put into a correction.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @param scenarioId - the scenario; null for none
 * @returns the record as it would be published now, with the texts as they were published last
 */
export function recordOfToday(
  db: Db,
  consultation: Consultation,
  scenarioId: string | null,
): Promise<ConsultationRecord> {
  return draftRecord(db, { ...consultation, scenarioId })
}
