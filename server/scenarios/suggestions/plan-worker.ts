import { parentPort, workerData } from 'node:worker_threads'
import type { CountyPlanAnswer, CountyPlanProblem } from '../../model/siting/county-plan-problem.ts'
import { bestCountyPlan } from '../../model/siting/county-plan.ts'
import { integerProgrammeSolver } from '../../platform/integer-programmes.ts'

/** What the thread is given: problems to be solved one after the other. */
export interface PlanSearch {
  readonly problems: readonly CountyPlanProblem[]
  /** The best plan so far, to begin with; each later problem begins with the plan of the one before. */
  readonly start: { readonly centres: readonly number[]; readonly zones: readonly number[] } | null
  /** How long each problem may take. */
  readonly milliseconds: number
}

/** What a search finds. */
export type PlanFinding = Pick<
  CountyPlanAnswer,
  'objective' | 'bound' | 'gap' | 'proof' | 'centres' | 'zones' | 'conflict'
>

/** What the thread posts as news. */
export interface PlanNews {
  /** Which problem it is about, by index. */
  readonly at: number
  readonly finding: PlanFinding
  /** Whether the search for this problem has ended. */
  readonly ended: boolean
}

const { problems, start, milliseconds } = workerData as PlanSearch
const solve = await integerProgrammeSolver()
let began = performance.now()
let toldAt = -Infinity

/** Asked now and then by the search: tells how far the time is, and ends it. */
function timeIsUp(): boolean {
  const now = performance.now()
  if (now - toldAt >= 500) {
    toldAt = now
    const seconds = (value: number): number => Math.round(value / 1000)
    parentPort?.postMessage({
      progress: {
        done: Math.min(seconds(now - began), seconds(milliseconds)),
        total: seconds(milliseconds),
        saying: 'Looking for better plans, and for a proof',
      },
    })
  }
  return now - began >= milliseconds
}

let before = start
let last: PlanFinding | null = null
for (const [at, problem] of problems.entries()) {
  began = performance.now()
  const tell = (finding: PlanFinding, ended: boolean): void => {
    const news: PlanNews = { at, finding, ended }
    parentPort?.postMessage({ news })
  }
  last = await bestCountyPlan(problem, solve, {
    stop: timeIsUp,
    start: before,
    better: found => {
      tell(found, false)
    },
  })
  tell(last, true)
  if (last.objective !== null) before = last
}
parentPort?.postMessage(last)
