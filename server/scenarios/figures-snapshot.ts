import type { ChangeTotals, GroupedChange } from '../model/change.ts'
import { edge } from '../model/journeys.ts'
import type { GroupedReach, ReachFigures } from '../model/reach.ts'
import type { PlacesCompared, ReachTable } from '../model/scenario-figures.ts'
import { fairnessOf, type FairnessFigures } from './fairness-figures.ts'
import type { PlanFigures, PlanReach } from './figures.ts'
import { journeysByNeighbourhood } from './neighbourhood-figures.ts'

/** Reach of everybody, by district and by decile, as plain data. */
interface PlainReach {
  readonly all: ReachFigures
  readonly byDistrict: Readonly<Record<string, ReachFigures>>
  readonly byDecile: Readonly<Record<string, ReachFigures>>
}

/** Who comes closer and who further away, as plain data. */
interface PlainChange {
  readonly totals: ChangeTotals
  readonly byDistrict: Readonly<Record<string, ChangeTotals>>
  readonly byDecile: Readonly<Record<string, ChangeTotals>>
}

/**
 * All figures of a scenario as plain data: what was stored with a scenario that was published before journeys were
 * measured, and is compared when it is checked.
 */
export interface FiguresSnapshot {
  readonly counts: PlanFigures['counts']
  readonly reach: {
    readonly now: PlainReach
    readonly centres: PlainReach
    readonly centresAndZones: PlainReach
  }
  readonly change: { readonly centres: PlainChange; readonly centresAndZones: PlainChange }
  readonly deprived: { readonly now: PlanFigures['deprivedNow']; readonly then: PlanFigures['deprivedThen'] }
  readonly money: PlanFigures['money']
  readonly gates: PlanFigures['gates']
  /** By neighbourhood code; distances in metres, null where there is none. */
  readonly neighbourhoods: Readonly<Record<string, NeighbourhoodDistances>>
}

interface NeighbourhoodDistances {
  readonly now: number | null
  readonly centres: number | null
  readonly centresAndZones: number | null
}

/** Reach in one mode as plain data, by every grouping that is known. */
interface PlainModeReach extends PlainReach {
  readonly byRurality: Readonly<Record<string, ReachFigures>> | null
  readonly byCarAccess: Readonly<Record<string, ReachFigures>> | null
  readonly fairness: FairnessFigures
}

interface PlainModeChange extends PlainChange {
  readonly byRurality: Readonly<Record<string, ChangeTotals>> | null
  readonly byCarAccess: Readonly<Record<string, ChangeTotals>> | null
}

/** What a scenario does by one way of travelling, as plain data. */
interface ModeSnapshot {
  /** Two with the same key have the same journeys. */
  readonly key: string
  readonly unit: 'metres' | 'seconds'
  readonly method: string
  readonly reach: {
    readonly now: PlainModeReach
    readonly centres: PlainModeReach
    readonly centresAndZones: PlainModeReach
  }
  readonly change: { readonly centres: PlainModeChange; readonly centresAndZones: PlainModeChange }
  /** By neighbourhood code: the mean journey of its families who can be reached, null where there is none. */
  readonly neighbourhoods: Readonly<Record<string, NeighbourhoodDistances>>
}

/** All figures of a scenario by every way of travelling: what is stored with a published scenario. */
export interface PublishedFigures extends Pick<FiguresSnapshot, 'counts' | 'deprived' | 'money' | 'gates'> {
  readonly main: string
  readonly modes: Readonly<Record<string, ModeSnapshot>>
}

/**
 * Writes a scenario's figures by every way of travelling as plain data.
 *
 * @param figures - by the main way of travelling
 * @param beside - reach by the others
 * @returns the same figures for storing
 */
export function publishedFigures(figures: PlanFigures, beside: readonly PlanReach[]): PublishedFigures {
  return {
    counts: figures.counts,
    deprived: { now: figures.deprivedNow, then: figures.deprivedThen },
    money: figures.money,
    gates: figures.gates,
    main: figures.prepared.basis.mode,
    modes: Object.fromEntries(
      [figures, ...beside].map(reach => [reach.prepared.basis.mode, modeSnapshot(reach)]),
    ),
  }
}

