import type { Position } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { packedFigures, sha256Of, unpackedFigures } from './journey-bytes.ts'

/**
 * Which journey through a morning: half are quicker than the typical one, nine in ten than that of a slow day. Or, in
 * seconds since midnight, when the first journey of a day arrives and when the last one home leaves.
 */
export type JourneyMeasure = 'typical' | 'slow-day' | DayEndMeasure

/** The ends of a day with buses. */
export type DayEndMeasure = (typeof dayEndMeasures)[number]

/** The ends of a day with buses: of an ordinary weekday, and of a Saturday. */
export const dayEndMeasures = [
  'first-there',
  'last-home',
  'saturday-first-there',
  'saturday-last-home',
] as const

/** Journeys from every origin to one site, as they are kept; never changed. */
export interface JourneyColumn {
  /** In the unit of the basis; CANNOT_BE_REACHED and NOT_KNOWN as everywhere. */
  readonly seconds: Float64Array
  /** Of the journeys as they are kept. */
  readonly sha256: string
  /** From the site to the network, in metres, straight; null where the basis has no network or is not near. */
  readonly siteOffMetres: number | null
}

/** Journeys to one site, before they are kept. */
export interface NewJourneyColumn {
  readonly site: Position
  readonly measure: JourneyMeasure
  readonly seconds: Float64Array
  readonly siteOffMetres: number | null
}

/**
 * The name under which journeys to a place are kept.
 *
 * @param site - its position
 * @returns longitude and latitude to six decimals: a tenth of a metre
 */
export function siteKey([lon, lat]: Position): string {
  return `${lon.toFixed(6)},${lat.toFixed(6)}`
}

/**
 * Journeys that were worked out. Rows are never changed, and never deleted.
 *
 * @param db - the database
 * @param basisHash - what they were worked out from
 * @param originsHash - where families set out
 * @param positions - of the sites; null where it is not known
 * @param measure - `typical` unless said otherwise
 * @returns one for each site, in order; null where it is not worked out yet, or the position is not known
 */
export async function readJourneyColumns(
  db: Db,
  basisHash: string,
  originsHash: string,
  positions: readonly (Position | null)[],
  measure: JourneyMeasure = 'typical',
): Promise<(JourneyColumn | null)[]> {
  const keys = positions.map(position => position && siteKey(position))
  const wanted = [...new Set(keys.filter(key => key !== null))]
  const found = new Map<string, JourneyColumn>()
  for (let from = 0; from < wanted.length; from += 400) {
    const rows = await db
      .selectFrom('journey_column')
      .select(['site_key', 'seconds', 'sha256', 'site_off_metres'])
      .where('basis_hash', '=', basisHash)
      .where('origins_hash', '=', originsHash)
      .where('measure', '=', measure)
      .where('site_key', 'in', wanted.slice(from, from + 400))
      .execute()
    for (const row of rows) {
      found.set(row.site_key, {
        seconds: unpackedFigures(row.seconds),
        sha256: row.sha256,
        siteOffMetres: row.site_off_metres,
      })
    }
  }
  return keys.map(key => (key === null ? null : (found.get(key) ?? null)))
}

/**
 * The ends of the day with buses at some sites; one statement.
 *
 * @param db - the database
 * @param basisHash - of journeys by public transport
 * @param originsHash - where families set out
 * @param positions - of the sites, at most a hundred
 * @returns by `siteKey` and measure; what was not worked out is absent
 */
export async function readDayEnds(
  db: Db,
  basisHash: string,
  originsHash: string,
  positions: readonly Position[],
): Promise<Map<string, Map<DayEndMeasure, Float64Array>>> {
  const found = new Map<string, Map<DayEndMeasure, Float64Array>>()
  if (positions.length === 0) return found
  const rows = await db
    .selectFrom('journey_column')
    .select(['site_key', 'measure', 'seconds'])
    .where('basis_hash', '=', basisHash)
    .where('origins_hash', '=', originsHash)
    .where('measure', 'in', dayEndMeasures)
    .where('site_key', 'in', [...new Set(positions.map(siteKey))])
    .execute()
  for (const row of rows) {
    const own = found.get(row.site_key) ?? new Map<DayEndMeasure, Float64Array>()
    own.set(row.measure as DayEndMeasure, unpackedFigures(row.seconds))
    found.set(row.site_key, own)
  }
  return found
}

/**
 * Which sites have their journeys.
 *
 * @param db - the database
 * @param basisHash - what they were worked out from
 * @param originsHash - where families set out
 * @param measure - `typical` unless said otherwise
 * @returns keys as `siteKey` makes them, with how many origins reach the site
 */
export async function workedOutSites(
  db: Db,
  basisHash: string,
  originsHash: string,
  measure: JourneyMeasure = 'typical',
): Promise<Map<string, { readonly reached: number; readonly siteOffMetres: number | null }>> {
  const rows = await db
    .selectFrom('journey_column')
    .select(['site_key', 'reached', 'site_off_metres'])
    .where('basis_hash', '=', basisHash)
    .where('origins_hash', '=', originsHash)
    .where('measure', '=', measure)
    .execute()
  return new Map(
    rows.map(row => [row.site_key, { reached: row.reached, siteOffMetres: row.site_off_metres }]),
  )
}

/**
 * Keeps journeys, all of them or none; those that are kept already stay as they are.
 *
 * @param db - the database
 * @param basisHash - what they were worked out from
 * @param originsHash - where families set out; kept before
 * @param columns - one or more sites' journeys
 * @param at - ISO UTC
 */
export async function storeJourneyColumns(
  db: Db,
  basisHash: string,
  originsHash: string,
  columns: readonly NewJourneyColumn[],
  at: string,
): Promise<void> {
  await inTransaction(db, async tx => {
    for (const { site, measure, seconds, siteOffMetres } of columns) {
      const bytes = packedFigures(seconds)
      await tx
        .insertInto('journey_column')
        .values({
          basis_hash: basisHash,
          origins_hash: originsHash,
          site_key: siteKey(site),
          measure,
          seconds: bytes,
          sha256: sha256Of(bytes),
          site_off_metres: siteOffMetres,
          reached: seconds.reduce((count, one) => count + (Number.isFinite(one) ? 1 : 0), 0),
          computed_at: at,
        })
        .onConflict(conflict =>
          conflict.columns(['basis_hash', 'origins_hash', 'site_key', 'measure']).doNothing(),
        )
        .execute()
    }
  })
}
