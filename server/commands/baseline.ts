import type { Db } from '../db/index.ts'
import { figureOf, listDistricts, listNeighbourhoods, readFigures, type County } from '../county/index.ts'
import { groupingOf, typed } from '../model/journeys.ts'
import { nearestOpen } from '../model/nearest.ts'
import { reach, reachBy, type ReachFigures } from '../model/reach.ts'
import { listSites } from '../sites/index.ts'
import { positionsOf, straightLineJourneys } from '../travel/index.ts'

/** How far the families of some group have to go to the nearest centre of today. */
export interface BaselineGroup {
  readonly children0to4: number
  /** Mean distance in metres; null when nobody's is known. */
  readonly meanMetres: number | null
  /** From 0 to 1; null when there is nobody. */
  readonly shareWithin2500: number | null
}

/** How far families have to go today. */
export interface Baseline extends BaselineGroup {
  readonly medianMetres: number | null
  readonly p90Metres: number | null
  /** By the districts' names. */
  readonly byDistrict: Readonly<Record<string, BaselineGroup>>
  /** By IDACI decile, 1 the most deprived; neighbourhoods whose decile is not known are under `not known`. */
  readonly byIdaciDecile: Readonly<Record<string, BaselineGroup>>
  readonly method: string
}

/** The pram-pushing distance, in metres. Source: Institute for Fiscal Studies, evaluation of Sure Start. */
const pramPushingMetres = 2_500

/**
 * Works out how far families have to go today: from each neighbourhood's population-weighted centroid to the nearest
 * children's centre or linked site, by straight line, weighted by children aged 0 to 4.
 *
 * @param db - the database
 * @param county - the county
 * @returns the baseline; null when there are no centres or no centroids
 */
export async function baselineOf(db: Db, county: County): Promise<Baseline | null> {
  const neighbourhoods = await listNeighbourhoods(db, county.id)
  const centres = (await listSites(db, county.id)).filter(
    site => site.isExistingCentre && site.position !== null,
  )
  if (centres.length === 0 || neighbourhoods.every(one => one.centroid === null)) return null
  const figures = await readFigures(db, county.id, ['children0to4', 'idaciDecile'])
  const journeys = straightLineJourneys(1)
  const columns = await journeys.journeys(
    positionsOf(neighbourhoods.map(one => one.centroid)),
    positionsOf(centres.map(site => site.position)),
  )
  const { value } = nearestOpen(columns, [...centres.keys()], neighbourhoods.length)
  const children = typed(neighbourhoods.map(one => figureOf(figures, 'children0to4', one.code)))
  const names = new Map((await listDistricts(db, county.id)).map(one => [one.code, one.name]))
  const districts = groupingOf(neighbourhoods.map(one => names.get(one.districtCode) ?? one.districtCode))
  const deciles = groupingOf(neighbourhoods.map(one => figureOf(figures, 'idaciDecile', one.code)))
  const limits = [pramPushingMetres]
  const all = reach(value, children, limits)
  const byDistrict = reachBy(value, children, districts, limits)
  const byDecile = reachBy(value, children, deciles, limits)
  return {
    ...groupFrom(all),
    medianMetres: all.median,
    p90Metres: all.p90,
    byDistrict: Object.fromEntries([...byDistrict.groups].map(([name, group]) => [name, groupFrom(group)])),
    byIdaciDecile: {
      ...Object.fromEntries([...byDecile.groups].map(([decile, group]) => [decile, groupFrom(group)])),
      ...(byDecile.groupNotKnown === null ? {} : { 'not known': groupFrom(byDecile.groupNotKnown) }),
    },
    method: `${journeys.method}; ${county.vintage} population-weighted centroids; weighted by children aged 0 to 4.`,
  }
}

function groupFrom(figures: ReachFigures): BaselineGroup {
  return {
    children0to4: figures.families,
    meanMetres: figures.mean,
    shareWithin2500: figures.within[0]?.share ?? null,
  }
}
