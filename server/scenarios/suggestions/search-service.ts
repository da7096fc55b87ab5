import type { CountyPlanProblem } from '../../model/siting/county-plan-problem.ts'
import type { Progress } from '../../platform/jobs.ts'
import { runInWorker } from '../../platform/worker.ts'
import type { PlanFinding, PlanNews, PlanSearch } from './plan-worker.ts'

/** How searches are watched. */
export interface SearchWatch {
  readonly progress?: Progress
  /** Hears each better plan and each better bound, and what each search ended with. */
  readonly news: (news: PlanNews) => void
  readonly signal: AbortSignal
}

/**
 * Looks for the best plans of some problems, one after the other, in a worker thread. The general solver looks up only
 * now and then: searches that are far over their time are ended, with the best that they have.
 *
 * @param problems - the problems
 * @param start - a plan to begin with; null for none
 * @param milliseconds - how long each problem may take
 * @param watch - hears of them, and stops them
 * @returns what was found last; fewer problems than asked may have ended
 * @throws {Error} when it was stopped, or ended without anything
 */
export async function searchPlans(
  problems: readonly CountyPlanProblem[],
  start: PlanSearch['start'],
  milliseconds: number,
  watch: SearchWatch,
): Promise<PlanFinding> {
  const search: PlanSearch = { problems, start, milliseconds }
  const best: PlanFinding[] = []
  const overdue = AbortSignal.timeout(problems.length * milliseconds * 1.5 + 15_000)
  return runInWorker<PlanFinding>(new URL('./plan-worker', import.meta.url), search, {
    signal: AbortSignal.any([watch.signal, overdue]),
    ...(watch.progress ? { progress: watch.progress } : {}),
    news: message => {
      const news = message as PlanNews
      best[0] = news.finding
      watch.news(news)
    },
  }).catch((error: unknown) => {
    const [found] = best
    if (watch.signal.aborted || !overdue.aborted || found === undefined) throw error
    return found
  })
}
