import type { ChangeTotals } from '../model/change.ts'
import { edge } from '../model/journeys.ts'
import type { ReachFigures } from '../model/reach.ts'
import type { PlacesCompared, ReachTable } from '../model/scenario-figures.ts'
import type { PlanFigures } from './figures.ts'

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

/** All figures of a scenario as plain data: what is stored with a published scenario and compared when it is checked. */
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

/**
 * Writes a scenario's figures as plain data.
 *
 * @param figures - the figures
 * @returns the same figures for storing
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

function plainGroups<Figures>(grouped: {
  readonly groups: ReadonlyMap<string, Figures>
  readonly groupNotKnown: Figures | null
}): Record<string, Figures> {
  return {
    ...Object.fromEntries(grouped.groups),
    ...(grouped.groupNotKnown === null ? {} : { 'not known': grouped.groupNotKnown }),
  }
}
