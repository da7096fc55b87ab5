import { format as f } from '../platform/format.ts'
import { travelModeNames } from '../travel/index.ts'
import type { PlanFigures, ReachBeside } from './figures.ts'
import { wordsFor } from './journey-words.ts'
import { groupThreshold } from './reach-page.ts'

/** What a scenario does by one way of travelling, in a line. */
export interface ModeRow {
  readonly mode: string
  readonly now: string
  readonly both: string
  readonly change: string
  readonly within: string
  readonly withinNow: string
  readonly withinBoth: string
  readonly further: string
  readonly unreachable: string
}

/**
 * What a scenario does by each way of travelling, to the nearest Centre or Zone.
 *
 * @param shown - by the way of travelling that the page shows
 * @param beside - by the others
 * @returns a row for each; none when there is only one
 */
export function besideRows(shown: PlanFigures, beside: readonly ReachBeside[]): ModeRow[] {
  if (beside.length === 0) return []
  const { prepared, centresAndZones } = shown
  const own: ReachBeside = {
    basis: prepared.basis,
    limits: prepared.figureInputs.limits,
    now: centresAndZones.now.all,
    then: centresAndZones.then.all,
    totals: centresAndZones.totals,
  }
  return [own, ...beside].map(({ basis, limits, now, then, totals }) => {
    const words = wordsFor(basis.unit)
    const at = groupThreshold(limits, basis.mode)
    return {
      mode: travelModeNames[basis.mode],
      now: words.say(now.mean),
      both: words.say(then.mean),
      change: words.change(now.mean, then.mean),
      within: `within ${words.say(limits[at])}`,
      withinNow: f.percent(now.within[at]?.share),
      withinBoth: f.percent(then.within[at]?.share),
      further: `${f.number(Math.round(totals.further))} (${f.percent(now.families > 0 ? totals.further / now.families : null)})`,
      unreachable: f.number(Math.round(then.unreachable)),
    }
  })
}
