import { inTransaction, type Db } from '../db/index.ts'
import { AppError } from '../platform/errors.ts'
import type { Progress } from '../platform/jobs.ts'
import { openDataFile } from '../platform/tables/data-file.ts'
import type { County } from './county.ts'
import type { DatasetKind } from './dataset.ts'
import { addDataset, listDatasets, markReplaced } from './dataset-repository.ts'
import { gatherFigures } from './imports/figures.ts'
import type { Gathered, ImportContext, StoreSites, Tally } from './imports/import.ts'
import { gatherBoundaries, gatherCentroids, gatherDistricts, gatherLookup } from './imports/places.ts'
import { gatherPostcodes } from './imports/postcodes.ts'
import { gatherSites } from './imports/sites.ts'
import { recogniseFile, type FoundFile } from './recognise-service.ts'

/** What an import needs from around it. */
export interface ImportOptions {
  /** Stores places in the register of sites, which is another room's. */
  readonly storeSites: StoreSites
  /** Tells the time. */
  readonly clock: () => Date
  /** The account that loads the file; null for a command. */
  readonly importedBy?: string | null
  readonly progress?: Progress
  /** Stops the import; nothing is stored then. */
  readonly signal?: AbortSignal
}

/** What became of a file. */
export interface FileOutcome {
  readonly fileName: string
  readonly outcome: 'taken' | 'already-loaded' | 'not-needed' | 'refused'
  /** What the file is about; null when it was not recognised, or is about nothing that is used. */
  readonly kind: DatasetKind | null
  /** A sentence fit to show. */
  readonly sentence: string
  readonly rowsTaken: number
  readonly rowsOutside: number
  readonly rowsRefused: number
}

/**
 * Loads one published file: recognises it by its contents, reads all of it, and stores what is of the county in one
 * transaction. What the county had from an earlier file of the same kind is replaced; its record stays.
 *
 * @param db - the database
 * @param county - the county
 * @param path - where the file is
 * @param fileName - its name as people know it
 * @param options - what is needed from around
 * @returns what became of it
 * @throws {AppError} a sentence saying what was expected and what was found; nothing is stored then
 */
export async function importFile(
  db: Db,
  county: County,
  path: string,
  fileName: string,
  options: ImportOptions,
): Promise<FileOutcome> {
  return importFound(db, county, await recogniseFile(path, fileName), options)
}

/**
 * Loads a file that was recognised already.
 *
 * @param db - the database
 * @param county - the county
 * @param file - what it was found to be
 * @param options - what is needed from around
 * @returns what became of it
 * @throws {AppError} a sentence; nothing is stored then
 */
export async function importFound(
  db: Db,
  county: County,
  file: FoundFile,
  options: ImportOptions,
): Promise<FileOutcome> {
  const [first] = file.parts
  if (!first) return outcomeOf(file, 'not-needed', null, file.notNeeded ?? '')
  const { reading } = first
  const current = await listDatasets(db, county.id)
  if (current.some(dataset => dataset.kind === reading.kind && dataset.sha256 === file.sha256)) {
    return outcomeOf(file, 'already-loaded', reading.kind, 'This very file is loaded already.')
  }
  const data = await openDataFile(file.path)
  try {
    const now = options.clock().toISOString()
    const context: ImportContext = {
      db,
      county,
      file,
      data,
      current,
      now,
      storeSites: options.storeSites,
      progress: options.progress ?? (() => undefined),
      signal: options.signal ?? null,
    }
    const gathered = await gather(context)
    options.signal?.throwIfAborted()
    const { tally } = gathered
    await inTransaction(db, async tx => {
      // Of the same kind, a file may tell fewer figures: the one before stays the source of those that are left.
      if (reading.content !== 'figures') await markReplaced(tx, county.id, reading.kind, now)
      const datasetId = await addDataset(tx, county.id, {
        kind: reading.kind,
        title: reading.title,
        fileName: file.fileName,
        publisher: county.demonstration
          ? `invented, in the layout of ${reading.publisher}`
          : reading.publisher,
        sha256: file.sha256,
        bytes: file.bytes,
        geography: gathered.geography,
        period: reading.period,
        licence: county.demonstration ? 'Invented figures of a county that does not exist' : reading.licence,
        method: gathered.method,
        rowsTaken: tally.taken,
        rowsOutside: tally.outside,
        rowsRefused: tally.refused,
        refusals: tally.refusals,
        importedAt: now,
        importedBy: options.importedBy ?? null,
      })
      await gathered.store(tx, datasetId)
    })
    return outcomeOf(file, 'taken', reading.kind, sentenceFor(gathered), tally)
  } finally {
    data.close()
  }
}

async function gather(context: ImportContext): Promise<Gathered> {
  const postcodes = context.file.parts.flatMap(found =>
    found.is === 'table' && found.reading.content === 'postcodes' ? [{ found, reading: found.reading }] : [],
  )
  if (postcodes.length > 0) return gatherPostcodes(context, postcodes)
  const [found] = context.file.parts
  if (found?.is === 'shapes') {
    return found.reading.content === 'districts'
      ? gatherDistricts(context, found, found.reading)
      : gatherBoundaries(context, found, found.reading)
  }
  switch (found?.reading.content) {
    case 'figures':
      return gatherFigures(context, found, found.reading)
    case 'centroids':
      return gatherCentroids(context, found, found.reading)
    case 'lookup':
      return gatherLookup(context, found, found.reading)
    case 'sites':
      return gatherSites(context, found, found.reading)
    default:
      throw new AppError('unrecognised-file', 422, 'This file holds nothing that can be loaded.')
  }
}

function sentenceFor({ tally, method }: Gathered): string {
  const number = (count: number): string => count.toLocaleString('en-GB')
  const [first] = tally.refusals
  const parts = [
    `${number(tally.taken)} taken`,
    ...(tally.outside > 0 ? [`${number(tally.outside)} outside the county`] : []),
    ...(first ? [`${number(tally.refused)} refused (row ${first.row}: ${first.reason})`] : []),
  ]
  return `${parts.join(', ')}.${method === null ? '' : ` ${method}`}`
}

/**
 * What became of a file.
 *
 * @param file - the file
 * @param outcome - what became of it
 * @param kind - what it is about
 * @param sentence - fit to show
 * @param tally - what became of its rows; none when it was not read
 * @returns the outcome
 */
export function outcomeOf(
  file: Pick<FoundFile, 'fileName'>,
  outcome: FileOutcome['outcome'],
  kind: DatasetKind | null,
  sentence: string,
  tally: Pick<Tally, 'taken' | 'outside' | 'refused'> = { taken: 0, outside: 0, refused: 0 },
): FileOutcome {
  return {
    fileName: file.fileName,
    outcome,
    kind,
    sentence,
    rowsTaken: tally.taken,
    rowsOutside: tally.outside,
    rowsRefused: tally.refused,
  }
}
