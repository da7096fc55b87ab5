import type { Db } from '../db/index.ts'
import { publicFiguresSchema, type PublicFigures } from './public-figures.ts'

/**
 * Figures for the public that were made before; one statement.
 *
 * @param db - the database
 * @param scenarioHash - the hash under which the scenario was published
 * @returns null when they were not made yet
 */
export async function findPublicFigures(db: Db, scenarioHash: string): Promise<PublicFigures | null> {
  const row = await db
    .selectFrom('scenario_public_figures')
    .select('document')
    .where('scenario_hash', '=', scenarioHash)
    .executeTakeFirst()
  if (!row) return null
  const read = publicFiguresSchema.safeParse(JSON.parse(row.document))
  return read.success ? read.data : null
}

/**
 * Keeps figures for the public; those that are kept already give way, because they are made from the same scenario.
 *
 * @param db - the database
 * @param figures - made from a published scenario
 * @param at - ISO UTC
 */
export async function storePublicFigures(db: Db, figures: PublicFigures, at: string): Promise<void> {
  const columns = { document: JSON.stringify(figures), made_at: at }
  await db
    .insertInto('scenario_public_figures')
    .values({ scenario_hash: figures.scenarioHash, ...columns })
    .onConflict(conflict => conflict.column('scenario_hash').doUpdateSet(columns))
    .execute()
}
