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
import { journeyProviderFor, readTravelSettings } from '../travel/index.ts'
import type { PlanningInputs, SiteGates } from './planning-inputs.ts'
import { readScenarioSettings } from './scenario-settings.ts'

const measures = ['children0to4', 'idaciDecile']

/**
 * Gathers what the figures of a county's scenarios are made of, as it stands today.
 *
 * @param db - the database
 * @param county - the county
 * @returns the inputs, all sites included
 */
export async function planningInputs(db: Db, county: County): Promise<PlanningInputs> {
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
  const used = new Set([
    ...measures.flatMap(measure => (figures.sources.get(measure) ?? []).map(source => source.id)),
    ...sites.flatMap(site => site.datasetId ?? []),
    ...datasets.filter(dataset => dataset.kind === 'centroids').map(dataset => dataset.id),
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
    settings,
    districts,
    neighbourhoods: neighbourhoods.map(({ code, name, districtCode, centroid }) => ({
      code,
      name,
      districtCode,
      position: centroid,
      children: figureOf(figures, 'children0to4', code),
      decile: decileOf(code),
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
