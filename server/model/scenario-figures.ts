import type { Change, ChangeTotals, GroupedChange } from './change.ts'
import { changeBetween, joinGroupings, totalsByEach, type JoinedGroupings } from './change.ts'
import type { Fate } from './fates.ts'
import type { Grouping } from './journeys.ts'
import type { Nearest } from './nearest.ts'
import { afterOpening, nearestOpen } from './nearest.ts'
import type { GroupedReach, ReachFigures } from './reach.ts'
import { reach, reachBy } from './reach.ts'
import type { Distribution } from './weighted.ts'
import { distribution, inOrder } from './weighted.ts'

/**
 * What a scenario's figures are made from: one entry for each place from which families set out (a postcode, or a
 * whole neighbourhood), always in the same order.
 */
export interface FigureInputs {
  /** Families: children 0–4 unless said otherwise. */
  readonly weights: Float64Array
  /** For each site, by its index, the journey from every origin, in metres or in seconds. */
  readonly journeys: readonly Float64Array[]
  readonly district: Grouping
  /** The IDACI decile: 1 is the most deprived tenth of England. */
  readonly decile: Grouping
  /** Town or country; null when it is not known of any place. */
  readonly rurality?: Grouping | null
  /** How many households have a car; null when it is not known of any place. */
  readonly carAccess?: Grouping | null
  /** Thresholds in the journeys' unit; a journey equal to one is within it. */
  readonly limits: readonly number[]
  /** A change of journey of at most so much counts as none. */
  readonly tolerance: number
}

/** The places that are open, by index of site. Outreach and the online offer never count as a place to go to. */
export interface OpenPlaces {
  readonly centres: readonly number[]
  readonly centresAndZones: readonly number[]
}

/** How far families go when certain places are open. */
export interface ReachTable {
  readonly nearest: Nearest
  /** Families by the length of their journey. */
  readonly curve: Distribution
  readonly all: ReachFigures
  readonly byDistrict: GroupedReach
  readonly byDecile: GroupedReach
  /** Null where the inputs have no such groups. */
  readonly byRurality: GroupedReach | null
  readonly byCarAccess: GroupedReach | null
}

/** Reach today and in a scenario, and who wins and loses between them. */
export interface PlacesCompared {
  readonly now: ReachTable
  readonly then: ReachTable
  readonly change: Change
  readonly totals: ChangeTotals
  readonly changeByDistrict: GroupedChange
  readonly changeByDecile: GroupedChange
  readonly changeByRurality: GroupedChange | null
  readonly changeByCarAccess: GroupedChange | null
}

/** The whole set of figures of a scenario: for Centres alone, and for Centres and Zones together. */
export interface ScenarioFigures {
  readonly centres: PlacesCompared
  readonly centresAndZones: PlacesCompared
}

/**
 * Picks the places that families can go to. Every building of a Centre counts: a Centre is a place or a group of
 * places (Childcare Act 2006, section 5A).
 * @param fates - what each site becomes, by its index; null where it is not used.
 * @returns the indexes of Centres' buildings, and of those and Zones.
 */
export function openPlaces(fates: readonly (Fate | null)[]): OpenPlaces {
  const sitesThatAre = (...wanted: readonly Fate[]): number[] =>
    [...fates.entries()].filter(([, fate]) => fate !== null && wanted.includes(fate)).map(([site]) => site)
  return {
    centres: sitesThatAre('centre', 'centre-place'),
    centresAndZones: sitesThatAre('centre', 'centre-place', 'zone'),
  }
}

/**
 * Works out how far families go when certain places are open.
 * @param inputs - families, journeys, groups and thresholds.
 * @param open - the indexes of the open sites.
 * @returns the nearest place of every origin and reach for all and by group.
 * @throws RangeError if the inputs do not describe the same neighbourhoods, or an open site has no journeys.
 */
export function reachTable(inputs: FigureInputs, open: readonly number[]): ReachTable {
  return tableOf(inputs, nearestOpen(inputs.journeys, open, inputs.weights.length))
}

