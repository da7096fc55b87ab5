import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildGraph } from '../../server/travel/roads/build-graph.ts'
import { journeysToMany } from '../../server/travel/roads/many-to-many.ts'
import { prepareGraph } from '../../server/travel/roads/prepared-graph.ts'
import { roadProfiles } from '../../server/travel/roads/profiles.ts'
import { readRoads } from '../../server/travel/roads/read-roads.ts'
import { snapper } from '../../server/travel/roads/snap.ts'
import { placesNear } from '../support/places-near.ts'
import type { Benchmark, BenchmarkRow } from './harness.ts'

const roads = path.resolve(import.meta.dirname, '../../../shared/bench/roads/county-sized.osm.pbf')

/** The largest of these take minutes: they are worked out when this benchmark is asked for by name. */
const postcodes = process.argv.includes('growth') ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000]
const sites = process.argv.includes('growth') ? [10, 100, 1_000, 3_000] : [10, 100]

const inWords = (count: number): string => count.toLocaleString('en-GB')

function row(work: string, unit: string, value: number, note: string): BenchmarkRow {
  return { work, unit, runs: [value], against: null, target: null, better: 'less', note }
}

const seconds = (begun: number): number => (performance.now() - begun) / 1000
const megabytes = (): number => Math.round(process.memoryUsage().rss / 1e6)

async function run(): Promise<BenchmarkRow[]> {
  if (!existsSync(roads)) return []
  const rows: BenchmarkRow[] = []
  const reading = performance.now()
  const graph = buildGraph(await readRoads(roads), roadProfiles['walking-with-a-buggy'])
  rows.push(
    row('reading the roads and making the network', 's', seconds(reading), `${megabytes()} MB in use`),
  )
  const preparing = performance.now()
  const prepared = prepareGraph(graph)
  rows.push(row('preparing it', 's', seconds(preparing), `${megabytes()} MB in use`))
  const { snap } = snapper(graph)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'doorstep-growth-'))
  const file = openSync(path.join(folder, 'column'), 'w')
  try {
    for (const many of postcodes) {
      const finding = performance.now()
      const origins = snap(placesNear(graph, many, 1), 1000)
      rows.push(row(`finding the nearest road of ${inWords(many)} postcodes`, 's', seconds(finding), ''))
      for (const few of sites) {
        const ends = snap(placesNear(graph, few, 2), 1000)
        const begun = performance.now()
        let most = 0
        for (const column of journeysToMany(prepared, ends, origins)) {
          // Each column is written as it is kept; the file has room for one.
          writeSync(file, new Uint8Array(Float32Array.from(column).buffer), 0, 4 * many, 0)
          most = Math.max(most, megabytes())
        }
        const taken = seconds(begun)
        const each = ((taken / few) * 1000).toPrecision(3)
        const note = `${each} ms a site; at most ${inWords(most)} MB in use; ${inWords(Math.ceil((4 * many * few) / 1e6))} MB kept`
        rows.push(row(`${inWords(many)} postcodes × ${inWords(few)} sites`, 's', taken, note))
      }
    }
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true })
  }
  return rows
}

export const benchmark: Benchmark = {
  name: 'How journeys by road grow (walking, county-sized network, one thread)',
  run,
}
