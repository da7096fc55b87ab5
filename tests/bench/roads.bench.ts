import { existsSync } from 'node:fs'
import path from 'node:path'
import { buildGraph } from '../../server/travel/roads/build-graph.ts'
import { backwardArcs, dijkstra } from '../../server/travel/roads/dijkstra.ts'
import { journeyMatrix, journeysToMany } from '../../server/travel/roads/many-to-many.ts'
import { timesToAll } from '../../server/travel/roads/one-to-all.ts'
import { writePrepared } from '../../server/travel/roads/prepared-bytes.ts'
import { prepareGraph, type PreparedGraph } from '../../server/travel/roads/prepared-graph.ts'
import { roadProfiles } from '../../server/travel/roads/profiles.ts'
import { readRoads } from '../../server/travel/roads/read-roads.ts'
import type { RoadGraph } from '../../server/travel/roads/road-graph.ts'
import { snapper } from '../../server/travel/roads/snap.ts'
import { placesNear } from '../support/places-near.ts'
import { aTown, placesOn } from '../support/random-roads.ts'
import { median, timed, type Benchmark, type BenchmarkRow } from './harness.ts'

const shared = path.resolve(import.meta.dirname, '../../../shared')

/** Figures of OSRM (contraction hierarchies, over HTTP on two such cores), in milliseconds and seconds. */
interface Known {
  readonly matrix: number
  readonly large?: number
  readonly preparation?: number
}

/** What was promised, in the same units. */
type Promised = Known

const modes = [
  { profile: 'walking-with-a-buggy', says: 'on foot' },
  { profile: 'driving', says: 'by car' },
] as const

const router = 'OSRM over HTTP'

const peak = (): number => process.resourceUsage().maxRSS / 1024

/** Plain searches from each of the fewer places, which is what a matrix takes without preparation. */
async function plainMatrix(graph: RoadGraph, searches: number): Promise<number> {
  const rows = backwardArcs(graph)
  const few = Math.min(5, searches)
  const runs = await timed(1, () => {
    for (let at = 0; at < few; at++) dijkstra(rows, [[Math.floor((at / few) * graph.nodes), 0]])
  })
  return (median(runs) / few) * searches
}

async function matrixRows(
  name: string,
  says: string,
  prepared: PreparedGraph,
  known: Known,
  promised: Promised,
): Promise<BenchmarkRow[]> {
  const { graph } = prepared
  const { snap } = snapper(graph)
  const few = placesNear(graph, 50, 1)
  const many = placesNear(graph, 500, 2)
  const size = `${graph.nodes.toLocaleString('en-GB')} junctions`
  const small = await timed(15, () => journeyMatrix(prepared, snap(few, 1000), snap(many, 1000)))
  const rows: BenchmarkRow[] = [
    {
      work: `50 × 500 journeys on ${name} ${says}, finding the nearest roads included`,
      unit: 'ms',
      runs: small,
      against: { name: router, kind: 'measured elsewhere', value: known.matrix },
      target: promised.matrix,
      better: 'less',
      note: size,
    },
    {
      work: `50 × 500 journeys on ${name} ${says}, against plain searches`,
      unit: 'ms',
      runs: small,
      against: { name: '50 searches by Dijkstra', kind: 'same run', value: await plainMatrix(graph, 50) },
      target: null,
      better: 'less',
      note: size,
    },
  ]
  if (known.large === undefined || promised.large === undefined) return rows
  const origins = snap(placesNear(graph, 100, 3), 1000)
  const sites = snap(placesNear(graph, 2500, 4), 1000)
  rows.push({
    work: `100 × 2,500 journeys on ${name} ${says}, points snapped beforehand`,
    unit: 'ms',
    runs: await timed(11, () => journeyMatrix(prepared, origins, sites)),
    against: { name: router, kind: 'measured elsewhere', value: known.large },
    target: promised.large,
    better: 'less',
    note: 'the router finds the nearest roads in this time too: a third to a half of it',
  })
  return rows
}

function preparationRow(
  name: string,
  says: string,
  runs: number[],
  known: number,
  bytes: number,
): BenchmarkRow {
  return {
    work: `preparing ${name} ${says}`,
    unit: 's',
    runs,
    against: { name: 'OSRM', kind: 'measured elsewhere', value: known },
    target: known,
    better: 'less',
    note: `kept in ${(bytes / 1e6).toFixed(1)} MB`,
  }
}