function tableOf(inputs: FigureInputs, nearest: Nearest): ReachTable {
  const { weights, limits } = inputs
  const order = inOrder(nearest.value)
  const by = (grouping: Grouping): GroupedReach => reachBy(nearest.value, weights, grouping, limits, order)
  return {
    nearest,
    curve: distribution(nearest.value, weights, order),
    all: reach(nearest.value, weights, limits, order),
    byDistrict: by(inputs.district),
    byDecile: by(inputs.decile),
    byRurality: inputs.rurality ? by(inputs.rurality) : null,
    byCarAccess: inputs.carAccess ? by(inputs.carAccess) : null,
  }
}

/**
 * Compares reach today with reach in a scenario.
 * @param inputs - families, journeys, groups, thresholds and tolerance.
 * @param now - reach today, from {@link reachTable}; work it out once and keep it while a scenario is edited.
 * @param then - reach in the scenario.
 * @returns both, and winners and losers by neighbourhood, by district and by decile.
 * @throws RangeError if the tables describe different neighbourhoods.
 */
export function compareReach(inputs: FigureInputs, now: ReachTable, then: ReachTable): PlacesCompared {
  const { weights, tolerance } = inputs
  const change = changeBetween(now.nearest.value, then.nearest.value, tolerance)
  const { all, by } = totalsByEach(change, weights, joinedOf(inputs))
  const [byDistrict, byDecile, ...others] = by
  return {
    now,
    then,
    change,
    totals: all,
    changeByDistrict: byDistrict as GroupedChange,
    changeByDecile: byDecile as GroupedChange,
    changeByRurality: inputs.rurality ? (others.shift() ?? null) : null,
    changeByCarAccess: inputs.carAccess ? (others.shift() ?? null) : null,
  }
}

// The same inputs serve every change of a choice.
const joined = new WeakMap<FigureInputs, JoinedGroupings>()

function joinedOf(inputs: FigureInputs): JoinedGroupings {
  const known = joined.get(inputs)
  if (known) return known
  const { district, decile, rurality, carAccess } = inputs
  const made = joinGroupings([
    district,
    decile,
    ...(rurality ? [rurality] : []),
    ...(carAccess ? [carAccess] : []),
  ])
  joined.set(inputs, made)
  return made
}

/** Reach in a plan: with its Centres alone, and with its Centres and Zones. */
export interface ReachTables {
  readonly centres: ReachTable
  readonly centresAndZones: ReachTable
}

/**
 * Works out how far families go to a plan's Centres, and to its Centres and Zones.
 * @param inputs - families, journeys, groups and thresholds.
 * @param open - the places that are open.
 * @returns both tables; one and the same where there are no Zones.
 * @throws RangeError if the inputs do not describe the same neighbourhoods, an open site has no journeys, or a Centre
 * is not among the Centres and Zones.
 */
export function reachTables(inputs: FigureInputs, open: OpenPlaces): ReachTables {
  const centres = reachTable(inputs, open.centres)
  const alone = new Set(open.centres)
  const further = open.centresAndZones.filter(site => !alone.has(site))
  if (further.length + alone.size !== new Set(open.centresAndZones).size) {
    throw new RangeError('Every Centre must be among the Centres and Zones.')
  }
  // Today has no Zones, and a scenario has few: only they are looked at again.
  if (further.length === 0) return { centres, centresAndZones: centres }
  return {
    centres,
    centresAndZones: tableOf(inputs, afterOpening(centres.nearest, inputs.journeys, ...further)),
  }
}

/**
 * Works out every figure of a scenario beside today's.
 * @param inputs - families, journeys, groups, thresholds and tolerance.
 * @param before - the places open today.
 * @param after - the places open in the scenario.
 * @returns the figures for Centres alone, and for Centres and Zones together.
 * @throws RangeError as {@link reachTables} does.
 */
export function scenarioFigures(
  inputs: FigureInputs,
  before: OpenPlaces,
  after: OpenPlaces,
): ScenarioFigures {
  const now = reachTables(inputs, before)
  const then = reachTables(inputs, after)
  return {
    centres: compareReach(inputs, now.centres, then.centres),
    centresAndZones: compareReach(inputs, now.centresAndZones, then.centresAndZones),
  }
}
