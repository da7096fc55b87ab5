import { recordAction, type Actor } from '../../accounts/index.ts'
import { listCounties, type County } from '../../county/index.ts'
import { inTransaction } from '../../db/index.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { JobResult, Progress } from '../../platform/jobs.ts'
import { storeFates } from '../choices-repository.ts'
import { planningInputs } from '../planning-inputs-service.ts'
import { addScenario, storedScenarios } from '../scenarios-repository.ts'
import { gatherCandidates, type Candidates, type SuggestionNeeds } from './candidates-service.ts'
import { stateProblem, type StatedProblem } from './plan-problem.ts'
import { planAnswerSchema, planRequestSchema, type PlanAnswer, type PlanRequest } from './plan-request.ts'
import { atMost } from './plan-page.ts'
import type { PlanFinding, PlanSearch } from './plan-worker.ts'
import { studyAnswerSchema } from './study-request.ts'
import { searchPlans } from './search-service.ts'
import type { AskedPlan } from './suggestion-forms.ts'
import {
  addSuggestion,
  findSuggestion,
  keepAnswer,
  keepBest,
  setSuggestionJob,
  type Suggestion,
} from './suggestion-repository.ts'

const planWork = 'suggested-plan'

interface PlanWorkInput {
  readonly countyId: string
  readonly suggestionId: string
}

/**
 * Says how plans are looked for, so that a search goes on in the next process when this one ends.
 *
 * @param needs - database, clock, jobs, and what keeps journeys
 */
export function definePlanWork(needs: SuggestionNeeds): void {
  needs.jobs.define(planWork, (input, progress, signal) =>
    lookForPlan(needs, input as PlanWorkInput, progress, signal),
  )
}

/**
 * Records what a council asks for and begins to look for it.
 *
 * @param needs - database, clock and jobs
 * @param county - the county
 * @param asked - what is asked
 * @param by - who asks
 * @returns the suggestion's id
 */
export async function askForPlan(
  needs: SuggestionNeeds,
  county: County,
  asked: AskedPlan,
  by: Actor,
): Promise<string> {
  const id = newId()
  const now = needs.clock()
  await inTransaction(needs.db, async tx => {
    await addSuggestion(tx, {
      id,
      countyId: county.id,
      kind: 'plan',
      ofSuggestion: null,
      ofScenario: null,
      name: asked.name,
      request: asked.request,
      createdAt: now.toISOString(),
      createdBy: by.name,
    })
    await recordAction(tx, by, {
      action: 'suggestion.asked',
      subject: id,
      summary: `Asked for the plan ${asked.name}`,
      at: now,
    })
  })
  await beginSearch(needs, county.id, id, asked.name)
  return id
}

/**
 * Lets a search go on from the best plan so far.
 *
 * @param needs - database, clock and jobs
 * @param county - the county
 * @param suggestion - what was asked
 * @param by - who lets it go on
 */
export async function searchOn(
  needs: SuggestionNeeds,
  county: County,
  suggestion: Suggestion,
  by: Actor,
): Promise<void> {
  await inTransaction(needs.db, async tx => {
    if (suggestion.answer !== null) await keepBest(tx, suggestion.id, suggestion.answer)
    await keepAnswer(tx, suggestion.id, null, needs.clock())
    await recordAction(tx, by, {
      action: 'suggestion.continued',
      subject: suggestion.id,
      summary: `Let the search for the plan ${suggestion.name} go on`,
      at: needs.clock(),
    })
  })
  await beginSearch(needs, county.id, suggestion.id, suggestion.name)
}

async function beginSearch(
  { db, jobs }: SuggestionNeeds,
  countyId: string,
  suggestionId: string,
  name: string,
): Promise<void> {
  const jobId = await jobs.begin(planWork, `Looking for the plan ${name}`, { countyId, suggestionId })
  await setSuggestionJob(db, suggestionId, jobId)
}

/** A plan that may become a scenario. */
export interface TakenPlan {
  readonly name: string
  readonly description: string
  readonly centres: readonly string[]
  readonly zones: readonly string[]
}

/**
 * Reads the plan of a suggestion, or of one run of a study, so that it can be taken.
 *
 * @param suggestion - what was asked
 * @param run - the number of the run, from 1, where the suggestion is a study
 * @returns the plan
 * @throws {AppError} 409 when nothing was found yet
 */
export function planToTake(suggestion: Suggestion, run: number): TakenPlan {
  const kept = suggestion.answer ?? suggestion.best
  const found = planAnswerSchema.safeParse(kept)
  if (suggestion.kind === 'plan' && found.success && found.data.plan !== null) {
    const { centres, zones } = found.data.plan
    return { name: suggestion.name, description: describe(found.data), centres, zones }
  }
  const study = studyAnswerSchema.safeParse(kept)
  const chosen = study.success ? study.data.runs[run - 1] : undefined
  if (suggestion.kind === 'plan' || chosen?.objective == null)
    throw new AppError('no-plan', 409, 'No plan was found yet, so there is nothing to take.')
  return {
    name: `${suggestion.name.slice(0, 80)}: plan ${run}`,
    description: describe(chosen),
    centres: chosen.centres,
    zones: chosen.zones,
  }
}

/**
 * Makes a scenario of a plan. Today's centres that the plan does not use are marked closed, for the planner to say what
 * becomes of them.
 *
 * @param needs - database and clock
 * @param county - the county
 * @param plan - the plan
 * @param by - who takes it
 * @returns the scenario's id
 * @throws {AppError} 409 when a site of the plan has left the register
 */
