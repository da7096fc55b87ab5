import type { ChangeTotals } from '../model/change.ts'
import type { ReachFigures } from '../model/reach.ts'
import { format as f } from '../platform/format.ts'
import type { TravelMode } from '../travel/index.ts'
import type { PlanReach } from './figures.ts'
import { wordsFor, type JourneyWords } from './journey-words.ts'

/** One measure of reach: today, with Centres alone, and with Centres and Zones. */
export interface ReachRow {
  readonly measure: string
  readonly now: string
  readonly centres: string
  readonly centresChange: string
  readonly both: string
  readonly bothChange: string
}

/** One district or decile, now and then. */
export interface GroupRow {
  readonly group: string
  readonly children: string
  readonly now: string
  readonly centres: string
  readonly both: string
  readonly withinNow: string
  readonly withinCentres: string
  readonly withinBoth: string
  readonly furtherCentres: string
  readonly furtherBoth: string
  /** Mean metres or seconds for the chart; null when there is none. */
  readonly meanNow: number | null
  readonly meanCentres: number | null
  readonly meanBoth: number | null
}

/** The threshold that families with a pram are thought of by: 2,500 m, and what that takes on foot. */
const usual: Readonly<Partial<Record<TravelMode, number>>> = {
  'straight-line': 2500,
  'walking-with-a-buggy': 38 * 60,
  'toddlers-walk': 47 * 60,
}

/**
 * The threshold that tables of groups show: 2,500 m, or what they take on foot, where it is one of them, else the
 * middle one.
 *
 * @param limits - thresholds in metres or seconds, least first
 * @param mode - the way of travelling
 * @returns its place among them
 */
export function groupThreshold(limits: readonly number[], mode: TravelMode): number {
  const at = limits.indexOf(usual[mode] ?? NaN)
  return at >= 0 ? at : Math.floor((limits.length - 1) / 2)
}

/**
 * Reach as a whole, today and then.
 *
 * @param reach - what a scenario does by one way of travelling
 * @returns a row for each measure
 */
export function reachRows({ prepared, centres, centresAndZones: both }: PlanReach): ReachRow[] {
  const words = wordsFor(prepared.basis.unit)
  const journey = (measure: string, of: (figures: ReachFigures) => number | null): ReachRow => {
    const [now, c, b] = [of(prepared.now.all), of(centres.then.all), of(both.then.all)]
    return {
      measure,
      now: words.bare(now),
      centres: words.bare(c),
      centresChange: words.bareChange(now, c),
      both: words.bare(b),
      bothChange: words.bareChange(now, b),
    }
  }
  const within = prepared.figureInputs.limits.map((limit, at): ReachRow => {
    const share = (figures: ReachFigures): number | null => figures.within[at]?.share ?? null
    const [now, c, b] = [share(prepared.now.all), share(centres.then.all), share(both.then.all)]
    return {
      measure: `Within ${words.say(limit)}`,
      now: f.percent(now),
      centres: f.percent(c),
      centresChange: pointsInWords(now, c),
      both: f.percent(b),
      bothChange: pointsInWords(now, b),
    }
  })
  return [
    journey('Mean', reach => reach.mean),
    journey('Median', reach => reach.median),
    journey('90th percentile', reach => reach.p90),
    journey(furthestName(prepared.basis.from), reach => reach.longest),
    ...within,
    ...nobodyReached(prepared.now.all, centres.then.all, both.then.all),
  ]
}

/**
 * What the longest journey of all is called.
 *
 * @param from - where families set out
 * @returns such as `Furthest neighbourhood`
 */
export function furthestName(from: 'postcodes' | 'neighbourhoods'): string {
  return from === 'postcodes' ? 'Furthest postcode' : 'Furthest neighbourhood'
}

/** Families whom no place can be reached by stay in the totals; where there are any, a row says how many. */
function nobodyReached(now: ReachFigures, c: ReachFigures, b: ReachFigures): ReachRow[] {
  if (Math.max(now.unreachable, c.unreachable, b.unreachable) === 0) return []
  const children = ({ unreachable }: ReachFigures): string => f.number(Math.round(unreachable))
  const change = ({ unreachable }: ReachFigures): string => {
    const more = Math.round(unreachable) - Math.round(now.unreachable)
    return more === 0 ? 'no change' : `${more > 0 ? '+' : '−'}${f.number(Math.abs(more))}`
  }
  return [
    {
      measure: 'Children who can reach none',
      now: children(now),
      centres: children(c),
      centresChange: change(c),
      both: children(b),
      bothChange: change(b),
    },
  ]
}

function pointsInWords(before: number | null, after: number | null): string {
  if (before === null || after === null) return '–'
  const points = Math.round(after * 100) - Math.round(before * 100)
  return points === 0 ? 'no change' : `${points > 0 ? '+' : '−'}${Math.abs(points)} points`
}

/** The ways in which children are put into groups. */
export const groupWays = ['District', 'Decile', 'Rurality', 'CarAccess'] as const

/**
 * Reach by group, today and then.
 *
 * @param groups - key and name of each group, in the order to show
 * @param reach - what a scenario does by one way of travelling
 * @param way - which grouping
 * @param threshold - place of the threshold whose shares are shown
 * @param notKnown - name of the row for whoever's group is not known
 * @returns a row for each group that has neighbourhoods; none where nothing is known of any group
 */
export function groupRows(
  groups: readonly (readonly [string, string])[],
  reach: PlanReach,
  way: (typeof groupWays)[number],
  threshold: number,
  notKnown: string,
): GroupRow[] {
  const { prepared, centres, centresAndZones: both } = reach
  const words = wordsFor(prepared.basis.unit)
  const tables = [prepared.now, centres.then, both.then].map(table => table[`by${way}`])
  const changes = [centres, both].map(compared => compared[`changeBy${way}`])
  const row = (group: string, key: string | null): GroupRow[] => {
    const [now, c, b] = tables.map(table => (key === null ? table?.groupNotKnown : table?.groups.get(key)))
    const [changeC, changeB] = changes.map(change =>
      key === null ? change?.groupNotKnown : change?.groups.get(key),
    )
    if (!now || !c || !b) return []
    return [shown(group, words, threshold, { now, c, b }, changeC, changeB)]
  }
  return [...groups.flatMap(([key, name]) => row(name, key)), ...row(notKnown, null)]
}

function shown(
  group: string,
  words: JourneyWords,
  threshold: number,
  { now, c, b }: { now: ReachFigures; c: ReachFigures; b: ReachFigures },
  changeC: ChangeTotals | null | undefined,
  changeB: ChangeTotals | null | undefined,
): GroupRow {
  return {
    group,
    children: f.number(Math.round(now.families)),
    now: words.bare(now.mean),
    centres: words.bare(c.mean),
    both: words.bare(b.mean),
    withinNow: f.percent(now.within[threshold]?.share),
    withinCentres: f.percent(c.within[threshold]?.share),
    withinBoth: f.percent(b.within[threshold]?.share),
    furtherCentres: f.number(changeC ? Math.round(changeC.further) : null),
    furtherBoth: f.number(changeB ? Math.round(changeB.further) : null),
    meanNow: now.mean,
    meanCentres: c.mean,
    meanBoth: b.mean,
  }
}

/**
 * A decile in words.
 *
 * @param decile - 1 to 10
 * @returns such as `1 (most deprived)`
 */
export function decileName(decile: number): string {
  return decile === 1 ? '1 (most deprived)' : decile === 10 ? '10 (least deprived)' : String(decile)
}
