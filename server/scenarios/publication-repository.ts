import type { Db } from '../db/index.ts'

/** A scenario as it was published. */
export interface Publication {
  readonly scenarioId: string
  /** SHA-256 of `document`. */
  readonly hash: string
  /** Canonical JSON of everything that its figures are made of. */
  readonly document: string
  /** Canonical JSON of the figures. */
  readonly figures: string
  /** ISO UTC. */
  readonly publishedAt: string
  readonly publishedBy: string
}

/**
 * Publishes a scenario, after `beginChange`; from then on it cannot be changed.
 *
 * @param db - the same transaction
 * @param publication - what is frozen
 */
export async function addPublication(db: Db, publication: Publication): Promise<void> {
  await db
    .insertInto('scenario_publication')
    .values({
      scenario_id: publication.scenarioId,
      hash: publication.hash,
      document: publication.document,
      figures: publication.figures,
      published_at: publication.publishedAt,
      published_by: publication.publishedBy,
    })
    .execute()
  await db
    .updateTable('scenario')
    .set({ published_at: publication.publishedAt, hash: publication.hash })
    .where('id', '=', publication.scenarioId)
    .execute()
}

/**
 * A scenario as it was published.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @returns what was frozen; null when it was not published
 */
export async function findPublication(db: Db, scenarioId: string): Promise<Publication | null> {
  const row = await db
    .selectFrom('scenario_publication')
    .selectAll()
    .where('scenario_id', '=', scenarioId)
    .executeTakeFirst()
  if (!row) return null
  return {
    scenarioId: row.scenario_id,
    hash: row.hash,
    document: row.document,
    figures: row.figures,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
  }
}
