import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { FATES, type SiteFate } from '../model/fates.ts'
import { newId } from '../platform/ids.ts'
import type { LedgerRecord, OutreachSession } from './scenario.ts'

const knownFate = z.enum(FATES)

/**
 * What a scenario makes of its sites.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @returns by site id
 */
export async function readFates(db: Db, scenarioId: string): Promise<SiteFate[]> {
  const rows = await db
    .selectFrom('scenario_fate')
    .select(['site_id', 'fate', 'lead_site_id'])
    .where('scenario_id', '=', scenarioId)
    .orderBy('site_id')
    .execute()
  return rows.map(row => ({
    siteId: row.site_id,
    fate: knownFate.parse(row.fate),
    leadSiteId: row.lead_site_id,
  }))
}

/**
 * Gives sites a fate, or another fate.
 *
 * @param db - a transaction
 * @param scenarioId - the scenario
 * @param fates - at most one for each site
 */
export async function storeFates(db: Db, scenarioId: string, fates: readonly SiteFate[]): Promise<void> {
  for (let from = 0; from < fates.length; from += 400) {
    await db
      .insertInto('scenario_fate')
      .values(
        fates.slice(from, from + 400).map(fate => ({
          scenario_id: scenarioId,
          site_id: fate.siteId,
          fate: fate.fate,
          lead_site_id: fate.leadSiteId,
          note: '',
        })),
      )
      .onConflict(conflict =>
        conflict.columns(['scenario_id', 'site_id']).doUpdateSet(set => ({
          fate: set.ref('excluded.fate'),
          lead_site_id: set.ref('excluded.lead_site_id'),
        })),
      )
      .execute()
  }
}

/**
 * Takes sites out of a scenario.
 *
 * @param db - a transaction
 * @param scenarioId - the scenario
 * @param siteIds - the sites
 */
export async function removeFates(db: Db, scenarioId: string, siteIds: readonly string[]): Promise<void> {
  for (let from = 0; from < siteIds.length; from += 400) {
    await db
      .deleteFrom('scenario_fate')
      .where('scenario_id', '=', scenarioId)
      .where('site_id', 'in', siteIds.slice(from, from + 400))
      .execute()
  }
}

/**
 * The weekly sessions that a scenario plans.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @returns by site, weekday and time
 */
export async function readOutreach(db: Db, scenarioId: string): Promise<OutreachSession[]> {
  const rows = await db
    .selectFrom('scenario_outreach')
    .selectAll()
    .where('scenario_id', '=', scenarioId)
    .orderBy('site_id')
    .orderBy('weekday')
    .orderBy('starts')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    siteId: row.site_id,
    weekday: row.weekday,
    starts: row.starts,
    ends: row.ends,
    fromOn: row.from_on,
    toOn: row.to_on,
    activity: row.activity,
  }))
}

/**
 * Adds weekly sessions.
 *
 * @param db - a transaction
 * @param scenarioId - the scenario
 * @param sessions - the sessions
 */
export async function addOutreach(
  db: Db,
  scenarioId: string,
  sessions: readonly Omit<OutreachSession, 'id'>[],
): Promise<void> {
  for (let from = 0; from < sessions.length; from += 400) {
    await db
      .insertInto('scenario_outreach')
      .values(
        sessions.slice(from, from + 400).map(session => ({
          id: newId(),
          scenario_id: scenarioId,
          site_id: session.siteId,
          weekday: session.weekday,
          starts: session.starts,
          ends: session.ends,
          from_on: session.fromOn,
          to_on: session.toOn,
          activity: session.activity,
        })),
      )
      .execute()
  }
}

/**
 * Removes a weekly session.
 *
 * @param db - a transaction
 * @param scenarioId - the scenario
 * @param sessionId - the session
 */
export async function removeOutreach(db: Db, scenarioId: string, sessionId: string): Promise<void> {
  await db
    .deleteFrom('scenario_outreach')
    .where('scenario_id', '=', scenarioId)
    .where('id', '=', sessionId)
    .execute()
}

/**
 * The costs and incomes that a scenario brings of its own.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @returns yearly ones first, then by line
 */
export async function readLedger(db: Db, scenarioId: string): Promise<LedgerRecord[]> {
  const rows = await db
    .selectFrom('scenario_ledger')
    .selectAll()
    .where('scenario_id', '=', scenarioId)
    .orderBy('one_off')
    .orderBy('line')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    siteId: row.site_id,
    line: row.line,
    pounds: row.pounds,
    oneOff: row.one_off === 1,
    note: row.note,
  }))
}

/**
 * Adds costs and incomes.
 *
 * @param db - a transaction
 * @param scenarioId - the scenario
 * @param entries - the entries
 */
export async function addLedger(
  db: Db,
  scenarioId: string,
  entries: readonly Omit<LedgerRecord, 'id'>[],
): Promise<void> {
  for (let from = 0; from < entries.length; from += 400) {
    await db
      .insertInto('scenario_ledger')
      .values(
        entries.slice(from, from + 400).map(entry => ({
          id: newId(),
          scenario_id: scenarioId,
          site_id: entry.siteId,
          line: entry.line,
          pounds: entry.pounds,
          one_off: entry.oneOff ? 1 : 0,
          note: entry.note,
        })),
      )
      .execute()
  }
}

/**
 * Removes a cost or an income.
 *
 * @param db - a transaction
 * @param scenarioId - the scenario
 * @param entryId - the entry
 */
export async function removeLedger(db: Db, scenarioId: string, entryId: string): Promise<void> {
  await db
    .deleteFrom('scenario_ledger')
    .where('scenario_id', '=', scenarioId)
    .where('id', '=', entryId)
    .execute()
}
