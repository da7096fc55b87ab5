import type { Db } from '../db/index.ts'
import type { PlaceTexts } from './consultation.ts'

/**
 * What is said of each place of a consultation, as it is written now.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns by site id; a place of which nothing is said is absent
 */
export async function listPlaceTexts(db: Db, consultationId: string): Promise<PlaceTexts[]> {
  const rows = await db
    .selectFrom('consultation_place_text')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('site_id')
    .execute()
  return rows.map(row => ({
    siteId: row.site_id,
    why: row.why,
    replacedBy: row.replaced_by,
    fromOn: row.from_on,
  }))
}

/**
 * Writes what is said of one place.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param texts - why, what takes its place, and from when
 */
export async function writePlaceTexts(tx: Db, consultationId: string, texts: PlaceTexts): Promise<void> {
  const columns = { why: texts.why, replaced_by: texts.replacedBy, from_on: texts.fromOn }
  await tx
    .insertInto('consultation_place_text')
    .values({ consultation_id: consultationId, site_id: texts.siteId, ...columns })
    .onConflict(conflict => conflict.columns(['consultation_id', 'site_id']).doUpdateSet(columns))
    .execute()
}
