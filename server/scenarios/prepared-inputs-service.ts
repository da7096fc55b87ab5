import type { Db } from '../db/index.ts'
import type { JourneyColumns, TravelMode } from '../travel/index.ts'
import { mainModeOf } from './figure-basis.ts'
import { prepareInputs, type Plan, type PreparedInputs } from './figures.ts'
import { journeySource } from './journey-source.ts'
import type { PlanningInputs } from './planning-inputs.ts'

// While choices are tried out, the same sites count again and again: today's reach is worked out once for them.
const kept = new WeakMap<PlanningInputs, Map<string, PreparedInputs>>()
const mostKept = 12

/**
 * Inputs made ready for some plans, from journeys as this database keeps them.
 *
 * @param db - the database
 * @param inputs - what figures are made of
 * @param plans - the plans
 * @param columns - keeps estimates from one time to the next
 * @param mode - the way of travelling; null for the main one
 * @returns the inputs, ready; the same object when the same was asked for before. What fell back on the estimate is
 * not kept, because the journeys that were missing may be there the next time
 */
export async function preparedFor(
  db: Db,
  inputs: PlanningInputs,
  plans: readonly Plan[],
  columns: JourneyColumns,
  mode: TravelMode | null,
): Promise<PreparedInputs> {
  const existing = new Set(inputs.sites.filter(site => site.existing).map(site => site.id))
  const added = new Set(plans.flatMap(plan => plan.fates.map(fate => fate.siteId)))
  const beside = [...added].filter(id => !existing.has(id)).sort()
  const key = [mode ?? mainModeOf(inputs), ...beside].join(' ')
  const here = kept.get(inputs) ?? new Map<string, PreparedInputs>()
  kept.set(inputs, here)
  const known = here.get(key)
  if (known) {
    here.delete(key)
    here.set(key, known)
    return known
  }
  const prepared = await prepareInputs(inputs, plans, columns, { source: journeySource(db), mode })
  if (prepared.fallback !== null) return prepared
  here.set(key, prepared)
  const [oldest] = here.keys()
  if (here.size > mostKept && oldest !== undefined) here.delete(oldest)
  return prepared
}
