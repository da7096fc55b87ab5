import type { CountyPlanProblem } from '../../model/siting/county-plan-problem.ts'
import { runInWorker } from '../../platform/worker.ts'
import type { Progress } from '../../platform/jobs.ts'
import type { PlanFinding, PlanSearch } from './plan-worker.ts'

/** How a search is watched. */
export interface SearchWatch {
  readonly progress?: Progress
  /** Hears each better plan and each better bound. */
  readonly news?: (finding: PlanFinding) => void
  readonly signal: AbortSignal
}

/**
 * Looks for the best plan in a worker thread. The general solver looks up only now and then: a search that is far over
 * its time is ended, with the best that it has.
 *
 * @param problem - the problem
 * @param start - a plan to begin with; null for none
 * @param milliseconds - how long it may search
 * @param watch - hears of it, and stops it
 * @returns what it found
 * @throws {Error} when it was stopped, or ended without anything
 */
export async function searchPlan(
  problem: CountyPlanProblem,
  start: PlanSearch['start'],
  milliseconds: number,
  watch: SearchWatch,
): Promise<PlanFinding> {
  const search: PlanSearch = { problem, start, milliseconds }
  const best: PlanFinding[] = []
  const overdue = AbortSignal.timeout(milliseconds * 1.5 + 15_000)
  return runInWorker<PlanFinding>(new URL('./plan-worker', import.meta.url), search, {
    signal: AbortSignal.any([watch.signal, overdue]),
    ...(watch.progress ? { progress: watch.progress } : {}),
    news: news => {
      const found = news as PlanFinding
      best[0] = found
      watch.news?.(found)
    },
  }).catch((error: unknown) => {
    const [found] = best
    if (watch.signal.aborted || !overdue.aborted || found === undefined) throw error
    return found
  })
}
