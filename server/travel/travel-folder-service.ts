import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Actor } from '../accounts/index.ts'
import type { County } from '../county/index.ts'
import { AppError } from '../platform/errors.ts'
import type { Uploads } from '../platform/uploads.ts'
import type { TravelNeeds } from './journeys-run.ts'
import type { TravelFileKind } from './travel-file.ts'
import { addTravelFile, keepCopy, type AddingOptions } from './travel-file-service.ts'

/** What became of a file for journeys in a folder. */
export interface TravelFileOutcome {
  readonly fileName: string
  readonly kind: TravelFileKind
  readonly outcome: 'taken' | 'already-loaded' | 'refused'
  /** A sentence fit to show. */
  readonly sentence: string
}

const listed = z.array(
  z.object({
    file: z.string(),
    kind: z.enum(['roads', 'timetable']),
    publisher: z.string(),
    licence: z.string(),
    period: z.string(),
  }),
)

interface FoundFile {
  readonly file: string
  readonly kind: 'roads' | 'timetable'
  readonly publisher: string
  readonly licence: string
  readonly period: string
}

/**
 * Takes the roads and the timetable of a county's folder into use, where it has them: `roads/*.osm.pbf` and
 * `timetable/*.zip`. `council/networks.json` may say who published each, on what terms and of what time; without it,
 * roads are taken to be OpenStreetMap's.
 *
 * @param needs - database, files and the data folder
 * @param county - the county
 * @param folder - path of the folder
 * @param actor - who adds them
 * @param options - progress, and a signal that stops it
 * @returns what became of each; empty when the folder has none
 */
export async function loadTravelFolder(
  needs: TravelNeeds & { readonly uploads: Uploads },
  county: County,
  folder: string,
  actor: Actor,
  options: AddingOptions = {},
): Promise<TravelFileOutcome[]> {
  const files = await filesIn(folder)
  return Promise.all(files.map(file => loadOne(needs, county, folder, file, actor, options)))
}

async function loadOne(
  needs: TravelNeeds & { readonly uploads: Uploads },
  county: County,
  folder: string,
  { file, ...said }: FoundFile,
  actor: Actor,
  options: AddingOptions,
): Promise<TravelFileOutcome> {
  const fileName = path.basename(file)
  const of = { fileName, kind: said.kind }
  try {
    const kept = await keepCopy(needs.uploads, path.join(folder, file))
    await addTravelFile(needs, county, { ...said, ...kept, fileName }, actor, options)
    return { ...of, outcome: 'taken', sentence: 'It was read to its end.' }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const outcome = error.code === 'already-loaded' ? 'already-loaded' : 'refused'
    return { ...of, outcome, sentence: error.message }
  }
}

/** One file of each kind: the first by name where there are several and no list. */
async function filesIn(folder: string): Promise<FoundFile[]> {
  const list = await textOr(path.join(folder, 'council', 'networks.json'))
  if (list !== null) {
    const read = listed.safeParse(JSON.parse(list))
    if (!read.success)
      throw new AppError('bad-networks', 422, 'council/networks.json cannot be used: it lists files wrongly.')
    return read.data
  }
  const first = async (part: string, ending: RegExp): Promise<string | null> => {
    const names = (await readdir(path.join(folder, part)).catch(() => [])).filter(name => ending.test(name))
    const [name] = names.sort()
    return name === undefined ? null : path.join(part, name)
  }
  const roads = await first('roads', /\.osm\.pbf$/i)
  const timetable = await first('timetable', /\.zip$/i)
  const openStreetMap = {
    publisher: 'OpenStreetMap contributors',
    licence: 'Open Database Licence 1.0',
    period: '',
  }
  return [
    ...(roads === null ? [] : [{ file: roads, kind: 'roads' as const, ...openStreetMap }]),
    ...(timetable === null
      ? []
      : [{ file: timetable, kind: 'timetable' as const, publisher: '', licence: '', period: '' }]),
  ]
}

async function textOr(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}