async function countyRows(): Promise<BenchmarkRow[]> {
  const file = path.join(shared, 'bench/roads/county-sized.osm.pbf')
  const begun = performance.now()
  const raw = await readRoads(file)
  const reading = (performance.now() - begun) / 1000
  const rows: BenchmarkRow[] = [
    {
      work: 'reading a county-sized file of roads (866,000 points)',
      unit: 's',
      runs: [reading],
      against: null,
      target: 120,
      better: 'less',
      note: 'the target is for 1.5 million points',
    },
  ]
  const known = {
    'walking-with-a-buggy': { matrix: 167, large: 932, preparation: 66 },
    driving: { matrix: 105, large: 591, preparation: 26 },
  }
  const promised = {
    'walking-with-a-buggy': { matrix: 80, large: 300 },
    driving: { matrix: 50, large: 200 },
  }
  for (const { profile, says } of modes) {
    const graph = buildGraph(raw, roadProfiles[profile])
    const runs = await timed(2, () => prepareGraph(graph))
    const prepared = prepareGraph(graph)
    rows.push(
      preparationRow(
        'the county-sized network',
        says,
        runs.map(run => run / 1000),
        known[profile].preparation,
        writePrepared(prepared).length,
      ),
      ...(await matrixRows('the county-sized network', says, prepared, known[profile], promised[profile])),
    )
  }
  rows.push({
    work: 'peak memory of reading, preparing and asking the county-sized network, both modes',
    unit: 'MB',
    runs: [peak()],
    against: null,
    target: 2048,
    better: 'less',
    note: 'of the whole process',
  })
  return rows
}

async function monacoRows(): Promise<BenchmarkRow[]> {
  const raw = await readRoads(path.join(shared, 'data/roads/monaco.osm.pbf'))
  const rows: BenchmarkRow[] = []
  const known = { 'walking-with-a-buggy': 73, driving: 62 }
  const promised = { 'walking-with-a-buggy': 35, driving: 30 }
  for (const { profile, says } of modes) {
    const prepared = prepareGraph(buildGraph(raw, roadProfiles[profile]))
    rows.push(
      ...(await matrixRows(
        'Monaco',
        says,
        prepared,
        { matrix: known[profile] },
        { matrix: promised[profile] },
      )),
    )
  }
  return rows
}

async function oneToAllRows(): Promise<BenchmarkRow[]> {
  const graph = aTown(500, 1)
  const back = backwardArcs(graph)
  const begun = performance.now()
  const prepared = prepareGraph(graph)
  const preparation = (performance.now() - begun) / 1000
  const starts = [3, 77_777, 125_250, 180_001, 249_990]
  const plain =
    median(await timed(3, () => starts.forEach(start => dijkstra(back, [[start, 0]])))) / starts.length
  const against = { name: 'typed-array Dijkstra', kind: 'same run', value: plain } as const
  const note = `a grid town with gaps, ${graph.arcHead.length.toLocaleString('en-GB')} arcs; prepared in ${preparation.toFixed(1)} s`
  const origins = placesOn(graph, 20_000, 1)
  const sites = placesOn(graph, 64, 2)
  return [
    {
      work: 'from all of 250,000 junctions to one site',
      unit: 'ms',
      runs: (await timed(9, () => starts.forEach(start => timesToAll(prepared, [[start, 0]])))).map(
        run => run / starts.length,
      ),
      against,
      target: 20,
      better: 'less',
      note,
    },
    {
      work: 'from 20,000 places to each of 64 sites on the same, a site',
      unit: 'ms',
      runs: (await timed(5, () => [...journeysToMany(prepared, sites, origins)])).map(run => run / 64),
      against,
      target: 20,
      better: 'less',
      note: 'eight sites in one sweep, over what lies above the places',
    },
  ]
}

export const benchmark: Benchmark = {
  name: 'Journeys by road',
  async run() {
    if (!existsSync(shared)) return oneToAllRows()
    return [...(await countyRows()), ...(await monacoRows()), ...(await oneToAllRows())]
  },
}
