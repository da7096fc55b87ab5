import { CLOSER, FURTHER, NOT_KNOWN_OUTCOME, SAME } from '../model/change.ts'
import {
  neighbourhoodChange,
  neighbourhoodJourneys,
  type NeighbourhoodChange,
  type NeighbourhoodJourneys,
} from '../model/origin-shares.ts'
import type { PlacesCompared, ReachTable } from '../model/scenario-figures.ts'
import type { PreparedInputs } from './figures.ts'

/** What a plan does to each neighbourhood, summed up from the places from which its families set out. */
export interface NeighbourhoodsCompared {
  readonly now: NeighbourhoodJourneys
  readonly then: NeighbourhoodJourneys
  readonly change: NeighbourhoodChange
  /** CLOSER, SAME, FURTHER or NOT_KNOWN_OUTCOME: on average, and FURTHER wherever somebody loses all reach. */
  readonly outcome: Int8Array
}

// A page asks several times for the same figures, and today's are those of every plan.
const made = new WeakMap<PlacesCompared, NeighbourhoodsCompared>()
const madeJourneys = new WeakMap<ReachTable, NeighbourhoodJourneys>()

/**
 * How far the families of each neighbourhood go with certain places open.
 *
 * @param prepared - the inputs of the figures
 * @param table - reach with these places
 * @returns figures in the order of the neighbourhoods
 */
export function journeysByNeighbourhood(prepared: PreparedInputs, table: ReachTable): NeighbourhoodJourneys {
  const known = madeJourneys.get(table)
  if (known) return known
  const { origins, inputs } = prepared
  const journeys = neighbourhoodJourneys(
    table.nearest,
    origins.weights,
    origins.neighbourhood,
    inputs.neighbourhoods.length,
  )
  madeJourneys.set(table, journeys)
  return journeys
}

/**
 * What a plan does to each neighbourhood.
 *
 * @param prepared - the inputs of the figures
 * @param compared - reach today and in the plan
 * @returns figures in the order of the neighbourhoods
 */
export function comparedByNeighbourhood(
  prepared: PreparedInputs,
  compared: PlacesCompared,
): NeighbourhoodsCompared {
  const known = made.get(compared)
  if (known) return known
  const { origins, inputs, figureInputs } = prepared
  const change = neighbourhoodChange(
    compared.change,
    origins.weights,
    origins.neighbourhood,
    inputs.neighbourhoods.length,
  )
  const { tolerance } = figureInputs
  const outcome = Int8Array.from(change.by, (by, at) => {
    if ((change.losing[at] as number) > 0) return FURTHER
    if (Number.isNaN(by)) return NOT_KNOWN_OUTCOME
    return by > tolerance ? FURTHER : by < -tolerance ? CLOSER : SAME
  })
  const figures = {
    now: journeysByNeighbourhood(prepared, compared.now),
    then: journeysByNeighbourhood(prepared, compared.then),
    change,
    outcome,
  }
  made.set(compared, figures)
  return figures
}
