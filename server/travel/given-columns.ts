import { AppError } from '../platform/errors.ts'
import { openDataFile } from '../platform/tables/data-file.ts'
import { barrierJourneys } from './barrier-journeys.ts'
import type { BarriersTask, MatrixTask, Telling } from './journey-tasks.ts'
import { readMatrix, type ReadMatrix } from './matrix.ts'
import type { OriginSet } from './origins.ts'

/**
 * Reads a council's journeys from a file.
 *
 * @param path - a CSV file
 * @param origins - where the county's families set out
 * @param sites - references of the register
 * @returns every journey, or every mistake
 * @throws {AppError} when the file is no table
 */
export async function readMatrixFile(
  path: string,
  origins: OriginSet,
  sites: ReadonlySet<string>,
): Promise<ReadMatrix> {
  const file = await openDataFile(path)
  try {
    const [part] = file.parts
    if (part?.is !== 'table') throw new AppError('no-table', 422, 'Expected a table of journeys as CSV.')
    return await readMatrix(part.rows(), origins, sites)
  } finally {
    file.close()
  }
}

/**
 * Hands over a council's own journeys, site by site.
 *
 * @param task - the file, and which sites are wanted
 * @param telling - hears of each site; one that the file does not name is passed over
 * @throws {AppError} when the file has holes for the county as it is today
 */
export async function matrixColumns(task: MatrixTask, telling: Telling): Promise<void> {
  const { path, origins, references, known } = task
  const read = await readMatrixFile(path, origins, new Set(known))
  if (!read.ok) {
    throw new AppError(
      'broken-matrix',
      422,
      `The council’s journeys do not fit the county any more. ${read.mistakes[0] ?? ''}`,
    )
  }
  const at = new Map(read.matrix.sites.map((site, index) => [site, index]))
  references.forEach((reference, site) => {
    const seconds = read.matrix.columns[at.get(reference) ?? -1]
    if (!seconds) return
    telling.news({ site, siteOffMetres: null, columns: [{ measure: 'typical', seconds }], buses: null })
    telling.progress(site + 1, references.length, 'Reading the council’s own journeys')
  })
}

/**
 * Works out ways around barriers, site by site.
 *
 * @param task - the barriers and the sites
 * @param telling - hears of each site
 */
export async function barrierColumns(task: BarriersTask, telling: Telling): Promise<void> {
  const { barriers, detourFactor, origins, sites } = task
  const provider = barrierJourneys(barriers, detourFactor)
  for (let site = 0; site < sites.lons.length; site++) {
    const one = { lons: sites.lons.slice(site, site + 1), lats: sites.lats.slice(site, site + 1) }
    const [seconds] = await provider.journeys(origins.positions, one)
    if (!seconds) continue
    telling.news({ site, siteOffMetres: null, columns: [{ measure: 'typical', seconds }], buses: null })
    telling.progress(site + 1, sites.lons.length, 'Finding ways around barriers')
  }
}
