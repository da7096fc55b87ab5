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

function row(work: string, seconds: number, note: string): BenchmarkRow {
  return { work, unit: 's', runs: [seconds], against: null, target: null, better: 'less', note }
}

/** Seconds since something began: by the clock, and those that processors worked on it, all threads together. */
function stopwatch(): () => { clock: number; processor: string } {
  const begun = performance.now()
  const used = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(used)
    return {
      clock: (performance.now() - begun) / 1000,
      processor: `${((user + system) / 1e6).toPrecision(2)} s of processor time`,
    }
  }
}

const megabytes = (): number => Math.round(process.memoryUsage().rss / 1e6)

async function run(): Promise<BenchmarkRow[]> {
  if (!existsSync(roads)) return []
  const rows: BenchmarkRow[] = []
  const reading = stopwatch()
  const graph = buildGraph(await readRoads(roads), roadProfiles['walking-with-a-buggy'])
  const read = reading()
  rows.push(
    row(
      'reading the roads and making the network',
      read.clock,
      `${read.processor}; ${megabytes()} MB in use`,
    ),
  )
  const preparing = stopwatch()
  const prepared = prepareGraph(graph)
  const ready = preparing()
  rows.push(row('preparing it', ready.clock, `${ready.processor}; ${megabytes()} MB in use`))
  const { snap } = snapper(graph)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'doorstep-growth-'))
  const file = openSync(path.join(folder, 'column'), 'w')
  try {
    for (const many of postcodes) {
      const finding = stopwatch()
      const origins = snap(placesNear(graph, many, 1), 1000)
      const found = finding()
      rows.push(row(`finding the nearest road of ${inWords(many)} postcodes`, found.clock, found.processor))
      for (const few of sites) {
        const ends = snap(placesNear(graph, few, 2), 1000)
        const working = stopwatch()
        let most = 0
        for (const column of journeysToMany(prepared, ends, origins)) {
          // Each column is written as it is kept; the file has room for one.
          writeSync(file, new Uint8Array(Float32Array.from(column).buffer), 0, 4 * many, 0)
          most = Math.max(most, megabytes())
        }
        const { clock, processor } = working()
        const kept = `${inWords(Math.ceil((4 * many * few) / 1e6))} MB kept`
        const note = `${processor}; at most ${inWords(most)} MB in use; ${kept}`
        rows.push(row(`${inWords(many)} postcodes × ${inWords(few)} sites`, clock, note))
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
