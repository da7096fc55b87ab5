import { siteKindNames, siteKinds } from '../../sites/index.ts'
import { format as f } from '../../platform/format.ts'
import type { PlanningInputs, PlanningSite } from '../planning-inputs.ts'
import { ruleInWords } from './rule-names.ts'
import { journeyInWords } from './journey-words.ts'
import type { PlanAnswer, PlanGoal, PlanRequest } from './plan-request.ts'

/** A site of a plan. */
interface PlanSiteRow {
  readonly site: string
  readonly district: string
  readonly siteKind: string
  /** Not on today's register of children's centres. */
  readonly isNew: boolean
}

/** A plan as its page says it. */
export interface PlanView {
  readonly headline: string
  /** How good it is, in a sentence or two. */
  readonly proof: string
  readonly proofTag: { readonly text: string; readonly colour: string }
  readonly centres: readonly PlanSiteRow[]
  readonly zones: readonly PlanSiteRow[]
  /** Today's centres that the plan does not use. */
  readonly notUsed: readonly PlanSiteRow[]
  /** Why there is no plan: rules that cannot hold together. */
  readonly conflict: readonly string[]
  readonly asked: readonly { readonly key: string; readonly value: string }[]
  readonly figures: readonly { readonly label: string; readonly number: string }[]
  /** What the sums leave out or assume. */
  readonly notes: readonly string[]
}

const goalWords: Readonly<Record<PlanGoal, string>> = {
  'least-journey': 'Short journeys for everyone together',
  'most-within': 'Most families within reach',
  'least-worst': 'Nobody left far away',
}

/**
 * Says in words what a plan comes to.
 *
 * @param request - what was asked
 * @param unit - what journeys are counted in
 * @param value - the objective: journeys added up, children, or a journey; null while it is not known
 * @param children - children who were counted, each as often as the request says
 * @returns such as `14 minutes on average`
 */
export function valueInWords(
  request: Pick<PlanRequest, 'goal' | 'within'>,
  unit: 'metres' | 'seconds',
  value: number | null,
  children: number,
): string {
  if (value === null) return 'not known yet'
  if (request.goal === 'least-journey') return `${journeyInWords(value / children, unit)} on average`
  if (request.goal === 'least-worst') return `${journeyInWords(value, unit)} at most`
  const within = journeyInWords(request.within ?? 0, unit)
  return `${f.percent(value / children)} of children within ${within}`
}

/**
 * Shapes a suggested plan for its page.
 *
 * @param request - what was asked
 * @param inputs - the county's sites and districts
 * @param answer - what came of it, or the best so far; null while there is neither
 * @param looking - whether the search goes on
 * @param unit - what journeys are counted in
 * @returns what the page says
 */
export function planView(
  request: PlanRequest,
  inputs: PlanningInputs,
  answer: PlanAnswer | null,
  looking: boolean,
  unit: 'metres' | 'seconds',
): PlanView {
  const siteOf = new Map(inputs.sites.map(site => [site.id, site]))
  const districtOf = new Map(inputs.districts.map(district => [district.code, district.name]))
  const plan = answer?.plan ?? null
  const used = new Set([...(plan?.centres ?? []), ...(plan?.zones ?? [])])
  const row = (site: PlanningSite): PlanSiteRow => ({
    site: site.name,
    district: districtOf.get(site.districtCode ?? '') ?? 'District not known',
    siteKind: siteKindNames[siteKinds.find(kind => kind === site.kind) ?? 'other'],
    isNew: !site.existing,
  })
  const rows = (ids: readonly string[]): PlanSiteRow[] =>
    ids
      .flatMap(id => siteOf.get(id) ?? [])
      .map(row)
      .sort((a, b) => a.district.localeCompare(b.district) || a.site.localeCompare(b.site))
  const value =
    answer === null || plan === null
      ? null
      : valueInWords(request, unit, plan.objective, answer.childrenCounted)
  return {
    headline: headlineOf(answer, looking, value),
    proof: answer === null ? 'Nothing was found yet.' : proofInWords(answer, looking, request, unit),
    proofTag: looking || answer === null ? lookingTag(looking) : proofTags[answer.proof],
    centres: rows(plan?.centres ?? []),
    zones: rows(plan?.zones ?? []),
    notUsed:
      plan === null
        ? []
        : rows(
            inputs.sites
              .filter(site => site.existing && !site.beyondCounty && !used.has(site.id))
              .map(site => site.id),
          ),
    conflict: (answer?.conflict ?? []).map(ruleInWords),
    asked: askedRows(request, unit, siteOf),
    notes:
      answer === null
        ? []
        : notesOf(
            answer,
            [...used].filter(id => siteOf.get(id)?.existing === false),
          ),
    figures:
      answer === null || plan === null
        ? []
        : [
            { label: 'What it comes to', number: value ?? '–' },
            {
              label: 'No plan can be better than',
              number: valueInWords(request, unit, answer.bound, answer.childrenCounted),
            },
            { label: 'Gap', number: answer.gap === null ? '–' : gapInWords(answer.gap) },
          ],
  }
}

const proofTags: Readonly<Record<PlanAnswer['proof'], { text: string; colour: string }>> = {
  'proven best': { text: 'Proven best', colour: 'green' },
  'best found': { text: 'Best found', colour: 'yellow' },
  stopped: { text: 'Stopped', colour: 'yellow' },
  'cannot be done': { text: 'Cannot be done', colour: 'red' },
}

/**
 * A gap as a share of what was found.
 *
 * @param gap - from 0
 * @returns such as `0.4%`; small gaps are never rounded to nothing
 */
