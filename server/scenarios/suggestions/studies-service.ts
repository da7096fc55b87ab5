import { recordAction, type Actor } from '../../accounts/index.ts'
import { listCounties, type County } from '../../county/index.ts'
import { inTransaction } from '../../db/index.ts'
import { nearestOpen } from '../../model/nearest.ts'
import { seededRandom } from '../../model/random.ts'
import type { CountyPlanProblem } from '../../model/siting/county-plan-problem.ts'
import { brokenRules, planValue, type PlanSites } from '../../model/siting/county-plan-value.ts'
import { planVariations } from '../../model/siting/plan-variations.ts'
import { weightedMean, weightedPercentile } from '../../model/weighted.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { JobResult, Progress } from '../../platform/jobs.ts'
import { gatherCandidates, type SuggestionNeeds } from './candidates-service.ts'
import { stateProblem, type StatedProblem } from './plan-problem.ts'
import type { PlanFinding } from './plan-worker.ts'
import { searchPlans } from './search-service.ts'
import {
  studyAnswerSchema,
  studyRequestSchema,
  type RunFigures,
  type StudyAnswer,
  type StudyRequest,
  type StudyRun,
} from './study-request.ts'
import {
  addSuggestion,
  findSuggestion,
  keepAnswer,
  keepBest,
  setSuggestionJob,
  type Suggestion,
  type SuggestionKind,
} from './suggestion-repository.ts'
import { wantedBy } from './suggestion-service.ts'

const studyWork = 'plan-study'
/** The most time for one of a study's searches, in milliseconds. */
const mostForOne = 30_000
/** Any number will do; the same one gives the same draws. */
const drawnFrom = 20_170

interface StudyInput {
  readonly countyId: string
  readonly suggestionId: string
}

/**
 * Says how studies are made. A study keeps each run as it ends, so that the next process goes on after the last one.
 *
 * @param needs - database, clock, jobs, and what keeps journeys
 */
export function defineStudyWork(needs: SuggestionNeeds): void {
  needs.jobs.define(studyWork, (input, progress, signal) =>
    study(needs, input as StudyInput, progress, signal),
  )
}

/**
 * Records a study and begins it.
 *
 * @param needs - database, clock and jobs
 * @param county - the county
 * @param asked - the study, what it is of, and its name
 * @param by - who asks
 * @returns the study's id
 */
export async function askForStudy(
  { db, clock, jobs }: SuggestionNeeds,
  county: County,
  asked: {
    readonly kind: Exclude<SuggestionKind, 'plan'>
    readonly ofSuggestion: string | null
    readonly ofScenario: string | null
    readonly name: string
    readonly request: StudyRequest
  },
  by: Actor,
): Promise<string> {
  const id = newId()
  const now = clock()
  await inTransaction(db, async tx => {
    await addSuggestion(tx, {
      ...asked,
      id,
      countyId: county.id,
      createdAt: now.toISOString(),
      createdBy: by.name,
    })
    await recordAction(tx, by, {
      action: 'suggestion.study',
      subject: id,
      summary: `Asked for a study: ${asked.name}`,
      at: now,
    })
  })
  const input: StudyInput = { countyId: county.id, suggestionId: id }
  await setSuggestionJob(db, id, await jobs.begin(studyWork, asked.name, input))
  return id
}

/**
 * Lets a study go on after its last run.
 *
 * @param needs - database, clock and jobs
 * @param county - the county
 * @param suggestion - the study
 * @param by - who lets it go on
 */
export async function studyOn(
  { db, clock, jobs }: SuggestionNeeds,
  county: County,
  suggestion: Suggestion,
  by: Actor,
): Promise<void> {
  await recordAction(db, by, {
    action: 'suggestion.continued',
    subject: suggestion.id,
    summary: `Let the study ${suggestion.name} go on`,
    at: clock(),
  })
  const input: StudyInput = { countyId: county.id, suggestionId: suggestion.id }
  await setSuggestionJob(db, suggestion.id, await jobs.begin(studyWork, suggestion.name, input))
}

/** One search of a study. */
interface PlannedRun {
  readonly key: string
  readonly problem: CountyPlanProblem
}

