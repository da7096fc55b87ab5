import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from '../../support/fast-check.ts'
import type { SiteRules, SitingInstance } from '../../../server/model/siting/siting.ts'
import { noRules } from '../../../server/model/siting/siting.ts'

const folder = path.resolve(import.meta.dirname, '../../../../shared/bench')

/** Whether the instances with known answers are there. */
export const hasBench = existsSync(folder)

/** Reads one of the instances with known answers. */
export function readBench(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8')
}

/** Siting problems of a handful of sites and areas, with many equal journeys and some that cannot be made. */
export const smallInstance: fc.Arbitrary<SitingInstance> = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 8 }))
  .chain(([sites, areas]) =>
    fc.record({
      journeys: fc
        .array(
          fc.array(
            fc.oneof(
              { weight: 9, arbitrary: fc.integer({ min: 0, max: 12 }) },
              { weight: 1, arbitrary: fc.constant(Infinity) },
            ),
            { minLength: areas, maxLength: areas },
          ),
          { minLength: sites, maxLength: sites },
        )
        .map(columns => columns.map(column => Float64Array.from(column))),
      weights: fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: areas, maxLength: areas })
        .map(weights => Float64Array.from(weights)),
    }),
  )

/** Rules for so many sites; they may contradict each other. */
export function rulesFor(sites: number): fc.Arbitrary<SiteRules> {
  const some = (most: number): fc.Arbitrary<number[]> =>
    fc.uniqueArray(fc.integer({ min: 0, max: sites - 1 }), { maxLength: Math.min(most, sites) })
  return fc.oneof(
    fc.constant(noRules),
    fc.record({
      mustOpen: some(2),
      mustClose: some(2),
      together: fc.array(
        some(3).filter(group => group.length > 0),
        { maxLength: 2 },
      ),
    }),
  )
}

/** A problem with rules, a number of sites and a limit. */
export const ruledInstance = smallInstance.chain(instance =>
  fc.record({
    instance: fc.constant(instance),
    rules: rulesFor(instance.journeys.length),
    p: fc.integer({ min: 0, max: instance.journeys.length }),
    limit: fc.integer({ min: 0, max: 12 }),
  }),
)

/** Whether a choice of sites keeps the rules. */
export function keeps(open: readonly number[], rules: SiteRules): boolean {
  const chosen = new Set(open)
  return (
    rules.mustOpen.every(site => chosen.has(site)) &&
    !rules.mustClose.some(site => chosen.has(site)) &&
    rules.together.every(group => new Set(group.map(site => chosen.has(site))).size <= 1)
  )
}

/** Every choice of at most so many of so many sites. */
export function* choices(sites: number, most: number): Generator<number[]> {
  for (let bits = 0; bits < 2 ** sites; bits++) {
    const open = Array.from({ length: sites }, (_, site) => site).filter(site => (bits >> site) & 1)
    if (open.length <= most) yield open
  }
}

/** The same problem with its sites in another order, and where each site has gone. */
export function reordered(
  instance: SitingInstance,
  order: readonly number[],
): { instance: SitingInstance; to: (site: number) => number } {
  return {
    instance: { ...instance, journeys: order.map(site => instance.journeys[site] ?? new Float64Array(0)) },
    to: site => order.indexOf(site),
  }
}

/** The tracts and stores of the San Francisco instance, aligned by name. */
export function readSanFrancisco(): { instance: SitingInstance; stores: string[] } {
  const rows = readBench('sf/SF_network_distance_candidateStore_16_censusTract_205_new.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(','))
  const stores = [...new Set(rows.map(row => row[1] ?? ''))]
  const tracts = [...new Set(rows.map(row => row[2] ?? ''))]
  const instance = {
    journeys: stores.map(() => new Float64Array(tracts.length).fill(Infinity)),
    weights: new Float64Array(tracts.length),
  }
  for (const [distance, store, tract, demand] of rows) {
    const i = tracts.indexOf(tract ?? '')
    instance.weights[i] = Number(demand)
    const journeys = instance.journeys[stores.indexOf(store ?? '')]
    if (journeys) journeys[i] = Number(distance)
  }
  return { instance, stores }
}

/** An OR-Library file of the p-median: shortest paths between all nodes, and how many sites. */
export function readNodes(name: string): { instance: SitingInstance; p: number } {
  const numbers = readBench(`pmed/${name}.txt`).trim().split(/\s+/).map(Number)
  const [n = 0, m = 0, p = 0] = numbers
  const journeys = Array.from({ length: n }, (_, i) => {
    const from = new Float64Array(n).fill(Infinity)
    from[i] = 0
    return from
  })
  for (let k = 0; k < m; k++) {
    const [a = 0, b = 0, length = 0] = numbers.slice(3 + 3 * k, 6 + 3 * k)
    ;(journeys[a - 1] as Float64Array)[b - 1] = length
    ;(journeys[b - 1] as Float64Array)[a - 1] = length
  }
  for (const [k, through] of journeys.entries()) {
    for (const from of journeys) {
      const first = from[k] as number
      if (first === Infinity) continue
      for (let j = 0; j < n; j++) {
        const length = first + (through[j] as number)
        if (length < (from[j] as number)) from[j] = length
      }
    }
  }
  return { instance: { journeys, weights: new Float64Array(n).fill(1) }, p }
}
