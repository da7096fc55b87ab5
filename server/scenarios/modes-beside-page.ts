import { format as f } from '../platform/format.ts'
import { travelModeNames } from '../travel/index.ts'
import type { PlanReach } from './figures.ts'
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
export function besideRows(shown: PlanReach, beside: readonly PlanReach[]): ModeRow[] {
  if (beside.length === 0) return []
  return [shown, ...beside].map(({ prepared, centresAndZones: { now, then, totals } }) => {
    const { basis, figureInputs } = prepared
    const words = wordsFor(basis.unit)
    const at = groupThreshold(figureInputs.limits, basis.mode)
    const all = now.all.families
    return {
      mode: travelModeNames[basis.mode],
      now: words.say(now.all.mean),
      both: words.say(then.all.mean),
      change: words.change(now.all.mean, then.all.mean),
      within: `within ${words.say(figureInputs.limits[at])}`,
      withinNow: f.percent(now.all.within[at]?.share),
      withinBoth: f.percent(then.all.within[at]?.share),
      further: `${f.number(Math.round(totals.further))} (${f.percent(all > 0 ? totals.further / all : null)})`,
      unreachable: f.number(Math.round(then.all.unreachable)),
    }
  })
}
