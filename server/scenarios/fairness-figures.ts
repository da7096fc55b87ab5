import {
  concentrationIndex,
  deprivationGap,
  gini,
  type DeprivationGap,
  type FairnessFigure,
} from '../model/fairness.ts'
import type { ReachTable } from '../model/scenario-figures.ts'
import type { PreparedInputs } from './figures.ts'

/** How evenly journeys are spread among families. */
export interface FairnessFigures {
  /** Deciles 1 to 3, the most deprived, beside 8 to 10. */
  readonly gap: DeprivationGap
  readonly gini: FairnessFigure
  readonly concentration: FairnessFigure
}

const made = new WeakMap<ReachTable, FairnessFigures>()

/**
 * How evenly journeys are spread with certain places open.
 *
 * @param prepared - the inputs of the figures
 * @param table - reach with these places
 * @returns the gap between the most and the least deprived, the Gini coefficient and the concentration index
 */
export function fairnessOf(prepared: PreparedInputs, table: ReachTable): FairnessFigures {
  const known = made.get(table)
  if (known) return known
  const { weights, deciles } = prepared.origins
  const { value } = table.nearest
  const figures = {
    gap: deprivationGap(value, weights, deciles),
    gini: gini(value, weights, table.curve),
    concentration: concentrationIndex(value, weights, deciles),
  }
  made.set(table, figures)
  return figures
}
