import { parentPort, workerData } from 'node:worker_threads'
import type { CountyPlanAnswer, CountyPlanProblem } from '../../model/siting/county-plan-problem.ts'
import { bestCountyPlan } from '../../model/siting/county-plan.ts'
import { integerProgrammeSolver } from '../../platform/integer-programmes.ts'

/** What the search is given. */
export interface PlanSearch {
  readonly problem: CountyPlanProblem
  /** The best plan so far, to begin with. */
  readonly start: { readonly centres: readonly number[]; readonly zones: readonly number[] } | null
  readonly milliseconds: number
}

/** What the search finds. */
export type PlanFinding = Pick<
  CountyPlanAnswer,
  'objective' | 'bound' | 'gap' | 'proof' | 'centres' | 'zones' | 'conflict'
>

const { problem, start, milliseconds } = workerData as PlanSearch
const began = performance.now()
let toldAt = -Infinity

/** Asked now and then by the search: tells how far the time is, and ends it. */
function timeIsUp(): boolean {
  const passed = performance.now() - began
  if (passed - toldAt >= 500) {
    toldAt = passed
    const seconds = (value: number): number => Math.round(value / 1000)
    parentPort?.postMessage({
      progress: {
        done: Math.min(seconds(passed), seconds(milliseconds)),
        total: seconds(milliseconds),
        saying: 'Looking for better plans, and for a proof',
      },
    })
  }
  return passed >= milliseconds
}

const answer: PlanFinding = await bestCountyPlan(problem, await integerProgrammeSolver(), {
  stop: timeIsUp,
  start,
  better: news => parentPort?.postMessage({ news }),
})
parentPort?.postMessage(answer)
