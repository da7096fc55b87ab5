import { changeBetween, changeTotals, type ChangeTotals } from '../model/change.ts'
import { nearestOpen } from '../model/nearest.ts'
import { briefReach, type BriefReach } from '../model/reach.ts'
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
import { scenarioLedger, type LedgerEntry, type ScenarioLedger } from '../model/ledger.ts'
import {
  compareReach,
  openPlaces,
  reachTable,
  reachTables,
  type OpenPlaces,
  type PlacesCompared,
  type ReachTable,
} from '../model/scenario-figures.ts'
import type { JourneyColumns } from '../travel/index.ts'
import { figureJourneys, type FigureJourneys, type MeasuredJourneys } from './figure-basis.ts'
import type { PlanningInputs, PlanningSite, SiteGates } from './planning-inputs.ts'

/** What a scenario chose, as far as its figures depend on it. */
export interface Plan {
  readonly fates: readonly SiteFate[]
  readonly ledger: readonly LedgerEntry[]
}

/** Inputs made ready for the figures of one or more plans. */
export interface PreparedInputs extends FigureJourneys {
  readonly inputs: PlanningInputs
  /** Sites that count in some plan; their order is that of every index in the figures. */
  readonly sites: readonly PlanningSite[]
  /** The county's own sites, as fates are checked against. */
  readonly checked: readonly ScenarioSite[]
  readonly openNow: readonly number[]
  readonly now: ReachTable
}

/** Everything that a plan does, beside today. */
export interface PlanFigures extends PlanReach {
  readonly counts: PlaceCounts
  readonly problems: readonly FateProblem[]
  readonly deprivedNow: DeprivedShare
  readonly deprivedThen: DeprivedShare
  readonly money: ScenarioLedger
  /** Places of Centres whose gates fail or may fail. */
  readonly gates: readonly SiteGates[]
}

/** Reach that a plan brings by one way of travelling, beside today. */
export interface PlanReach {
  readonly prepared: PreparedInputs
  readonly open: OpenPlaces
  readonly centres: PlacesCompared
  readonly centresAndZones: PlacesCompared
}

/**
 * Makes inputs ready: journeys to every site that counts, and reach as it is today.
 *
 * @param inputs - what figures are made of
 * @param plans - the plans that figures are wanted of
 * @param columns - keeps estimates from one time to the next
 * @param measured - where measured journeys come from, and by which way of travelling; the estimate unless given
 * @returns the inputs, ready for `planFigures` of any of these plans
 */
export async function prepareInputs(
  inputs: PlanningInputs,
  plans: readonly Plan[],
  columns: JourneyColumns,
  measured: MeasuredJourneys | null = null,
): Promise<PreparedInputs> {
  const chosen = new Set(plans.flatMap(plan => plan.fates.map(fate => fate.siteId)))
  const sites = inputs.sites.filter(site => site.existing || chosen.has(site.id))
  const journeys = await figureJourneys(inputs, sites, columns, measured)
  const openNow = openPlaces(sites.map(site => (site.existing ? 'centre' : null))).centres
  return {
    ...journeys,
    inputs,
    sites,
    checked: sites.filter(site => !site.beyondCounty).map(checkedSite),
    openNow,
    now: reachTable(journeys.figureInputs, openNow),
  }
}

/**
 * Works out whom a plan brings nearer and whom it takes further away.
 *
 * @param prepared - inputs that were made ready for this plan, by one way of travelling
 * @param plan - what it makes of the county's sites; centres beyond the county stay open
 * @returns reach and its change
 */
export function planReach(prepared: PreparedInputs, plan: Plan): PlanReach {
  const { sites, figureInputs, now } = prepared
  const fateOf = new Map(plan.fates.map(({ siteId, fate }) => [siteId, fate]))
  const fateAt = (site: PlanningSite): Fate | null =>
    site.beyondCounty && site.existing ? 'centre' : (fateOf.get(site.id) ?? null)
  const open = openPlaces(sites.map(fateAt))
  const then = reachTables(figureInputs, open)
  return {
    prepared,
    open,
    centres: compareReach(figureInputs, now, then.centres),
    centresAndZones: compareReach(figureInputs, now, then.centresAndZones),
  }
}

/** What a plan does by a way of travelling that stands beside the one that is shown: all families, no groups. */
export interface ReachBeside {
  readonly basis: FigureJourneys['basis']
  readonly limits: readonly number[]
  readonly now: BriefReach
  /** To the nearest Centre or Zone. */
  readonly then: BriefReach
  readonly totals: ChangeTotals
}

/**
 * Works out in short what a plan does, to the nearest Centre or Zone.
 *
 * @param prepared - inputs that were made ready for this plan, by one way of travelling
 * @param open - the places that are open, by index of the same sites
 * @returns reach of all families and its change
 */
export function reachInShort({ basis, figureInputs, now }: PreparedInputs, open: OpenPlaces): ReachBeside {
  const { journeys, weights, limits, tolerance } = figureInputs
  const { value } = nearestOpen(journeys, open.centresAndZones, weights.length)
  return {
    basis,
    limits,
    now: now.all,
    then: briefReach(value, weights, limits),
    totals: changeTotals(changeBetween(now.nearest.value, value, tolerance), weights),
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
  const { inputs, checked } = prepared
  const baseline = statusQuo(checked)
  const gatesOf = new Map(inputs.gates.map(gates => [gates.siteId, gates]))
  return {
    ...planReach(prepared, plan),
    counts: countPlaces(plan.fates),
    problems: checkFates(plan.fates, checked, inputs.districts, inputs.settings.limits),
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
