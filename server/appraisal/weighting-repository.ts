import { z } from 'zod'
import type { Db } from '../db/index.ts'
import type { CriteriaWeights } from '../model/appraisal.ts'
import { newId } from '../platform/ids.ts'
import type { Weighting } from './appraisal.ts'

const weight = z.number().min(0)
const weights: z.ZodType<CriteriaWeights> = z.object({
  1: weight,
  2: weight,
  3: weight,
  4: weight,
  5: weight,
  6: weight,
  7: weight,
  8: weight,
})

/**
 * Every agreement on weights.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns newest first: the first is in force
 */
export async function listWeightings(db: Db, countyId: string): Promise<Weighting[]> {
  const rows = await db
    .selectFrom('criteria_weighting')
    .selectAll()
    .where('county_id', '=', countyId)
    .orderBy('recorded_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    weights: weights.parse(JSON.parse(row.weights)),
    agreedOn: row.agreed_on,
    agreedBy: row.agreed_by,
    reason: row.reason,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }))
}

/**
 * The agreement on weights that is in force.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns the newest; null until weights are agreed, and before that nothing may be rated
 */
export async function currentWeighting(db: Db, countyId: string): Promise<Weighting | null> {
  return (await listWeightings(db, countyId))[0] ?? null
}

/**
 * Records an agreement on weights; the ones before it stay.
 *
 * @param tx - a transaction
 * @param countyId - the county
 * @param agreed - what was agreed, when, by whom and why
 * @param by - who records it, and the moment
 */
export async function recordWeighting(
  tx: Db,
  countyId: string,
  agreed: Pick<Weighting, 'weights' | 'agreedOn' | 'agreedBy' | 'reason'>,
  by: { readonly name: string; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto('criteria_weighting')
    .values({
      id: newId(),
      county_id: countyId,
      weights: JSON.stringify(agreed.weights),
      agreed_on: agreed.agreedOn,
      agreed_by: agreed.agreedBy,
      reason: agreed.reason,
      recorded_at: by.at.toISOString(),
      recorded_by: by.name,
    })
    .execute()
}
