import { parseArgs } from 'node:util'
import { recordAction } from '../accounts/index.ts'
import {
  knownOf,
  listDatasets,
  loadFolder,
  sourceLine,
  type CountyKnown,
  type FolderOutcome,
} from '../county/index.ts'
import { migrate, openDatabase, type Db } from '../db/index.ts'
import { readSettings, type Settings } from '../platform/config.ts'
import { AppError } from '../platform/errors.ts'
import { format } from '../platform/format.ts'
import { openUploads } from '../platform/uploads.ts'
import { listSites, storePublishedSites } from '../sites/index.ts'
import { loadTravelFolder, workOutJourneys, type TravelFileOutcome } from '../travel/index.ts'
import { baselineOf, type Baseline } from './baseline.ts'

const usage = 'Usage: npm run county -- FOLDER [--json]\n'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** What is now known of a county, as `--json` prints it. */
interface Known {
  readonly county: string
  readonly neighbourhoods: number
  readonly children0to4: number | null
  readonly postcodes: number
  /** Within the county, by kind. */
  readonly sites: Readonly<Record<string, number>>
  /** Children's centres and linked sites together. */
  readonly centres: number
  /** Kept because families use them, by kind. */
  readonly sitesBeyondCounty: Readonly<Record<string, number>>
  readonly districts: CountyKnown['districts']
  readonly imports: readonly object[]
  readonly files: FolderOutcome['files']
  /** Roads and timetable, where the folder has them. */
  readonly travel: readonly TravelFileOutcome[]
  readonly gaps: readonly string[]
  readonly baseline: Baseline | null
}

async function known(
  db: Db,
  { county, files }: FolderOutcome,
  travel: readonly TravelFileOutcome[],
): Promise<Known> {
  const { neighbourhoods, children0to4, postcodes, districts, gaps } = await knownOf(db, county)
  const sites = await listSites(db, county.id)
  const byKind = (beyond: boolean): Record<string, number> => {
    const counts: Record<string, number> = {}
    for (const site of sites.filter(one => one.beyondCounty === beyond))
      counts[site.kind] = (counts[site.kind] ?? 0) + 1
    return counts
  }
  return {
    county: county.name,
    neighbourhoods,
    children0to4: children0to4.known,
    postcodes,
    sites: byKind(false),
    centres: sites.filter(site => site.isExistingCentre && !site.beyondCounty).length,
    sitesBeyondCounty: byKind(true),
    districts,
    imports: (await listDatasets(db, county.id)).map(({ refusals, ...dataset }) => ({
      ...dataset,
      refusals: refusals.slice(0, 20),
      source: sourceLine(dataset),
    })),
    files,
    travel,
    gaps,
    baseline: await baselineOf(db, county),
  }
}

const outcomeWords = {
  taken: 'Taken',
  'already-loaded': 'Already loaded',
  'not-needed': 'Not needed',
  refused: 'REFUSED',
} as const

function printKnown(all: Known): void {
  const out = (line: string): void => void process.stdout.write(`${line}\n`)
  const distance = (metres: number | null): string =>
    metres === null ? 'not known' : format.kilometresAndMiles(metres)
  const share = (value: number | null): string => (value === null ? 'not known' : format.percent(value))
  out(`\n${all.county}`)
  out(
    `  ${format.number(all.neighbourhoods)} neighbourhoods, ${all.children0to4 === null ? 'an unknown number of' : format.number(all.children0to4)} children aged 0 to 4, ${format.number(all.postcodes)} postcodes`,
  )
  out(`  ${format.number(all.centres)} children’s centres and linked sites`)
  for (const [kind, count] of Object.entries(all.sites)) out(`  ${kind}: ${format.number(count)}`)
  const beyond = Object.entries(all.sitesBeyondCounty).map(
    ([kind, count]) => `${kind} ${format.number(count)}`,
  )
  if (beyond.length > 0) out(`  just beyond the county: ${beyond.join(', ')}`)
  if (all.gaps.length > 0) out(`\nNot known\n${all.gaps.map(gap => `  ${gap}`).join('\n')}`)
  const { baseline } = all
  if (baseline === null) return out('\nNo baseline: it needs children’s centres and centroids.')
  out(`\nTo the nearest children’s centre today. ${baseline.method}`)
  out(
    `  mean ${distance(baseline.meanMetres)}, median ${distance(baseline.medianMetres)}, nine in ten within ${distance(baseline.p90Metres)}`,
  )
  out(`  ${share(baseline.shareWithin2500)} of children within 2,500 metres`)
  for (const [name, group] of Object.entries(baseline.byDistrict)) {
    out(
      `  ${name}: ${format.number(group.children0to4)} children, mean ${distance(group.meanMetres)}, ${share(group.shareWithin2500)} within 2,500 metres`,
    )
  }
  for (const [decile, group] of Object.entries(baseline.byIdaciDecile)) {
    out(
      `  IDACI decile ${decile}: ${format.number(group.children0to4)} children, mean ${distance(group.meanMetres)}, ${share(group.shareWithin2500)} within 2,500 metres`,
    )
  }
}

