import { recordAction, type Actor } from '../accounts/index.ts'
import { findPostcode, listDistricts } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { format } from '../platform/format.ts'
import { AppError } from '../platform/errors.ts'
import { csvRows } from '../platform/tables/csv-rows.ts'
import { partMark } from './edit-service.ts'
import { siteLocator } from './locate-service.ts'
import { planRow, type PlannedRow, type PlannedSite, type Surroundings } from './register-plan.ts'
import { readRegister, type TableRow } from './register-rows.ts'
import { markApplied, type ImportCounts } from './site-import-repository.ts'
import { writeCosts } from './site-cost-repository.ts'
import { writeHours } from './site-hours-repository.ts'
import { listSiteParts, writeRooms, writeServices } from './site-parts-repository.ts'
import { addSite, holdSite, listSites, writeDetails } from './site-repository.ts'
import type { SiteProfile } from './site.ts'

/** What an import would do, row by row. */
export interface RegisterPlan {
  readonly rows: readonly PlannedRow[]
  readonly counts: ImportCounts
  /** Headings that are not understood. */
  readonly passedOver: readonly string[]
  /** Stands for the plan: the same rows against the same register have the same mark. */
  readonly mark: string
}

/** Every site with its hours, rooms, services and costs, in the order of the register. */
export async function readRegisterOf(db: Db, countyId: string): Promise<Omit<SiteProfile, 'files'>[]> {
  const parts = await listSiteParts(db, countyId)
  return (await listSites(db, countyId)).map(site => ({
    ...site,
    hours: parts.hours.get(site.id) ?? [],
    rooms: parts.rooms.get(site.id) ?? [],
    services: parts.services.get(site.id) ?? [],
    costs: parts.costs.get(site.id) ?? [],
  }))
}

async function surroundingsOf(db: Db, countyId: string): Promise<Surroundings> {
  const register = new Map((await readRegisterOf(db, countyId)).map(site => [site.reference, site]))
  const districts = new Map((await listDistricts(db, countyId)).map(({ code, name }) => [code, name]))
  const locate = await siteLocator(db, countyId)
  return {
    known: reference => register.get(reference),
    locate,
    postcode: async postcode => (await findPostcode(db, countyId, postcode))?.position ?? null,
    districtName: code => districts.get(code) ?? code,
  }
}

/**
 * What a table would change in the register; nothing is changed yet.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param table - all rows of the table
 * @returns the plan, row by row
 * @throws {AppError} not-a-register when the table is not a register
 */
export async function planRegister(
  db: Db,
  countyId: string,
  table: readonly TableRow[],
): Promise<RegisterPlan> {
  const read = readRegister(table)
  if (typeof read === 'string') throw new AppError('not-a-register', 422, read)
  const around = await surroundingsOf(db, countyId)
  const rows: PlannedRow[] = []
  for (const row of read.rows) rows.push(await planRow(row, around))
  const count = (action: PlannedRow['action']): number => rows.filter(row => row.action === action).length
  return {
    rows,
    passedOver: read.passedOver,
    counts: {
      added: count('add'),
      changed: count('change'),
      unchanged: count('none'),
      refused: rows.flatMap(row => (row.refused === null ? [] : [{ row: row.row, reason: row.refused }])),
    },
    mark: partMark(rows),
  }
}

class Overtaken extends Error {
  readonly plan: RegisterPlan

  constructor(plan: RegisterPlan) {
    super('The register has changed since the preview.')
    this.plan = plan
  }
}

/**
 * Applies a table that somebody has looked at: every row that was not refused, or none at all.
 *
 * @param db - the database
 * @param countyId - the county
 * @param waiting - the kept import, its rows, and the mark of the plan that was shown
 * @param by - who applies it, and the moment
 * @returns what was done; or, when the register has changed since, the plan as it would be now
 * @throws {AppError} already-applied when somebody else has applied it
 */
export async function applyRegister(
  db: Db,
  countyId: string,
  waiting: {
    readonly id: string
    readonly fileName: string
    readonly rows: readonly TableRow[]
    readonly mark: string
  },
  by: { readonly actor: Actor; readonly at: Date },
): Promise<
  | { readonly applied: true; readonly counts: ImportCounts }
  | { readonly applied: false; readonly plan: RegisterPlan }
> {
  try {
    return await inTransaction(db, async tx => {
      const plan = await planRegister(tx, countyId, waiting.rows)
      if (plan.mark !== waiting.mark) throw new Overtaken(plan)
      if (!(await markApplied(tx, waiting.id, plan.counts, by.at))) {
        throw new AppError('already-applied', 409, 'Somebody has applied this table already.')
      }
      await writePlan(tx, countyId, plan, { name: by.actor.name, at: by.at })
      await recordImport(tx, waiting.fileName, plan.counts, by)
      return { applied: true as const, counts: plan.counts }
    })
  } catch (error) {
    if (error instanceof Overtaken) return { applied: false, plan: error.plan }
    throw error
  }
}

/**
 * Takes a register's CSV text into the register without a preview, for the command line and the demonstration. Rows
 * that are refused are told; all others are written, or none.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param csvText - the table as text
 * @param actor - who does it
 * @param at - the moment
 * @returns what was done, and which rows were refused
 * @throws {AppError} when the text is not a register
 */
export async function importSiteRegister(
  db: Db,
  countyId: string,
  csvText: string,
  actor: Actor,
  at: Date = new Date(),
): Promise<ImportCounts> {
  const rows: TableRow[] = []
  for await (const row of csvRows(only(csvText))) rows.push(row)
  return inTransaction(db, async tx => {
    const plan = await planRegister(tx, countyId, rows)
    await writePlan(tx, countyId, plan, { name: actor.accountId === null ? null : actor.name, at })
    await recordImport(tx, 'a register', plan.counts, { actor, at })
    return plan.counts
  })
}

// eslint-disable-next-line @typescript-eslint/require-await
async function* only(text: string): AsyncGenerator<string> {
  yield text.replace(/^\ufeff/, '')
}

async function recordImport(
  tx: Db,
  fileName: string,
  counts: ImportCounts,
  by: { readonly actor: Actor; readonly at: Date },
): Promise<void> {
  const { added, changed, refused } = counts
  await recordAction(tx, by.actor, {
    action: 'sites.imported',
    summary: `Took ${fileName} into the register of sites: ${added} added, ${changed} changed, ${format.count(refused.length, 'row')} refused`,
    at: by.at,
  })
}

async function writePlan(
  tx: Db,
  countyId: string,
  plan: RegisterPlan,
  by: { readonly name: string | null; readonly at: Date },
): Promise<void> {
  for (const { site } of plan.rows) if (site !== null) await writeSite(tx, countyId, site, by)
}

async function writeSite(
  tx: Db,
  countyId: string,
  site: PlannedSite,
  by: { readonly name: string | null; readonly at: Date },
): Promise<void> {
  let { siteId } = site
  if (siteId === null) {
    if (site.details === null) return
    siteId = await addSite(tx, countyId, site.details, by)
  } else {
    await holdSite(tx, countyId, siteId, by)
    if (site.details !== null) await writeDetails(tx, siteId, site.details)
  }
  if (site.hours !== null) await writeHours(tx, siteId, site.hours)
  if (site.rooms !== null) await writeRooms(tx, siteId, site.rooms)
  if (site.services !== null) await writeServices(tx, siteId, site.services)
  if (site.costs !== null) await writeCosts(tx, siteId, site.costs.financialYear, site.costs.lines)
}
