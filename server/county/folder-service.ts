import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { AppError } from '../platform/errors.ts'
import { openDataFile } from '../platform/tables/data-file.ts'
import { vintages, type County, type CountyDescription, type Vintage } from './county.ts'
import { currentCounty } from './county-repository.ts'
import { settleCounty } from './county-service.ts'
import { datasetKinds, type DatasetKind } from './dataset.ts'
import { importFound, outcomeOf, type FileOutcome, type ImportOptions } from './import-service.ts'
import { loadMapBackground } from './map-background-service.ts'
import { recogniseFile, type FoundFile } from './recognise-service.ts'
import { writeSetting } from './setting-repository.ts'

/** What became of a folder of published files. */
export interface FolderOutcome {
  readonly county: County
  /** In the order in which they were loaded, then those that were not needed, then those that were refused. */
  readonly files: readonly FileOutcome[]
}

const description = z.object({
  name: z.string().trim().min(1, 'name: a county needs a name').max(100),
  code: z.string().trim().max(20).nullish(),
  districts: z
    .array(z.string().regex(/^[A-Z]\d{8}$/, 'districts: each must be a code such as E07000008'))
    .min(1, 'districts: at least one code is needed'),
  neighbourhoods: z.enum(vintages, `neighbourhoods: must be ${vintages.join(' or ')}`),
  demonstration: z.boolean().optional(),
  keepBeyondMetres: z.number().min(0).max(50_000).optional(),
})

/** Files that lie beside published ones and say nothing themselves. */
const companions = /^(\.|readme|licen[cs]e|copyright)|\.(md|pdf|html?|docx?|ini|log)$/i

/** A shapefile comes as several files, none of which can be read alone. */
const shapefileParts = /\.(shp|shx|dbf|prj|cpg|sbn|sbx|qmd)$/i

/**
 * Loads a folder of published files: `county.json` says which county they are for, their contents what they are. Of
 * several files of one kind the best one is used. Each file is all or nothing; one that fails does not stop the others.
 *
 * @param db - the database
 * @param folder - path of the folder
 * @param options - what is needed from around
 * @returns the county, now the active one, and what became of each file
 * @throws {AppError} when the folder cannot be read, or it is not known which county it is for
 */
export async function loadFolder(db: Db, folder: string, options: ImportOptions): Promise<FolderOutcome> {
  const names = await fileNames(folder)
  const county = await countyOf(db, folder, names, options)
  const found: FoundFile[] = []
  const unused: FileOutcome[] = []
  const refused: FileOutcome[] = []
  const say = options.progress ?? (() => undefined)
  for (const [at, name] of names.filter(one => one !== 'county.json').entries()) {
    options.signal?.throwIfAborted()
    say(at, names.length, `Looking at ${name}`)
    if (companions.test(name)) continue
    if (shapefileParts.test(name)) {
      const sentence = 'Shapefiles are not read: download the same layer as GeoJSON or CSV.'
      unused.push(outcomeOf({ fileName: name }, 'not-needed', null, sentence))
      continue
    }
    try {
      const file = await recogniseFile(path.join(folder, name), name)
      if (file.parts.length > 0) found.push(file)
      else unused.push(outcomeOf(file, 'not-needed', null, file.notNeeded ?? ''))
    } catch (error) {
      refused.push(outcomeOf({ fileName: name }, 'refused', null, sentenceOf(error)))
    }
  }
  const { chosen, others } = await chooseFiles(found, county)
  const { loaded, failed } = await loadInTurn(db, county, chosen, options)
  await loadMapBackground(db, county.id, folder)
  return { county, files: [...loaded, ...others, ...unused, ...refused, ...failed] }
}

/** Failures that another file may cure: it may tell which neighbourhoods there are, or how they changed. */
const curable = new Set(['nothing-of-the-county', 'no-neighbourhoods', 'no-lookup', 'no-boundaries'])

/**
 * Loads files one after another. Those that lack what another file tells are tried again after it: district codes change
 * when councils are reorganised, so that a file with old ones can be matched only once the neighbourhoods are known.
 */
async function loadInTurn(
  db: Db,
  county: County,
  files: readonly FoundFile[],
  options: ImportOptions,
): Promise<{ readonly loaded: FileOutcome[]; readonly failed: FileOutcome[] }> {
  const loaded: FileOutcome[] = []
  const failed: FileOutcome[] = []
  let waiting = files
  for (;;) {
    const again: { readonly file: FoundFile; readonly sentence: string }[] = []
    const before = loaded.length
    for (const file of waiting) {
      try {
        loaded.push(await importFound(db, county, file, options))
      } catch (error) {
        const sentence = sentenceOf(error)
        if (error instanceof AppError && curable.has(error.code)) again.push({ file, sentence })
        else failed.push(outcomeOf(file, 'refused', kindOf(file), sentence))
      }
    }
    if (again.length === 0 || loaded.length === before) {
      const rest = again.map(({ file, sentence }) => outcomeOf(file, 'refused', kindOf(file), sentence))
      return { loaded, failed: [...failed, ...rest] }
    }
    waiting = again.map(({ file }) => file)
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return error.message
  throw error
}

async function fileNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
      .map(entry => entry.name)
      .sort()
  } catch {
    throw new AppError(
      'no-folder',
      422,
      `The folder ${folder} cannot be read. Give the path of a folder of published files.`,
    )
  }
}