async function study(
  needs: SuggestionNeeds,
  { countyId, suggestionId }: StudyInput,
  progress: Progress,
  signal: AbortSignal,
): Promise<JobResult> {
  const { db, clock } = needs
  const county = (await listCounties(db)).find(one => one.id === countyId)
  const suggestion = await findSuggestion(db, countyId, suggestionId)
  if (county === undefined || suggestion === null)
    throw new AppError('suggestion-gone', 404, 'What was asked has been deleted.')
  const url = `/scenarios/suggestions/${suggestionId}`
  if (suggestion.answer !== null) return { summary: 'The study was made already.', url }
  const asked = studyRequestSchema.parse(suggestion.request)
  progress(0, 0, 'Gathering sites and journeys')
  const candidates = await gatherCandidates(needs, county, asked.request.mode, wantedIn(asked))
  const stated = stateProblem(asked.request, candidates)
  const studied = asked.plan === null ? null : indexed(asked.plan, stated)
  const before = studyAnswerSchema.safeParse(suggestion.best)
  const runs: StudyRun[] = before.success ? [...before.data.runs] : []
  const answer = (): StudyAnswer => ({ runs, method: candidates.method, unit: candidates.unit })
  const total = plannedRuns(asked, stated, []).length
  let kept = Promise.resolve()
  while (runs.length < total) {
    const from = runs.length
    const plans = runs.map(run => indexed(run, stated))
    const left = plannedRuns(asked, stated, studied === null ? plans : [studied, ...plans]).slice(from)
    // Each other plan depends on those before it; all the rest is known beforehand.
    const now = asked.others === null ? left : left.slice(0, 1)
    const problems = now.map(run => run.problem)
    progress(from, total, 'Comparing plans')
    await searchPlans(problems, studied ?? plans.at(-1) ?? null, timeFor(asked), {
      signal,
      news: ({ at, finding, ended }) => {
        const run = now[at]
        if (!ended || run === undefined) return
        runs.push(runOf(run, finding, studied, stated))
        progress(runs.length, total, 'Comparing plans')
        const soFar = { ...answer(), runs: [...runs] }
        kept = kept.then(() => keepBest(db, suggestionId, soFar))
      },
    })
    await kept
    // Once there is no other plan there is no further one either; and what brought nothing will not bring more.
    if (runs.length === from || (asked.others !== null && runs.at(-1)?.objective === null)) break
  }
  await keepAnswer(db, suggestionId, answer(), clock())
  return { summary: suggestion.name, url }
}

const timeFor = ({ request }: StudyRequest): number => Math.min(mostForOne, request.searchSeconds * 1000)

function wantedIn(asked: StudyRequest): (site: { readonly id: string; readonly kind: string }) => boolean {
  const named = new Set([...(asked.plan?.centres ?? []), ...(asked.plan?.zones ?? [])])
  const wanted = wantedBy(asked.request)
  return site => named.has(site.id) || wanted(site)
}

function plannedRuns(
  asked: StudyRequest,
  { problem, areas }: StatedProblem,
  unlike: readonly PlanSites[],
): PlannedRun[] {
  if (asked.numbers !== null) {
    const { from, to } = asked.numbers
    return Array.from({ length: to - from + 1 }, (_, more) => ({
      key: `centres:${from + more}`,
      problem: { ...problem, centres: from + more },
    }))
  }
  if (asked.others !== null) {
    const { count, differ } = asked.others
    return Array.from({ length: count }, (_, at) => ({
      key: `other:${at + 1}`,
      problem: { ...problem, unlike: unlike.map(plan => ({ centres: plan.centres, differ })) },
    }))
  }
  return planVariations(problem, areas, seededRandom(drawnFrom))
}

function indexed(
  plan: { readonly centres: readonly string[]; readonly zones: readonly string[] },
  { siteIds }: Pick<StatedProblem, 'siteIds'>,
): PlanSites {
  const indexes = (ids: readonly string[]): number[] =>
    ids.map(id => siteIds.indexOf(id)).filter(at => at >= 0)
  return { centres: indexes(plan.centres), zones: indexes(plan.zones) }
}

function runOf(
  { key, problem }: PlannedRun,
  finding: PlanFinding,
  studied: PlanSites | null,
  { siteIds, costToday }: StatedProblem,
): StudyRun {
  const ids = (sites: readonly number[]): string[] => sites.flatMap(at => siteIds[at] ?? [])
  return {
    key,
    proof: finding.proof,
    centres: ids(finding.centres),
    zones: ids(finding.zones),
    objective: finding.objective,
    bound: Number.isFinite(finding.bound) ? finding.bound : null,
    gap: finding.gap,
    planValue: studied === null ? null : planValue(problem, studied),
    breaks: studied === null ? [] : brokenRules(problem, studied),
    counted: problem.weights.reduce((sum, one) => sum + one, 0),
    figures: finding.objective === null ? null : figuresOf(problem, finding, costToday),
  }
}

function figuresOf(problem: CountyPlanProblem, plan: PlanSites, costToday: number): RunFigures {
  const open = [...problem.alwaysOpen, ...plan.centres, ...(problem.zoneWorth > 0 ? plan.zones : [])]
  const journeys = nearestOpen(problem.journeys, open, problem.families.length).value
  const at = (share: number): number => weightedPercentile(journeys, problem.families, share) ?? Infinity
  const [centres, zones] = [new Set(plan.centres), new Set(plan.zones)]
  const costs = problem.sites.reduce((sum, { cost }, site) => {
    if (problem.alwaysOpen.includes(site)) return sum
    return sum + (centres.has(site) ? cost.centre : zones.has(site) ? cost.zone : cost.unused)
  }, 0)
  return {
    mean: weightedMean(journeys, problem.families) ?? Infinity,
    median: at(0.5),
    ninetieth: at(0.9),
    saving: costToday - costs,
  }
}
