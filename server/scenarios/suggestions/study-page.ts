import { format as f } from '../../platform/format.ts'
import { curveChart } from '../../platform/charts/index.ts'
import type { PlanningInputs } from '../planning-inputs.ts'
import { journeyInWords } from './journey-words.ts'
import { gapInWords, valueInWords } from './plan-page.ts'
import { ruleInWords } from './rule-names.ts'
import type { StudyAnswer, StudyRequest, StudyRun } from './study-request.ts'

/** One search of a study, in words. */
export interface RunRow {
  readonly assumed: string
  /** What the studied plan comes to. */
  readonly plan: string
  /** What the best plan comes to. */
  readonly best: string
  /** How much the studied plan gives away against the best possible. */
  readonly regret: string
  readonly same: string
  readonly proof: string
}

/** A site, and in how many of the best plans it is. */
export interface SiteRow {
  readonly site: string
  readonly asCentre: string
  readonly used: string
  readonly inPlan: string
}

/** How sure a plan is, for its page. */
export interface SureView {
  readonly headline: string
  readonly runs: readonly RunRow[]
  readonly sites: readonly SiteRow[]
}

const nameOf =
  ({ sites }: PlanningInputs) =>
  (id: string): string =>
    sites.find(site => site.id === id)?.name ?? 'a site that has left the register'

/**
 * Shapes how sure a plan is.
 *
 * @param asked - what was studied
 * @param answer - what came of it so far
 * @param inputs - the county's sites and districts
 * @returns each assumption with what the plan gives away, and how often each site is in the best plan
 */
export function sureView(asked: StudyRequest, answer: StudyAnswer, inputs: PlanningInputs): SureView {
  const { request, plan } = asked
  const inPlan = new Set(plan?.centres)
  const done = answer.runs.filter(run => run.objective !== null)
  const kept = done.filter(run => run.centres.filter(id => inPlan.has(id)).length === inPlan.size)
  const regrets = done.map(regretOf).filter(regret => regret !== null)
  const worst = regrets.length === 0 ? null : Math.max(...regrets)
  const name = nameOf(inputs)
  const counts = new Map<string, { centre: number; used: number }>()
  for (const run of done) {
    for (const id of [...run.centres, ...run.zones]) {
      const count = counts.get(id) ?? { centre: 0, used: 0 }
      count.used += 1
      if (run.centres.includes(id)) count.centre += 1
      counts.set(id, count)
    }
  }
  for (const id of inPlan) if (!counts.has(id)) counts.set(id, { centre: 0, used: 0 })
  return {
    headline:
      done.length === 0
        ? 'Nothing has been compared yet.'
        : `Under ${f.count(done.length, 'assumption')} its Centres are exactly those of the best plan that was found ${f.count(kept.length, 'time')}. ${
            worst === null ? '' : `At worst it gives away ${gapInWords(worst)}.`
          }`,
    runs: answer.runs.map(run => ({
      assumed: assumedInWords(run.key, inputs),
      plan:
        run.breaks.length > 0
          ? `Breaks ${run.breaks.map(ruleInWords).join('; ')}`
          : run.planValue === null
            ? '–'
            : valueInWords(request, answer.unit, run.planValue, run.counted),
      best: run.objective === null ? 'none' : valueInWords(request, answer.unit, run.objective, run.counted),
      regret: regretInWords(run),
      same: `${run.centres.filter(id => inPlan.has(id)).length} of ${inPlan.size}`,
      proof: proofInWords(run),
    })),
    sites: [...counts]
      .sort(
        (a, b) => b[1].centre - a[1].centre || b[1].used - a[1].used || name(a[0]).localeCompare(name(b[0])),
      )
      .map(([id, count]) => ({
        site: name(id),
        asCentre: `${count.centre} of ${done.length}`,
        used: `${count.used} of ${done.length}`,
        inPlan: inPlan.has(id) ? 'Centre' : plan?.zones.includes(id) === true ? 'Zone' : 'no',
      })),
  }
}

/** How much the studied plan is worse than the best that was found, as a share of that; null where neither is known. */
function regretOf({ objective, planValue, breaks }: StudyRun): number | null {
  if (objective === null || planValue === null || breaks.length > 0 || objective === 0) return null
  return Math.max(0, Math.abs(planValue - objective) / Math.abs(objective))
}

function regretInWords(run: StudyRun): string {
  const regret = regretOf(run)
  return regret === null ? '–' : regret < 1e-9 ? 'nothing' : gapInWords(regret)
}

function proofInWords({ proof, gap }: StudyRun): string {
  if (proof === 'proven best') return 'proven'
  if (proof === 'cannot be done') return 'cannot be done'
  return gap === null ? 'not found' : `gap ${gapInWords(gap)}`
}

function assumedInWords(key: string, { districts }: PlanningInputs): string {
  const [kind, which = ''] = key.split(':')
  switch (kind) {
    case 'deprived':
      return which === '1' ? 'Every child counts the same' : `The most deprived 30% count ${which} times`
    case 'zone':
      return which === '0'
        ? 'Zones count for nothing'
        : which === '1'
          ? 'A Zone is as good as a Centre'
          : 'A Zone is half a Centre'
    case 'population':
      return `Numbers of children drawn anew (${which})`
    case 'growth':
      return `A fifth more children in ${districts[Number(which)]?.name ?? 'a district'}`
    case 'speed':
      return Number(which) > 1 ? 'Everybody a quarter slower' : 'Everybody a fifth quicker'
    default:
      return 'As asked'
  }
}