async function countyOf(
  db: Db,
  folder: string,
  names: readonly string[],
  options: ImportOptions,
): Promise<County> {
  if (!names.includes('county.json')) {
    const county = await currentCounty(db)
    if (county) return county
    throw new AppError(
      'no-county',
      422,
      `There is no county.json in ${folder} and no county is loaded yet. county.json says {"name": "…", "districts": ` +
        '["E07…"], "neighbourhoods": "LSOA 2021"}.',
    )
  }
  const described = await readDescription(path.join(folder, 'county.json'))
  const now = options.clock().toISOString()
  const county = await settleCounty(db, described.county, now)
  if (described.keepBeyondMetres !== null) {
    await writeSetting(db, county.id, 'keepBeyondMetres', described.keepBeyondMetres)
  }
  return county
}

async function readDescription(
  file: string,
): Promise<{ readonly county: CountyDescription; readonly keepBeyondMetres: number | null }> {
  let json: unknown
  try {
    json = JSON.parse(await readFile(file, 'utf8'))
  } catch {
    throw new AppError('bad-county', 422, 'county.json cannot be read as JSON.')
  }
  const read = description.safeParse(json)
  if (!read.success) {
    const wrong = read.error.issues.map(issue => issue.message).join('; ')
    throw new AppError('bad-county', 422, `county.json cannot be used: ${wrong}.`)
  }
  const { name, code, districts, neighbourhoods, demonstration } = read.data
  return {
    county: {
      name,
      code: code ?? null,
      districtCodes: [...new Set(districts)],
      vintage: neighbourhoods,
      demonstration: demonstration ?? false,
    },
    keepBeyondMetres: read.data.keepBeyondMetres ?? null,
  }
}

function kindOf(file: FoundFile): DatasetKind | null {
  return file.parts[0]?.reading.kind ?? null
}

/** The vintage that a file stands on; null for places and postcodes, which stand on none. */
function vintageOf(file: FoundFile): Vintage | null {
  const reading = file.parts[0]?.reading
  return reading && 'vintage' in reading ? reading.vintage : null
}

interface Ranked {
  readonly file: FoundFile
  readonly native: boolean
  readonly rows: number
}

/**
 * Of several files of one kind, chooses the one on the county's own vintage, then the layout that tells more, then the
 * later one, then the one with more rows, then the first by name.
 */
async function chooseFiles(
  found: readonly FoundFile[],
  county: County,
): Promise<{ readonly chosen: FoundFile[]; readonly others: FileOutcome[] }> {
  const chosen: FoundFile[] = []
  const others: FileOutcome[] = []
  for (const kind of datasetKinds) {
    const alike = found.filter(file => kindOf(file) === kind)
    const ranked: Ranked[] = []
    for (const file of alike) {
      const native = [null, county.vintage].includes(vintageOf(file))
      ranked.push({ file, native, rows: alike.length > 1 ? await countRows(file) : 0 })
    }
    ranked.sort(
      (a, b) =>
        Number(b.native) - Number(a.native) ||
        (b.file.parts[0]?.reading.preference ?? 0) - (a.file.parts[0]?.reading.preference ?? 0) ||
        (b.file.parts[0]?.reading.period ?? '').localeCompare(a.file.parts[0]?.reading.period ?? '') ||
        b.rows - a.rows ||
        a.file.fileName.localeCompare(b.file.fileName),
    )
    const [best, ...rest] = ranked
    if (!best) continue
    const covering = coveredBy(kind, chosen, county)
    if (covering) {
      for (const one of ranked)
        others.push(
          outcomeOf(
            one.file,
            'not-needed',
            kind,
            `${covering.fileName} has these figures on the county’s own areas.`,
          ),
        )
      continue
    }
    chosen.push(best.file)
    for (const one of rest) others.push(outcomeOf(one.file, 'not-needed', kind, reasonFor(best, one, county)))
  }
  // Figures of the other vintage come last: those on the county's own areas tell how to share them out.
  const own = (file: FoundFile): boolean => [null, county.vintage].includes(vintageOf(file))
  return { chosen: [...chosen.filter(own), ...chosen.filter(file => !own(file))], others }
}

/** File 7 has what the single files of the Indices have, and Indices of two years are made by different methods. */
function coveredBy(kind: DatasetKind, chosen: readonly FoundFile[], county: County): FoundFile | null {
  if (kind !== 'deprivation-overall' && kind !== 'deprivation-children') return null
  return chosen.find(file => kindOf(file) === 'deprivation' && vintageOf(file) === county.vintage) ?? null
}

function reasonFor(best: Ranked, other: Ranked, county: County): string {
  const name = best.file.fileName
  if (best.native && !other.native)
    return `It stands on ${vintageOf(other.file) ?? ''} areas; ${name} stands on the county’s ${county.vintage} areas.`
  const [used, left] = [best.file.parts[0]?.reading, other.file.parts[0]?.reading]
  if (used && left && used.preference > left.preference) return `${name} tells more: it is used instead.`
  if (used && left && used.period > left.period)
    return `${name} is later (${used.period}): it is used instead.`
  if (best.rows > other.rows)
    return `${name} is fuller (${best.rows.toLocaleString('en-GB')} rows to ${other.rows.toLocaleString('en-GB')}): it is used instead.`
  return `${name} holds as much: it is used instead.`
}

async function countRows(file: FoundFile): Promise<number> {
  const data = await openDataFile(file.path)
  let rows = 0
  try {
    for (const found of file.parts) {
      const part = data.parts.find(one => one.name === found.part && one.is === found.is)
      if (part?.is === 'table') for await (const row of part.rows()) rows += row.cells.length > 1 ? 1 : 0
      if (part?.is === 'shapes')
        for await (const shape of part.shapes(() => undefined)) rows += shape.geometry ? 1 : 0
    }
  } catch (error) {
    // A broken file ranks last here, and says why when it is its turn.
    if (!(error instanceof AppError)) throw error
  } finally {
    data.close()
  }
  return rows
}
