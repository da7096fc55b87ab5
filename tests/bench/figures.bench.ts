import { groupingOf, typed } from '../../server/model/journeys.ts'
import {
  groupingOfOrigins,
  neighbourhoodChange,
  neighbourhoodJourneys,
  shareAmongOrigins,
} from '../../server/model/origin-shares.ts'
import { seededRandom } from '../../server/model/random.ts'
import {
  compareReach,
  reachTables,
  type FigureInputs,
  type OpenPlaces,
} from '../../server/model/scenario-figures.ts'
import { timed, type Benchmark, type BenchmarkRow } from './harness.ts'

interface Made {
  readonly inputs: FigureInputs
  readonly neighbourhood: Int32Array
  readonly neighbourhoods: number
}

/** A county on a square: families at places by chance, journeys as the crow flies at a walk with a buggy, in seconds. */
function aCounty(origins: number, neighbourhoods: number, sites: number): Made {
  const random = seededRandom(20260922)
  const across = 60_000
  const spots = (count: number): [Float64Array, Float64Array] => [
    Float64Array.from({ length: count }, () => random.next() * across),
    Float64Array.from({ length: count }, () => random.next() * across),
  ]
  const [x, y] = spots(origins)
  const [siteX, siteY] = spots(sites)
  const journeys = Array.from({ length: sites }, (_, site) => {
    const column = new Float64Array(origins)
    const [toX, toY] = [siteX[site] as number, siteY[site] as number]
    for (let i = 0; i < origins; i++) {
      const metres = 1.3 * Math.hypot((x[i] as number) - toX, (y[i] as number) - toY)
      // As they are stored: seconds in single precision.
      column[i] = Math.fround((metres / 4000) * 3600)
    }
    return column
  })
  const neighbourhood = Int32Array.from({ length: origins }, (_, i) =>
    Math.floor((i * neighbourhoods) / origins),
  )
  const each = <Value>(make: (at: number) => Value): Value[] =>
    Array.from({ length: neighbourhoods }, (_, at) => make(at))
  const grouped = (make: (at: number) => string | number) =>
    groupingOfOrigins(groupingOf(each(make)), neighbourhood)
  return {
    neighbourhood,
    neighbourhoods,
    inputs: {
      weights: shareAmongOrigins(typed(each(() => 20 + random.wholeBelow(200))), neighbourhood),
      journeys,
      district: grouped(at => `District ${at % 5}`),
      decile: grouped(at => (at % 10) + 1),
      rurality: grouped(at => (at % 3 === 0 ? 'country' : 'town')),
      carAccess: grouped(at => at % 4),
      limits: [900, 1800, 2280],
      tolerance: 60,
    },
  }
}

/** Everything that a page of figures shows after a choice was changed; today's reach is at hand. */
function ours(
  { inputs, neighbourhood, neighbourhoods }: Made,
  before: OpenPlaces,
): (after: OpenPlaces) => number {
  const now = reachTables(inputs, before)
  return after => {
    const then = reachTables(inputs, after)
    const centres = compareReach(inputs, now.centres, then.centres)
    const both = compareReach(inputs, now.centresAndZones, then.centresAndZones)
    for (const compared of [centres, both]) {
      neighbourhoodJourneys(compared.then.nearest, inputs.weights, neighbourhood, neighbourhoods)
      neighbourhoodChange(compared.change, inputs.weights, neighbourhood, neighbourhoods)
    }
    return (both.then.all.mean ?? 0) + both.totals.further
  }
}

/** The same by the plainest means: for each family the least of its journeys, lists that are filtered and sorted. */
function plainly({ inputs }: Made, before: OpenPlaces): (after: OpenPlaces) => number {
  const least = (open: readonly number[]): number[] =>
    Array.from(inputs.weights, (_, i) => Math.min(...open.map(site => inputs.journeys[site]?.[i] ?? NaN)))
  const figures = (
    values: readonly number[],
    members: readonly number[],
  ): { mean: number; median: number; within: number[] } => {
    const sorted = [...members].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
    const weight = (i: number): number => inputs.weights[i] ?? 0
    const all = sorted.reduce((sum, i) => sum + weight(i), 0)
    let upTo = 0
    const middle = sorted.find(i => (upTo += weight(i)) >= all / 2)
    return {
      mean: sorted.reduce((sum, i) => sum + weight(i) * (values[i] ?? 0), 0) / all,
      median: values[middle ?? 0] ?? NaN,
      within: inputs.limits.map(limit =>
        sorted.filter(i => (values[i] ?? 0) <= limit).reduce((sum, i) => sum + weight(i), 0),
      ),
    }
  }
  const everybody = Array.from(inputs.weights.keys())
  const groups = [inputs.district, inputs.decile, inputs.rurality, inputs.carAccess].flatMap(grouping =>
    grouping ? grouping.keys.map((_, group) => everybody.filter(i => grouping.of[i] === group)) : [],
  )
  const now = least(before.centres)
  return after => {
    let sum = 0
    for (const open of [after.centres, after.centresAndZones]) {
      const then = least(open)
      for (const members of [everybody, ...groups]) {
        sum += figures(then, members).mean
        sum += members.filter(i => (then[i] ?? 0) > (now[i] ?? 0) + inputs.tolerance).length
      }
    }
    return sum
  }
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at)

async function compared(
  work: string,
  made: Made,
  open: { centres: number; zones: number },
  target: number,
  runs: { ours: number; plainly: number },
): Promise<BenchmarkRow> {
  const all = made.inputs.journeys.length
  const before = { centres: range(0, all), centresAndZones: range(0, all) }
  // Each time another site closes, as when somebody tries one choice after the other.
  let at = 0
  const next = (): OpenPlaces => {
    const closed = at++ % open.centres
    const centres = range(0, open.centres).filter(site => site !== closed)
    return { centres, centresAndZones: [...centres, ...range(open.centres, open.centres + open.zones)] }
  }
  const quick = ours(made, before)
  const plain = plainly(made, before)
  const mine = await timed(runs.ours, () => quick(next()))
  const theirs = await timed(runs.plainly, () => plain(next()))
  return {
    work,
    unit: 'ms',
    runs: mine,
    against: { name: 'lists, filtered and sorted', kind: 'same run', value: Math.min(...theirs) },
    target,
    better: 'less',
    note: 'reach to Centres and to Centres or Zones, by district, decile, town or country and cars, winners and losers, by neighbourhood',
  }
}

/** How long a planner waits for the figures after a choice was changed. */
export const benchmark: Benchmark = {
  name: 'Figures of a changed scenario',
  async run() {
    return [
      await compared(
        'county: 17,500 postcodes × 30 open sites',
        aCounty(17_500, 375, 30),
        { centres: 18, zones: 12 },
        20,
        { ours: 30, plainly: 3 },
      ),
      await compared(
        'England: 35,672 neighbourhoods × 3,000 open sites',
        aCounty(35_672, 35_672, 3000),
        { centres: 2700, zones: 300 },
        1000,
        { ours: 5, plainly: 1 },
      ),
    ]
  },
}