export async function takeAsScenario(
  { db, clock }: SuggestionNeeds,
  county: County,
  plan: TakenPlan,
  by: Actor,
): Promise<string> {
  const { centres, zones } = plan
  return inTransaction(db, async tx => {
    const { sites } = await planningInputs(tx, county)
    const used = new Set([...centres, ...zones])
    const registered = new Set(sites.map(site => site.id))
    const lost = [...used].filter(id => !registered.has(id)).length
    if (lost > 0)
      throw new AppError(
        'site-gone',
        409,
        'A site of this plan has left the register since. Ask for the plan again.',
      )
    const id = await addScenario(
      tx,
      county.id,
      {
        name: freeName(
          plan.name,
          (await storedScenarios(tx, county.id)).map(one => one.name),
        ),
        description: plan.description,
        basedOn: null,
      },
      clock().toISOString(),
    )
    const fate = (siteId: string, becomes: 'centre' | 'zone' | 'closed') => ({
      siteId,
      fate: becomes,
      leadSiteId: null,
    })
    await storeFates(tx, id, [
      ...centres.map(siteId => fate(siteId, 'centre')),
      ...zones.map(siteId => fate(siteId, 'zone')),
      ...sites
        .filter(site => site.existing && !site.beyondCounty && !used.has(site.id))
        .map(site => fate(site.id, 'closed')),
    ])
    await recordAction(tx, by, {
      action: 'scenario.suggested',
      subject: id,
      summary: `Took the suggested plan ${plan.name} as a scenario`,
      at: clock(),
    })
    return id
  })
}

function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken.map(name => name.toLowerCase()))
  if (!names.has(wanted.toLowerCase())) return wanted
  for (let number = 2; ; number++) {
    const name = `${wanted.slice(0, 94)} (${number})`
    if (!names.has(name.toLowerCase())) return name
  }
}

function describe({ proof, gap }: Pick<PlanAnswer, 'proof' | 'gap'>): string {
  const how =
    proof === 'proven best'
      ? 'proven to be the best that keeps its rules'
      : gap === null
        ? 'the best that was found'
        : `${atMost(gap)} from the best possible`
  return `From a suggested plan, ${how}.`
}

async function lookForPlan(
  needs: SuggestionNeeds,
  { countyId, suggestionId }: PlanWorkInput,
  progress: Progress,
  signal: AbortSignal,
): Promise<JobResult> {
  const { db, clock } = needs
  const county = (await listCounties(db)).find(one => one.id === countyId)
  const suggestion = await findSuggestion(db, countyId, suggestionId)
  if (county === undefined || suggestion === null)
    throw new AppError('suggestion-gone', 404, 'What was asked has been deleted.')
  const url = `/scenarios/suggestions/${suggestionId}`
  if (suggestion.answer !== null) return { summary: 'The plan was found already.', url }
  const request = planRequestSchema.parse(suggestion.request)
  progress(0, 0, 'Gathering sites and journeys')
  const candidates = await gatherCandidates(needs, county, request.mode, wantedBy(request))
  const stated = stateProblem(request, candidates)
  const started = clock().getTime()
  const inSites = (finding: PlanFinding): PlanAnswer =>
    answerOf(finding, stated, candidates, (clock().getTime() - started) / 1000)
  let kept = Promise.resolve()
  const finding = await searchPlans(
    [stated.problem],
    startOf(suggestion.best, stated),
    request.searchSeconds * 1000,
    {
      signal,
      progress,
      // One after the other, so that the last to be kept is the best.
      news: ({ finding: found }) => {
        kept = kept.then(() => keepBest(db, suggestionId, inSites(found)))
      },
    },
  )
  await kept
  const answer = inSites(finding)
  await keepAnswer(db, suggestionId, answer, clock())
  return { summary: `${suggestion.name}: ${answer.proof}.`, url }
}

/**
 * Which venues a request wants looked at beside today's centres: those of the kinds that were ticked, and those named.
 *
 * @param request - what was asked
 * @returns says of a venue whether it is wanted
 */
export function wantedBy(
  request: PlanRequest,
): (site: { readonly id: string; readonly kind: string }) => boolean {
  const named = new Set([...request.mustBeCentre, ...request.mustStayOpen])
  return site => named.has(site.id) || request.venueKinds.includes(site.kind)
}

function startOf(best: unknown, { siteIds }: StatedProblem): PlanSearch['start'] {
  const read = planAnswerSchema.safeParse(best)
  if (!read.success || read.data.plan === null) return null
  const { centres, zones } = read.data.plan
  const indexes = (ids: readonly string[]): number[] =>
    ids.map(id => siteIds.indexOf(id)).filter(at => at >= 0)
  return { centres: indexes(centres), zones: indexes(zones) }
}

function answerOf(
  finding: PlanFinding,
  stated: StatedProblem,
  candidates: Candidates,
  seconds: number,
): PlanAnswer {
  const ids = (sites: readonly number[]): string[] => sites.flatMap(at => stated.siteIds[at] ?? [])
  return {
    plan:
      finding.objective === null
        ? null
        : { centres: ids(finding.centres), zones: ids(finding.zones), objective: finding.objective },
    bound: Number.isFinite(finding.bound) ? finding.bound : null,
    gap: finding.gap,
    proof: finding.proof,
    conflict: finding.conflict,
    method: candidates.method,
    unit: candidates.unit,
    childrenCounted: stated.childrenCounted,
    childrenOutOfReach: stated.childrenOutOfReach,
    noWayCountsAs: stated.noWayCountsAs,
    leftOut: candidates.leftOut.map(site => site.name),
    seconds,
  }
}