function modeSnapshot({ prepared, centres, centresAndZones }: PlanReach): ModeSnapshot {
  const { key, unit, method } = prepared.basis
  const reachOf = (table: ReachTable): PlainModeReach => ({
    ...plainReach(table),
    byRurality: table.byRurality && plainGroups(table.byRurality),
    byCarAccess: table.byCarAccess && plainGroups(table.byCarAccess),
    fairness: fairnessOf(prepared, table),
  })
  const changeOf = (compared: PlacesCompared): PlainModeChange => ({
    ...plainChange(compared),
    byRurality: compared.changeByRurality && plainGroups(compared.changeByRurality),
    byCarAccess: compared.changeByCarAccess && plainGroups(compared.changeByCarAccess),
  })
  const [now, c, b] = [prepared.now, centres.then, centresAndZones.then].map(
    table => journeysByNeighbourhood(prepared, table).mean,
  )
  const at = (of: Float64Array | undefined, index: number): number | null => edge(of?.[index] ?? NaN)
  return {
    key,
    unit,
    method,
    reach: {
      now: reachOf(prepared.now),
      centres: reachOf(centres.then),
      centresAndZones: reachOf(centresAndZones.then),
    },
    change: { centres: changeOf(centres), centresAndZones: changeOf(centresAndZones) },
    neighbourhoods: Object.fromEntries(
      prepared.inputs.neighbourhoods.map(({ code }, index) => [
        code,
        { now: at(now, index), centres: at(c, index), centresAndZones: at(b, index) },
      ]),
    ),
  }
}

/**
 * Writes a scenario's figures as plain data, as they were stored before journeys were measured.
 *
 * @param figures - the figures, made from the estimate
 * @returns the same figures for comparing
 */
export function figuresSnapshot(figures: PlanFigures): FiguresSnapshot {
  const { prepared, centres, centresAndZones } = figures
  return {
    counts: figures.counts,
    reach: {
      now: plainReach(prepared.now),
      centres: plainReach(centres.then),
      centresAndZones: plainReach(centresAndZones.then),
    },
    change: { centres: plainChange(centres), centresAndZones: plainChange(centresAndZones) },
    deprived: { now: figures.deprivedNow, then: figures.deprivedThen },
    money: figures.money,
    gates: figures.gates,
    neighbourhoods: Object.fromEntries(
      prepared.inputs.neighbourhoods.map(({ code }, at) => [
        code,
        {
          now: distanceAt(prepared.now, at),
          centres: distanceAt(centres.then, at),
          centresAndZones: distanceAt(centresAndZones.then, at),
        },
      ]),
    ),
  }
}

/**
 * How far one neighbourhood has to go.
 *
 * @param table - reach with certain places open
 * @param at - index of the neighbourhood
 * @returns metres; null when it is not known or no place can be reached
 */
export function distanceAt(table: ReachTable, at: number): number | null {
  return edge(table.nearest.value[at] ?? NaN)
}

function plainReach(table: ReachTable): PlainReach {
  return { all: table.all, byDistrict: plainGroups(table.byDistrict), byDecile: plainGroups(table.byDecile) }
}

function plainChange(compared: PlacesCompared): PlainChange {
  return {
    totals: compared.totals,
    byDistrict: plainGroups(compared.changeByDistrict),
    byDecile: plainGroups(compared.changeByDecile),
  }
}

function plainGroups(grouped: GroupedReach): Record<string, ReachFigures>
function plainGroups(grouped: GroupedChange): Record<string, ChangeTotals>
function plainGroups<Figures>(grouped: {
  readonly groups: ReadonlyMap<string, Figures>
  readonly groupNotKnown: Figures | null
}): Record<string, Figures> {
  return {
    ...Object.fromEntries(grouped.groups),
    ...(grouped.groupNotKnown === null ? {} : { 'not known': grouped.groupNotKnown }),
  }
}
