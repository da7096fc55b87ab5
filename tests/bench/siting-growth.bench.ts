import { seededRandom } from '../../server/model/random.ts'
import type { JourneyColumns } from '../../server/model/siting/near-lists.ts'
import { leastTotalOfColumns } from '../../server/model/siting/p-median.ts'
import { noRules } from '../../server/model/siting/siting.ts'
import type { Benchmark, BenchmarkRow } from './harness.ts'

const sizes = [
  [1_000, 10],
  [1_000, 100],
  [1_000, 1_000],
  [10_000, 10],
  [10_000, 100],
  [10_000, 1_000],
  [10_000, 3_000],
  [100_000, 10],
  [100_000, 100],
  [100_000, 1_000],
  [100_000, 3_000],
  [1_000_000, 10],
  [1_000_000, 100],
] as const
const mostSeconds = 60

/** How the time of least total journey grows with areas and sites; a tenth of the sites are chosen. */
export const benchmark: Benchmark = {
  name: 'siting-growth',
  run: () => sizes.map(([areas, sites]) => row(areas, sites)),
}

function row(areas: number, sites: number): BenchmarkRow {
  const columns = madeUpColumns(areas, sites)
  const random = seededRandom(8)
  const weights = Float64Array.from({ length: areas }, () => 1 + random.wholeBelow(9))
  const begun = spent()
  let within = NaN
  const answer = leastTotalOfColumns(columns, weights, Math.max(2, sites / 10), noRules, {
    stop: () => spent() - begun > mostSeconds,
    progress: ({ objective, bound }) => {
      if (Number.isNaN(within) && objective !== null && objective - bound <= 0.01 * objective) {
        within = spent() - begun
      }
    },
  })
  return {
    work: `p-median ${areas.toLocaleString('en-GB')} areas × ${sites.toLocaleString('en-GB')} sites, p=${Math.max(2, sites / 10)}`,
    unit: 's',
    runs: [spent() - begun],
    against: null,
    target: null,
    better: 'less',
    note: `of the processor; within 1% after ${within.toFixed(2)} s; ${answer.proof}, gap ${(100 * (answer.gap ?? NaN)).toFixed(3)}%; the process has held ${Math.round(process.resourceUsage().maxRSS / 1_000)} MB at most`,
  }
}

/** Seconds of the processor. */
function spent(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Areas and sites about towns, and straight lines in whole metres, a site at a time. */
function madeUpColumns(areas: number, sites: number): JourneyColumns {
  const random = seededRandom(7)
  const across = 100_000
  const towns = Array.from({ length: Math.max(6, Math.round(sites / 3)) }, () => ({
    x: random.next() * across,
    y: random.next() * across,
    spread: 800 + random.next() * 2_500,
  }))
  const place = (): [x: number, y: number] => {
    if (random.next() < 0.3) return [random.next() * across, random.next() * across]
    const town = towns[Math.floor(towns.length * random.next() ** 2)] as (typeof towns)[number]
    return [town.x + random.normal() * town.spread, town.y + random.normal() * town.spread]
  }
  const [x, y] = [new Float64Array(areas), new Float64Array(areas)]
  for (let area = 0; area < areas; area++) [x[area], y[area]] = place()
  const places = Array.from({ length: sites }, place)
  const column = new Float64Array(areas)
  return {
    areas,
    sites,
    column: site => {
      const [toX, toY] = places[site] as [number, number]
      for (let area = 0; area < areas; area++) {
        const [dx, dy] = [(x[area] as number) - toX, (y[area] as number) - toY]
        column[area] = Math.round(Math.sqrt(dx * dx + dy * dy))
      }
      return column
    },
  }
}
