import type { Db } from '../db/index.ts'
import type { Dataset } from './dataset.ts'
import { inChunks } from './in-chunks.ts'

/** Where the figures of a measure come from. */
export type FigureSource = Pick<
  Dataset,
  'id' | 'title' | 'publisher' | 'fileName' | 'geography' | 'period' | 'licence' | 'method'
>

/** Figures of the county's neighbourhoods. */
export interface FigureTable {
  /** Measure → neighbourhood code → value; null or absent means not known, never zero. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, number | null>>
  /** Measure → neighbourhood code → words, for measures in words such as `ruralClass`. */
  readonly texts: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Measure → the imports that its figures came with: one, unless neighbourhoods were filled from several. */
  readonly sources: ReadonlyMap<string, readonly FigureSource[]>
}

/**
 * Reads figures of every neighbourhood.
 *
 * @param db - the database
 * @param countyId - the county
 * @param measures - names such as `children0to4` or `idaciDecile`
 * @returns the figures and their sources; a measure that was never loaded is absent
 */
export async function readFigures(
  db: Db,
  countyId: string,
  measures: readonly string[],
): Promise<FigureTable> {
  const values = new Map<string, Map<string, number | null>>()
  const texts = new Map<string, Map<string, string>>()
  const sources = new Map<string, FigureSource[]>()
  if (measures.length === 0) return { values, texts, sources }
  const rows = await db
    .selectFrom('figure')
    .select(['measure', 'neighbourhood_code', 'value', 'text', 'dataset_id'])
    .where('county_id', '=', countyId)
    .where('measure', 'in', measures)
    .orderBy('measure')
    .orderBy('neighbourhood_code')
    .execute()
  const known = await figureSources(db, countyId)
  for (const row of rows) {
    within(values, row.measure).set(row.neighbourhood_code, row.value)
    if (row.text !== null) within(texts, row.measure).set(row.neighbourhood_code, row.text)
    const source = known.get(row.dataset_id)
    const named = sources.get(row.measure) ?? []
    if (source && !named.includes(source)) sources.set(row.measure, [...named, source])
  }
  return { values, texts, sources }
}

/**
 * One figure.
 *
 * @param figures - what was read
 * @param measure - the measure
 * @param code - the neighbourhood
 * @returns its value; null when it is not known
 */
export function figureOf(figures: FigureTable, measure: string, code: string): number | null {
  return figures.values.get(measure)?.get(code) ?? null
}

/**
 * Which measures the county has figures of.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns measure → neighbourhoods with a known figure
 */
export async function countFigures(db: Db, countyId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('figure')
    .select(({ fn }) => ['measure', fn.countAll<number>().as('count')])
    .where('county_id', '=', countyId)
    .where(where => where.or([where('value', 'is not', null), where('text', 'is not', null)]))
    .groupBy('measure')
    .orderBy('measure')
    .execute()
  return new Map(rows.map(row => [row.measure, row.count]))
}

/** One figure to store. */
export interface FigureRecord {
  readonly measure: string
  readonly neighbourhoodCode: string
  readonly value: number | null
  readonly text: string | null
}

/**
 * Puts these figures in the place of all that the county had of the same measures, and marks as replaced the imports
 * that have no figures left.
 *
 * @param db - a transaction
 * @param countyId - the county
 * @param measures - every measure that the import brings
 * @param figures - at most one for each measure and neighbourhood
 * @param datasetId - the import that they came with
 * @param now - ISO UTC
 */
export async function replaceFigures(
  db: Db,
  countyId: string,
  measures: readonly string[],
  figures: readonly FigureRecord[],
  datasetId: string,
  now: string,
): Promise<void> {
  if (measures.length === 0) return
  const before = await db
    .selectFrom('figure')
    .select('dataset_id')
    .distinct()
    .where('county_id', '=', countyId)
    .execute()
  await db.deleteFrom('figure').where('county_id', '=', countyId).where('measure', 'in', measures).execute()
  for (const some of inChunks(figures)) {
    await db
      .insertInto('figure')
      .values(
        some.map(figure => ({
          county_id: countyId,
          measure: figure.measure,
          neighbourhood_code: figure.neighbourhoodCode,
          value: figure.value,
          text: figure.text,
          dataset_id: datasetId,
        })),
      )
      .execute()
  }
  if (before.length === 0) return
  await db
    .updateTable('dataset')
    .set({ replaced_at: now })
    .where('county_id', '=', countyId)
    .where('replaced_at', 'is', null)
    .where(
      'id',
      'in',
      before.map(row => row.dataset_id),
    )
    .where('id', 'not in', db.selectFrom('figure').select('dataset_id').where('county_id', '=', countyId))
    .execute()
}

async function figureSources(db: Db, countyId: string): Promise<Map<string, FigureSource>> {
  const rows = await db
    .selectFrom('dataset')
    .select(['id', 'title', 'publisher', 'file_name as fileName', 'geography', 'period', 'licence', 'method'])
    .where('county_id', '=', countyId)
    .where('replaced_at', 'is', null)
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}

function within<Value>(map: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const found = map.get(key)
  if (found) return found
  const made = new Map<string, Value>()
  map.set(key, made)
  return made
}
