import { checkFates } from '../model/fate-checks.ts'
import {
  centresInMostDeprived,
  countPlaces,
  mostDeprived30,
  statusQuo,
  type DeprivedShare,
  type Fate,
  type FateProblem,
  type PlaceCounts,
  type ScenarioSite,
  type SiteFate,
} from '../model/fates.ts'
import { groupingOf, typed } from '../model/journeys.ts'
import { scenarioLedger, type LedgerEntry, type ScenarioLedger } from '../model/ledger.ts'
import {
  compareReach,
  openPlaces,
  reachTable,
  type FigureInputs,
  type OpenPlaces,
  type PlacesCompared,
  type ReachTable,
} from '../model/scenario-figures.ts'
import { journeyProviderFor, positionsOf, type JourneyColumns, type Positions } from '../travel/index.ts'
import type { PlanningInputs, PlanningSite, SiteGates } from './planning-inputs.ts'

/** What a scenario chose, as far as its figures depend on it. */
export interface Plan {
  readonly fates: readonly SiteFate[]
  readonly ledger: readonly LedgerEntry[]
}

/** Inputs made ready for the figures of one or more plans. */
export interface PreparedInputs {
  readonly inputs: PlanningInputs
  /** Sites that count in some plan; their order is that of every index in the figures. */
  readonly sites: readonly PlanningSite[]
  /** The county's own sites, as fates are checked against. */
  readonly checked: readonly ScenarioSite[]
  readonly figureInputs: FigureInputs
  readonly openNow: readonly number[]
  readonly now: ReachTable
}

/** Everything that a plan does, beside today. */
export interface PlanFigures {
  readonly prepared: PreparedInputs
  readonly open: OpenPlaces
  readonly counts: PlaceCounts
  readonly problems: readonly FateProblem[]
  readonly centres: PlacesCompared
  readonly centresAndZones: PlacesCompared
  readonly deprivedNow: DeprivedShare
  readonly deprivedThen: DeprivedShare
  readonly money: ScenarioLedger
  /** Places of Centres whose gates fail or may fail. */
  readonly gates: readonly SiteGates[]
}

const origins = new WeakMap<PlanningInputs['neighbourhoods'], Positions>()

/**
 * Makes inputs ready: journeys to every site that counts, and reach as it is today.
 *
 * @param inputs - what figures are made of
 * @param plans - the plans that figures are wanted of
 * @param columns - keeps journeys from one time to the next
 * @returns the inputs, ready for `planFigures` of any of these plans
 */
export async function prepareInputs(
  inputs: PlanningInputs,
  plans: readonly Plan[],
  columns: JourneyColumns,
): Promise<PreparedInputs> {
  const chosen = new Set(plans.flatMap(plan => plan.fates.map(fate => fate.siteId)))
  const sites = inputs.sites.filter(site => site.existing || chosen.has(site.id))
  const provider = journeyProviderFor({ detourFactor: inputs.travel.detourFactor })
  if (provider.key !== inputs.travel.key)
    throw new RangeError(`No journeys are at hand for ${inputs.travel.key}.`)
  const from =
    origins.get(inputs.neighbourhoods) ?? positionsOf(inputs.neighbourhoods.map(one => one.position))
  origins.set(inputs.neighbourhoods, from)
  const figureInputs: FigureInputs = {
    weights: typed(inputs.neighbourhoods.map(one => one.children)),
    journeys: await columns.journeys(provider, from, positionsOf(sites.map(site => site.position))),
    district: groupingOf(inputs.neighbourhoods.map(one => one.districtCode)),
    decile: groupingOf(inputs.neighbourhoods.map(one => one.decile)),
    limits: inputs.settings.thresholds,
    tolerance: inputs.settings.toleranceMetres,
  }
  const openNow = openPlaces(sites.map(site => (site.existing ? 'centre' : null))).centres
  return {
    inputs,
    sites,
    checked: sites.filter(site => !site.beyondCounty).map(checkedSite),
    figureInputs,
    openNow,
    now: reachTable(figureInputs, openNow),
  }
}

/**
 * Works out everything that a plan does.
 *
 * @param prepared - inputs that were made ready for this plan
 * @param plan - what it makes of the county's sites; centres beyond the county stay open
 * @returns the figures
 */
export function planFigures(prepared: PreparedInputs, plan: Plan): PlanFigures {
  const { inputs, sites, checked, figureInputs, now } = prepared
  const fateOf = new Map(plan.fates.map(({ siteId, fate }) => [siteId, fate]))
  const fateAt = (site: PlanningSite): Fate | null =>
    site.beyondCounty && site.existing ? 'centre' : (fateOf.get(site.id) ?? null)
  const open = openPlaces(sites.map(fateAt))
  const baseline = statusQuo(checked)
  const gatesOf = new Map(inputs.gates.map(gates => [gates.siteId, gates]))
  return {
    prepared,
    open,
    counts: countPlaces(plan.fates),
    problems: checkFates(plan.fates, checked, inputs.districts, inputs.settings.limits),
    centres: compareReach(figureInputs, now, reachTable(figureInputs, open.centres)),
    centresAndZones: compareReach(figureInputs, now, reachTable(figureInputs, open.centresAndZones)),
    deprivedNow: centresInMostDeprived(baseline, checked),
    deprivedThen: centresInMostDeprived(plan.fates, checked),
    money: scenarioLedger({
      baselineSiteIds: baseline.map(({ siteId }) => siteId),
      costs: inputs.costs,
      fates: plan.fates,
      entries: plan.ledger,
      shares: inputs.settings.keptShares,
      target: inputs.settings.savingSought,
    }),
    gates: plan.fates
      .filter(({ fate }) => fate === 'centre' || fate === 'centre-place')
      .flatMap(({ siteId }) => gatesOf.get(siteId) ?? []),
  }
}

/**
 * The plan in which nothing changes.
 *
 * @param inputs - what figures are made of
 * @returns the fate Centre for each of the county's existing centres
 */
export function statusQuoPlan(inputs: PlanningInputs): Plan {
  return { fates: statusQuo(inputs.sites.filter(site => !site.beyondCounty).map(checkedSite)), ledger: [] }
}

function checkedSite(site: PlanningSite): ScenarioSite {
  return {
    id: site.id,
    name: site.name,
    baseline: site.existing,
    districtCode: site.districtCode,
    mostDeprived30: mostDeprived30(site.decile),
  }
}
