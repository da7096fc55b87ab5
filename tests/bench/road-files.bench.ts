import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { seededRandom } from '../../server/model/random.ts'
import { buildGraph } from '../../server/travel/roads/build-graph.ts'
import { roadProfiles } from '../../server/travel/roads/profiles.ts'
import { readRoads } from '../../server/travel/roads/read-roads.ts'
import { snapper } from '../../server/travel/roads/snap.ts'
import { writeLargeExtract } from '../support/large-extract.ts'
import { timed, type Benchmark, type BenchmarkRow } from './harness.ts'

const countySized = path.resolve(import.meta.dirname, '../../../shared/bench/roads/county-sized.osm.pbf')

const target = (name: string, value: number): BenchmarkRow['against'] => ({ name, kind: 'bound', value })

/** Reads a file and makes the three networks in a process of its own, whose memory nothing else has used. */
function inOwnProcess(file: string): { seconds: number; megabytes: number; points: number } {
  const room = new URL('../../server/travel/roads/', import.meta.url).href
  const code = `
    const { readRoads } = await import('${room}read-roads.ts')
    const { buildGraph } = await import('${room}build-graph.ts')
    const { roadProfiles } = await import('${room}profiles.ts')
    const before = performance.now()
    const raw = await readRoads(${JSON.stringify(file)})
    let graph = null
    for (const profile of Object.values(roadProfiles)) graph = buildGraph(raw, profile)
    process.stdout.write(JSON.stringify({
      seconds: (performance.now() - before) / 1000,
      megabytes: process.resourceUsage().maxRSS / 1024,
      points: raw.facts.points,
    }))`
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code])
  return JSON.parse(output.toString()) as ReturnType<typeof inOwnProcess>
}

function reading(work: string, file: string, times: number): BenchmarkRow[] {
  const runs = Array.from({ length: times }, () => inOwnProcess(file))
  const note = `${(runs[0]?.points ?? 0).toLocaleString('en-GB')} points of roads; three networks made`
  const seconds = runs.map(run => run.seconds)
  const megabytes = runs.map(run => run.megabytes)
  const inTime = target('two minutes', 120)
  const inMemory = target('2 GB', 2000)
  return [
    { work: `${work}: time`, unit: 's', runs: seconds, against: inTime, target: 120, better: 'less', note },
    {
      work: `${work}: memory`,
      unit: 'MB',
      runs: megabytes,
      against: inMemory,
      target: 2000,
      better: 'less',
      note,
    },
  ]
}

async function snapping(file: string): Promise<BenchmarkRow[]> {
  const raw = await readRoads(file)
  const rows: BenchmarkRow[] = []
  for (const profile of [roadProfiles['walking-with-a-buggy'], roadProfiles.driving]) {
    const graph = buildGraph(raw, profile)
    const finder = snapper(graph)
    const random = seededRandom(20260922)
    const { pointLons, pointLats } = graph.stretches
    const near = Float64Array.from({ length: 100_000 }, () => Math.floor(random.next() * pointLons.length))
    const positions = {
      lons: near.map(point => (pointLons[point] as number) + (random.next() - 0.5) * 0.001),
      lats: near.map(point => (pointLats[point] as number) + (random.next() - 0.5) * 0.0007),
    }
    const runs = await timed(5, () => finder.snap(positions, 500))
    rows.push({
      work: `nearest roads of 100,000 places, ${profile.name}`,
      unit: 'places a second',
      runs: runs.map(milliseconds => 1e8 / milliseconds),
      against: null,
      target: 100_000,
      better: 'more',
      note: 'to the road’s course, exactly; one core',
    })
  }
  return rows
}

/** From a file of roads to networks and the nearest road. */
export const benchmark: Benchmark = {
  name: 'Files of roads',
  async run() {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'doorstep-roads-'))
    try {
      const made = path.join(folder, 'made.osm.pbf')
      const { bytes } = writeLargeExtract(made, 410, 8_000_000)
      const rows = reading(`a made-up county, ${Math.round(bytes / 1e6)} MB`, made, 3)
      if (!existsSync(countySized)) return rows
      return [
        ...rows,
        ...reading('the county-sized extract, 5.9 MB', countySized, 3),
        ...(await snapping(countySized)),
      ]
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}