/** Other plans nearly as good, for their page. */
export interface OthersView {
  readonly rows: readonly {
    /** The number of the run, from 1. */
    readonly run: number
    readonly plan: string
    readonly value: string
    readonly worse: string
    readonly goes: string
    readonly comes: string
    readonly proof: string
  }[]
  /** Whether the search ended because there is no further plan. */
  readonly noMore: boolean
}

/**
 * Shapes other plans nearly as good.
 *
 * @param asked - what was studied
 * @param answer - what came of it so far
 * @param inputs - the county's sites
 * @param best - what the studied plan comes to
 * @returns each plan with what it gives away, and which Centres go and come
 */
export function othersView(
  asked: StudyRequest,
  answer: StudyAnswer,
  inputs: PlanningInputs,
  best: number | null,
): OthersView {
  const inPlan = new Set(asked.plan?.centres)
  const name = nameOf(inputs)
  const names = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.map(name).join(', '))
  const found = answer.runs.filter(run => run.objective !== null)
  return {
    rows: found.map((run, at) => ({
      run: at + 1,
      plan: `Other plan ${at + 1}`,
      value: valueInWords(asked.request, answer.unit, run.objective, run.counted),
      worse:
        best === null || run.objective === null || best === 0
          ? '–'
          : gapInWords(Math.abs(run.objective - best) / Math.abs(best)),
      goes: names([...inPlan].filter(id => !run.centres.includes(id))),
      comes: names(run.centres.filter(id => !inPlan.has(id))),
      proof: proofInWords(run),
    })),
    noMore: answer.runs.some(run => run.proof === 'cannot be done'),
  }
}

/** More and fewer Centres, for their page. */
export interface NumbersView {
  readonly charts: readonly { readonly heading: string; readonly svg: string }[]
  readonly rows: readonly {
    readonly number: string
    readonly mean: string
    readonly median: string
    readonly ninetieth: string
    readonly saving: string
    readonly bound: string
    readonly proof: string
  }[]
}

/**
 * Shapes the comparison of more and fewer Centres.
 *
 * @param asked - what was compared
 * @param answer - what came of it so far
 * @returns a table, and a chart of journeys and of money once there are two numbers
 */
export function numbersView({ request }: StudyRequest, answer: StudyAnswer): NumbersView {
  const runs = answer.runs.map(run => ({ ...run, number: Number(run.key.split(':')[1]) }))
  const known = runs.flatMap(({ number, figures }) => (figures === null ? [] : [{ number, figures }]))
  const words = (value: number): string => journeyInWords(value, answer.unit)
  const inUnit = (value: number): number => (answer.unit === 'seconds' ? value / 60 : value)
  const charts =
    known.length < 2
      ? []
      : [
          {
            heading: 'Journeys by number of Centres',
            svg: curveChart({
              title: 'Journeys by number of Centres',
              description: `From ${words(known[0]?.figures.mean ?? NaN)} on average with ${known[0]?.number ?? 0} Centres to ${words(known.at(-1)?.figures.mean ?? NaN)} with ${known.at(-1)?.number ?? 0}.`,
              series: [
                { label: 'average', points: known.map(one => [one.number, inUnit(one.figures.mean)]) },
                {
                  label: 'nine in ten',
                  points: known.map(one => [one.number, inUnit(one.figures.ninetieth)]),
                },
              ],
              xLabel: 'Centres',
              writeX: value => (Number.isInteger(value) ? String(value) : ''),
              xMin: known[0]?.number ?? 0,
              xMax: known.at(-1)?.number ?? 0,
              yLabel: answer.unit === 'seconds' ? 'Minutes' : 'Metres',
            }),
          },
          ...(known.every(one => one.figures.saving >= 0)
            ? [
                {
                  heading: 'Saving by number of Centres',
                  svg: curveChart({
                    title: 'Saving by number of Centres',
                    description: `From ${f.pounds(known[0]?.figures.saving)} a year with ${known[0]?.number ?? 0} Centres to ${f.pounds(known.at(-1)?.figures.saving)} with ${known.at(-1)?.number ?? 0}.`,
                    series: [{ label: 'saving', points: known.map(one => [one.number, one.figures.saving]) }],
                    xLabel: 'Centres',
                    writeX: value => (Number.isInteger(value) ? String(value) : ''),
                    xMin: known[0]?.number ?? 0,
                    xMax: known.at(-1)?.number ?? 0,
                    yLabel: 'Pounds a year',
                    writeY: value => f.pounds(value),
                  }),
                },
              ]
            : []),
        ]
  return {
    charts,
    rows: runs.map(run => ({
      number: String(run.number),
      mean: run.figures === null ? '–' : words(run.figures.mean),
      median: run.figures === null ? '–' : words(run.figures.median),
      ninetieth: run.figures === null ? '–' : words(run.figures.ninetieth),
      saving: run.figures === null ? '–' : f.pounds(run.figures.saving),
      bound: valueInWords(request, answer.unit, run.bound, run.counted),
      proof: proofInWords(run),
    })),
  }
}
