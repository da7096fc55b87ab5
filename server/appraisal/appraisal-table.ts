import { CRITERIA, isUnknown } from '../model/appraisal.ts'
import type { Site } from '../sites/index.ts'
import { ratingStateNames, type AppraisedState } from './appraisal.ts'
import { rounded, type AppraisalOf } from './matrix-page.ts'

const heading = [
  'reference',
  'name',
  'state',
  ...CRITERIA.flatMap(({ number }) => [`criterion_${number}_low`, `criterion_${number}_high`]),
  'total_low',
  'total_high',
  'completeness_per_cent',
  'gates_broken',
  'gates_may_be_broken',
  'works_cost_low',
  'works_cost_high',
]

/**
 * Ratings as a table for a spreadsheet: a row for each site and state.
 *
 * @param sites - the sites
 * @param appraisalOf - tells each site's appraisal
 * @returns heading row first; a criterion without evidence has empty cells, never 0 and 4
 */
export function appraisalTable(
  sites: readonly Site[],
  appraisalOf: AppraisalOf,
): (string | number | null)[][] {
  return [
    heading,
    ...sites.flatMap(site => {
      const { current, afterWorks, works } = appraisalOf(site.id)
      const row = (stateName: string, state: AppraisedState, costs: readonly (number | null)[]) => {
        const total = rounded(state.total)
        return [
          site.reference,
          site.name,
          stateName,
          ...CRITERIA.flatMap(({ number }) => {
            const { range } = state.byCriterion[number]
            return isUnknown(range) ? [null, null] : [range.low, range.high]
          }),
          total?.low ?? null,
          total?.high ?? null,
          state.completeness === null ? null : Math.round(state.completeness),
          state.gatesBroken.join(' '),
          state.gatesPossiblyBroken.join(' '),
          ...costs,
        ]
      }
      const now = row(ratingStateNames.current, current, [null, null])
      if (afterWorks === null) return [now]
      return [
        now,
        row(ratingStateNames['after-works'], afterWorks, [works?.costLow ?? null, works?.costHigh ?? null]),
      ]
    }),
  ]
}