const commandLine = { accountId: null, name: 'Command line' }

/** Roads and a timetable are loaded where the folder has them, and every journey on them is worked out. */
async function loadTravel(
  db: Db,
  { dataDirectory }: Settings,
  { county }: FolderOutcome,
  folder: string,
): Promise<TravelFileOutcome[]> {
  const needs = {
    db,
    clock: () => new Date(),
    uploads: await openUploads(dataDirectory),
    dataDirectory,
  }
  const files = await loadTravelFolder(needs, county, folder, commandLine)
  for (const file of files) say(`${outcomeWords[file.outcome]}: ${file.fileName}. ${file.sentence}`)
  if (files.every(file => file.outcome === 'refused')) return files
  let last = ''
  const { computed } = await workOutJourneys(needs, county, 'all', (done, total, saying) => {
    const tenth = total === 0 ? 0 : Math.floor((done / total) * 10) * 10
    const line = `${saying.replace(/, \d+%$/, '')}: ${tenth}% of all sites done`
    if (line !== last) say(line)
    last = line
  })
  say(`Journeys worked out: ${format.count(computed, 'column')}`)
  return files
}

async function load(folder: string, json: boolean): Promise<number> {
  const settings = readSettings()
  const db = openDatabase(settings.databaseUrl)
  try {
    await migrate(db)
    let last = ''
    const outcome = await loadFolder(db, folder, {
      storeSites: storePublishedSites,
      clock: () => new Date(),
      progress: (done, total, saying) => {
        const tenth = total === 0 ? 0 : Math.floor((done / total) * 10) * 10
        const line = `${saying}${total > 5_000_000 ? ` ${tenth}%` : ''}`
        if (line !== last) say(line)
        last = line
      },
    })
    for (const file of outcome.files) say(`${outcomeWords[file.outcome]}: ${file.fileName}. ${file.sentence}`)
    const taken = outcome.files.filter(file => file.outcome === 'taken').length
    if (taken > 0) {
      await recordAction(db, commandLine, {
        action: 'county.loaded',
        subject: outcome.county.id,
        summary: `Loaded ${format.count(taken, 'file')} of ${outcome.county.name}`,
        at: new Date(),
      })
    }
    const travel = await loadTravel(db, settings, outcome, folder)
    const all = await known(db, outcome, travel)
    if (json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
    else printKnown(all)
    return [...outcome.files, ...travel].some(file => file.outcome === 'refused') ? 1 : 0
  } finally {
    await db.destroy()
  }
}

async function run(): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    })
    const [folder] = positionals
    if (folder === undefined || positionals.length > 1) {
      process.stderr.write(usage)
      return 2
    }
    return await load(folder, values.json)
  } catch (error) {
    if (error instanceof AppError) say(error.message)
    else if (error instanceof TypeError && 'code' in error) process.stderr.write(`${error.message}\n${usage}`)
    else throw error
    return 2
  }
}

process.exitCode = await run()
