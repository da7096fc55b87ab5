import { readAppraisals } from '../appraisal/index.ts'
import {
  figureOf,
  listDatasets,
  listDistricts,
  listNeighbourhoods,
  readFigures,
  type County,
} from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { gatesBroken } from '../model/appraisal.ts'
import { listSiteCosts, listSites } from '../sites/index.ts'
import { currentOrigins, journeyProviderFor, listJourneyBases, readTravelSettings } from '../travel/index.ts'
import { readInputStamp } from './input-stamp-repository.ts'
import type { InputJourneys, PlanningInputs, SiteGates } from './planning-inputs.ts'
import { readScenarioSettings } from './scenario-settings.ts'

const measures = ['children0to4', 'idaciDecile', 'rural', 'households', 'householdsNoCar']

interface Kept {
  readonly stamp: string
  readonly inputs: PlanningInputs
}

// By database, because tests and commands open several in one process; by county within it.
const kept = new WeakMap<Db, Map<string, Kept>>()
const mostKept = 4

/**
 * What the figures of a county's scenarios are made of, as it stands today. It is gathered again only when its stamp,
 * which one statement reads, says that something was changed, by this process or by another.
 *
 * @param db - the database; within a transaction everything is gathered anew
 * @param county - the county
 * @returns the inputs, all sites included; the same object while nothing changes, never to be written to
 */
export async function planningInputs(db: Db, county: County): Promise<PlanningInputs> {
  if (db.isTransaction) return gatherInputs(db, county)
  // Before the data: what changes in between is found out the next time.
  const stamp = `${county.name} ${county.vintage} ${await readInputStamp(db, county.id)}`
  const here = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, here)
  const known = here.get(county.id)
  if (known?.stamp === stamp) return known.inputs
  const inputs = await gatherInputs(db, county)
  here.delete(county.id)
  here.set(county.id, { stamp, inputs })
  const [oldest] = here.keys()
  if (here.size > mostKept && oldest !== undefined) here.delete(oldest)
  return inputs
}

async function gatherInputs(db: Db, county: County): Promise<PlanningInputs> {
  // One after the other: within a transaction there is one connection.
  const neighbourhoods = await listNeighbourhoods(db, county.id)
  const figures = await readFigures(db, county.id, measures)
  const districts = await listDistricts(db, county.id)
  const sites = await listSites(db, county.id)
  const costs = await listSiteCosts(db, county.id)
  const appraisals = await readAppraisals(db, county.id)
  const datasets = await listDatasets(db, county.id)
  const settings = await readScenarioSettings(db, county.id)
  const travel = await readTravelSettings(db, county.id)
  const provider = journeyProviderFor(travel)
  const journeys = await measuredJourneys(db, county)
  const used = new Set([
    ...measures.flatMap(measure => (figures.sources.get(measure) ?? []).map(source => source.id)),
    ...sites.flatMap(site => site.datasetId ?? []),
    ...datasets
      .filter(({ kind }) => kind === 'centroids' || (journeys !== null && kind === 'postcodes'))
      .map(dataset => dataset.id),
  ])
  const decileOf = (code: string | null): number | null =>
    code === null ? null : figureOf(figures, 'idaciDecile', code)
  return {
    county: { name: county.name, vintage: county.vintage },
    travel: {
      key: provider.key,
      method: provider.method,
      unit: provider.unit,
      detourFactor: travel.detourFactor,
    },
    journeys,
    settings,
    districts,
    neighbourhoods: neighbourhoods.map(({ code, name, districtCode, centroid }) => ({
      code,
      name,
      districtCode,
      position: centroid,
      children: figureOf(figures, 'children0to4', code),
      decile: decileOf(code),
      rural: yesOrNo(figureOf(figures, 'rural', code)),
      noCarShare: shareOf(figureOf(figures, 'householdsNoCar', code), figureOf(figures, 'households', code)),
    })),
    sites: sites.map(site => ({
      id: site.id,
      reference: site.reference,
      name: site.name,
      kind: site.kind,
      existing: site.isExistingCentre,
      beyondCounty: site.beyondCounty,
      districtCode: site.districtCode,
      decile: decileOf(site.neighbourhoodCode),
      position: site.position,
    })),
    costs: costs.map(({ siteId, line, poundsPerYear }) => ({ siteId, line, poundsPerYear })),
    gates: sites.flatMap((site): SiteGates[] => {
      const { definitely, possibly } = gatesBroken(appraisals.get(site.id)?.current.ratings ?? {})
      return definitely.length + possibly.length > 0 ? [{ siteId: site.id, definitely, possibly }] : []
    }),
    datasets: datasets
      .filter(dataset => used.has(dataset.id) && dataset.replacedAt === null)
      .map(({ id, kind, title, publisher, period, geography, licence, method, sha256 }) => ({
        id,
        kind,
        title,
        publisher,
        period,
        geography,
        licence,
        method,
        sha256,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

async function measuredJourneys(db: Db, county: County): Promise<InputJourneys | null> {
  const bases = await listJourneyBases(db, county.id)
  if (bases.length === 0) return null
  const { hash: originsHash } = await currentOrigins(db, county)
  return { originsHash, bases: bases.map(({ hash, mode, unit, method }) => ({ hash, mode, unit, method })) }
}

function yesOrNo(value: number | null): boolean | null {
  return value === null ? null : value === 1
}

function shareOf(part: number | null, all: number | null): number | null {
  return part === null || all === null || all === 0 ? null : part / all
}

/**
 * Leaves out venues that no plan uses, so that what is frozen holds what was decided and no more.
 *
 * @param inputs - the inputs
 * @param siteIds - sites that a plan uses
 * @returns the inputs with existing centres and those sites
 */
export function onlyUsedSites(inputs: PlanningInputs, siteIds: ReadonlySet<string>): PlanningInputs {
  const sites = inputs.sites.filter(site => site.existing || siteIds.has(site.id))
  const kept = new Set(sites.map(site => site.id))
  const of = (row: { readonly siteId: string }): boolean => kept.has(row.siteId)
  return { ...inputs, sites, costs: inputs.costs.filter(of), gates: inputs.gates.filter(of) }
}