export function gapInWords(gap: number): string {
  if (gap === 0) return 'none'
  if (gap < 0.0001) return 'under 0.01%'
  return `${Number((gap * 100).toPrecision(2))}%`
}

const lookingTag = (looking: boolean): { text: string; colour: string } =>
  looking ? { text: 'Looking', colour: 'blue' } : { text: 'Nothing found', colour: 'grey' }

function headlineOf(answer: PlanAnswer | null, looking: boolean, value: string | null): string {
  if (answer?.proof === 'cannot be done') return 'No plan keeps all of these rules'
  if (answer?.plan == null) return looking ? 'Looking for a plan' : 'No plan was found in the time'
  const { centres, zones } = answer.plan
  const places = `${f.count(centres.length, 'Centre')} and ${f.count(zones.length, 'Zone')}: ${value ?? '–'}`
  return looking ? `So far: ${places}` : places
}

function proofInWords(
  answer: PlanAnswer,
  looking: boolean,
  request: PlanRequest,
  unit: 'metres' | 'seconds',
): string {
  if (answer.proof === 'cannot be done')
    return 'These rules cannot hold together. Without any one of them there is a plan.'
  if (answer.plan === null) return 'Let it search for longer, or ask for less.'
  if (answer.proof === 'proven best') return 'It is proven: no plan that keeps your rules is better.'
  const bound = valueInWords(request, unit, answer.bound, answer.childrenCounted)
  const gap = answer.gap === null ? '' : ` It is ${atMost(answer.gap)} from the best possible.`
  const ended = looking
    ? 'This is the best so far. It is kept, whatever happens.'
    : answer.proof === 'stopped'
      ? 'The search ended before a proof.'
      : 'No better one was found.'
  return `${ended}${gap} No plan can do better than ${bound}.`
}

/**
 * How far a plan is from the best possible.
 *
 * @param gap - from 0
 * @returns such as `at most 0.4%`
 */
export function atMost(gap: number): string {
  const words = gapInWords(gap)
  return words.startsWith('under') ? words : `at most ${words}`
}

function notesOf(
  { childrenOutOfReach, noWayCountsAs, unit, leftOut }: PlanAnswer,
  newPlaces: readonly string[],
): string[] {
  return [
    ...(newPlaces.length > 0
      ? [
          `${f.count(newPlaces.length, 'place')} of this plan ${newPlaces.length === 1 ? 'is' : 'are'} new. What it costs to run a new place is not known here: it comes off the saving.`,
        ]
      : []),
    `Where there is no way to a site, the journey counts as ${journeyInWords(noWayCountsAs, unit)}.`,
    ...(childrenOutOfReach > 0
      ? [
          `${f.count(Math.round(childrenOutOfReach), 'child', 'children')} can reach none of the sites and are not in these sums; in a scenario’s figures they are.`,
        ]
      : []),
    ...(leftOut.length > 0
      ? [`Left out, because journeys to them are not worked out: ${leftOut.join(', ')}.`]
      : []),
  ]
}

function askedRows(
  request: PlanRequest,
  unit: 'metres' | 'seconds',
  siteOf: ReadonlyMap<string, PlanningSite>,
): { key: string; value: string }[] {
  const names = (ids: readonly string[]): string =>
    ids.map(id => siteOf.get(id)?.name ?? 'a site that has left the register').join(', ')
  const must = [
    ...(request.oneInEachDistrict ? ['at least one Centre in every district'] : []),
    ...(request.keepGates ? ['no Centre in a building that fails a criterion it must meet'] : []),
    ...(request.saving === null ? [] : [`at least ${f.pounds(request.saving)} saved each year`]),
    ...(request.deprivedShare === null
      ? []
      : [`at least ${f.percent(request.deprivedShare)} of Centres in the most deprived 30%`]),
    ...(request.worse === null
      ? []
      : [
          `at most ${f.count(request.worse.children, 'child', 'children')} more than ${journeyInWords(request.worse.by, unit)} further than today`,
        ]),
  ]
  const rows = [
    {
      key: 'What matters most',
      value:
        request.goal === 'most-within' && request.within !== null
          ? `${goalWords[request.goal]}: ${journeyInWords(request.within, unit)}`
          : goalWords[request.goal],
    },
    {
      key: 'Places',
      value: `${f.count(request.centres, 'Centre')}, up to ${f.count(request.zones, 'Zone')}; a Zone is worth ${zoneWords(request.zoneWorth)}`,
    },
    {
      key: 'Deprived 30%',
      value: request.deprivedCount === 1 ? 'counted once' : `counted ${request.deprivedCount} times`,
    },
    { key: 'What must hold', value: must.length === 0 ? 'nothing more' : must.join('; ') },
    {
      key: 'Venues that may be used',
      value:
        request.venueKinds.length === 0
          ? 'none beside today’s centres'
          : request.venueKinds
              .map(kind => siteKindNames[siteKinds.find(one => one === kind) ?? 'other'])
              .join(', '),
    },
    { key: 'Must be a Centre', value: names(request.mustBeCentre) },
    { key: 'Must be a Centre or a Zone', value: names(request.mustStayOpen) },
    { key: 'Must not be used', value: names(request.mustNotBeUsed) },
    { key: 'All or none', value: request.together.map(names).join('; ') },
  ]
  return rows.filter(row => row.value !== '')
}

const zoneWords = (worth: number): string =>
  worth === 0 ? 'nothing' : worth === 1 ? 'as much as a Centre' : 'half a Centre'
