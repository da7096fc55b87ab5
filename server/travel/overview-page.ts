import type { County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { format } from '../platform/format.ts'
import { travelModeNames } from './basis.ts'
import { listJourneyBases } from './basis-repository.ts'
import { siteKey, workedOutSites } from './column-repository.ts'
import { placedSites } from './missing-columns.ts'
import { currentOrigins } from './origins-service.ts'
import type { TravelMode } from './journey-provider.ts'
import { travelFileKindNames, type TravelFile } from './travel-file.ts'
import { listTravelFiles } from './travel-file-repository.ts'

/** One way of travelling on the page of journeys. */
export interface ModeRow {
  readonly mode: TravelMode
  readonly name: string
  readonly method: string
  /** Sites whose journeys are worked out, and those for which they could be. */
  readonly done: number
  readonly sites: number
}

/** A file on the page of journeys. */
export interface FileRow {
  readonly id: string
  readonly fileKind: string
  readonly kindName: string
  readonly fileName: string
  readonly publisher: string
  readonly licence: string
  readonly period: string
  readonly size: string
  readonly sha256: string
  readonly facts: string
  readonly added: string
}

/** What is loaded, what is worked out and what is missing. */
export interface OverviewPage {
  readonly origins: { readonly count: number; readonly kind: 'postcodes' | 'neighbourhoods' }
  readonly placed: number
  readonly modes: readonly ModeRow[]
  readonly missing: number
  readonly current: readonly FileRow[]
  readonly replaced: readonly FileRow[]
}

/**
 * Gathers what the page of journeys shows.
 *
 * @param db - the database
 * @param county - the county
 * @returns modes that can be measured, and files
 */
export async function overviewPage(db: Db, county: County): Promise<OverviewPage> {
  const origins = await currentOrigins(db, county)
  const sites = await placedSites(db, county)
  const files = await listTravelFiles(db, county.id, 'all')
  const matrix = files.find(file => file.kind === 'matrix' && file.replacedAt === null)
  const named = new Set(String(matrix?.facts['references'] ?? '').split('\n'))
  const modes: ModeRow[] = []
  for (const { mode, method, hash } of await listJourneyBases(db, county.id)) {
    const wanted = mode === 'council-matrix' ? sites.filter(site => named.has(site.reference)) : sites
    const done = await workedOutSites(db, hash, origins.hash)
    modes.push({
      mode,
      name: travelModeNames[mode],
      method,
      done: wanted.filter(site => done.has(siteKey(site.position))).length,
      sites: wanted.length,
    })
  }
  return {
    origins: { count: origins.codes.length, kind: origins.kind },
    placed: sites.length,
    modes,
    missing: modes.reduce((sum, mode) => sum + mode.sites - mode.done, 0),
    current: files.filter(file => file.replacedAt === null).map(rowOf),
    replaced: files.filter(file => file.replacedAt !== null).map(rowOf),
  }
}

function rowOf(file: TravelFile): FileRow {
  return {
    id: file.id,
    fileKind: file.kind,
    kindName: travelFileKindNames[file.kind],
    fileName: file.fileName,
    publisher: file.publisher,
    licence: file.licence,
    period: file.period,
    size: format.fileSize(file.bytes),
    sha256: file.sha256.slice(0, 10),
    facts: factsInWords(file),
    added: format.date(file.addedAt),
  }
}

/** What is known of a file, in a few words. */
function factsInWords({ kind, facts }: TravelFile): string {
  const number = (name: string): string => format.number(Number(facts[name] ?? 0))
  switch (kind) {
    case 'roads':
      return `${number('roads')} roads and paths`
    case 'timetable':
      return `${number('trips')} journeys of ${number('routes')} lines at ${number('stops')} stops; measured on ${format.date(String(facts['ordinaryDay'] ?? ''))}${facts['operators'] ? `; operators: ${facts['operators']}` : ''}`
    case 'barriers':
      return format.count(Number(facts['lines'] ?? 0), 'line')
    case 'matrix':
      return `${number('pairs')} journeys in ${facts['unit'] === 'metres' ? 'metres' : 'minutes or seconds'}, by ${facts['kind'] === 'postcodes' ? 'postcode' : 'neighbourhood'}, to ${format.count(Number(facts['sites'] ?? 0), 'site')}`
  }
}
