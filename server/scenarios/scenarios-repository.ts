import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { ScenarioSummary } from './scenario.ts'

interface Row {
  id: string
  county_id: string
  name: string
  description: string
  status_quo: number
  published_at: string | null
  hash: string | null
  based_on: string | null
  version: number
  created_at: string
  updated_at: string
}

function scenarioFrom(row: Row): ScenarioSummary {
  return {
    id: row.id,
    countyId: row.county_id,
    name: row.name,
    description: row.description,
    statusQuo: row.status_quo === 1,
    publishedAt: row.published_at,
    hash: row.hash,
    basedOn: row.based_on,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/**
 * The id of a county's status quo, so that it can be made only once.
 *
 * @param countyId - the county
 * @returns the id
 */
export function statusQuoId(countyId: string): string {
  return `status-quo-${countyId}`
}

/**
 * The scenario in which nothing changes; made when it is first asked for.
 *
 * @param db - the database
 * @param countyId - the county
 * @param now - ISO UTC
 * @returns the status quo
 */
export async function statusQuoScenario(db: Db, countyId: string, now: string): Promise<ScenarioSummary> {
  const id = statusQuoId(countyId)
  const found = await findScenario(db, id)
  if (found) return found
  await db
    .insertInto('scenario')
    .values({
      id,
      county_id: countyId,
      name: 'Status quo',
      description: 'Every children’s centre of today’s register stays as it is.',
      status_quo: 1,
      published_at: null,
      hash: null,
      based_on: null,
      version: 1,
      created_at: now,
      updated_at: now,
    })
    .onConflict(conflict => conflict.column('id').doNothing())
    .execute()
  return scenarioFrom(
    await db.selectFrom('scenario').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
}

/**
 * A county's scenarios that are stored so far.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns the status quo first, if it was asked for before, then by name
 */
export async function storedScenarios(db: Db, countyId: string): Promise<ScenarioSummary[]> {
  const rows = await db
    .selectFrom('scenario')
    .selectAll()
    .where('county_id', '=', countyId)
    .orderBy('status_quo', 'desc')
    .orderBy('name')
    .orderBy('created_at')
    .execute()
  return rows.map(scenarioFrom)
}

/**
 * One scenario, without its choices.
 *
 * @param db - the database
 * @param scenarioId - its id
 * @returns the scenario; null when there is none
 */
export async function findScenario(db: Db, scenarioId: string): Promise<ScenarioSummary | null> {
  const row = await db.selectFrom('scenario').selectAll().where('id', '=', scenarioId).executeTakeFirst()
  return row ? scenarioFrom(row) : null
}

/**
 * Adds a scenario without choices.
 *
 * @param db - the database
 * @param countyId - the county
 * @param scenario - name, description and the scenario that it is a copy of
 * @param now - ISO UTC
 * @returns its id
 */
export async function addScenario(
  db: Db,
  countyId: string,
  scenario: { name: string; description: string; basedOn: string | null },
  now: string,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('scenario')
    .values({
      id,
      county_id: countyId,
      name: scenario.name,
      description: scenario.description,
      status_quo: 0,
      published_at: null,
      hash: null,
      based_on: scenario.basedOn,
      version: 1,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}

/**
 * Takes hold of a scenario for a change, so that two changes at once follow each other, and counts the change.
 *
 * @param db - a transaction
 * @param scenarioId - its id
 * @param now - ISO UTC
 * @returns its version after the change; null when it is published, is the status quo, or does not exist
 */
export async function beginChange(db: Db, scenarioId: string, now: string): Promise<number | null> {
  const row = await db
    .updateTable('scenario')
    .set(set => ({ version: set('version', '+', 1), updated_at: now }))
    .where('id', '=', scenarioId)
    .where('published_at', 'is', null)
    .where('status_quo', '=', 0)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

/**
 * Gives a scenario another name or description, after {@link beginChange}.
 *
 * @param db - the same transaction
 * @param scenarioId - its id
 * @param name - what it is called
 * @param description - what it is about
 */
export async function renameScenario(
  db: Db,
  scenarioId: string,
  name: string,
  description: string,
): Promise<void> {
  await db.updateTable('scenario').set({ name, description }).where('id', '=', scenarioId).execute()
}

/**
 * Removes a scenario that was not published.
 *
 * @param db - the database
 * @param scenarioId - its id
 * @returns false when it is published, is the status quo, or does not exist
 */
export async function removeScenario(db: Db, scenarioId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('scenario')
    .where('id', '=', scenarioId)
    .where('published_at', 'is', null)
    .where('status_quo', '=', 0)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
