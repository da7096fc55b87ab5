import { readFile, rm } from 'node:fs/promises'
import { NOT_KNOWN } from '../model/journeys.ts'
import type { CheckTask, NetworksTask, RoadsTask, Telling } from './journey-tasks.ts'
import type { Positions } from './journey-provider.ts'
import { isThere, writeWhole, type NetworkFiles } from './network-files.ts'
import { buildGraph } from './roads/build-graph.ts'
import { readGraph, UnreadableGraph, writeGraph } from './roads/graph-bytes.ts'
import { journeysToMany } from './roads/many-to-many.ts'
import { prepareGraph, type PreparedGraph } from './roads/prepared-graph.ts'
import { readPrepared, writePrepared } from './roads/prepared-bytes.ts'
import { readRoads } from './roads/read-roads.ts'
import { snapper } from './roads/snap.ts'
import type { TravelFileFacts } from './travel-file.ts'

/**
 * Reads a file of roads to its end.
 *
 * @param task - the file
 * @param telling - hears how far it is
 * @returns what is in it
 * @throws {AppError} when it is cut short, damaged, or has no roads
 */
export async function checkRoads(task: CheckTask, telling: Telling): Promise<TravelFileFacts> {
  const { facts } = await readRoads(task.path, { progress: telling.progress })
  return { ...facts }
}

/**
 * Makes networks that are not there yet out of roads that are read once.
 *
 * @param task - the roads, the barriers, and for each network its rules and where it is kept
 * @param telling - hears how far it is
 */
export async function makeNetworks(task: NetworksTask, telling: Telling): Promise<void> {
  const raw = await readRoads(task.roads, { progress: telling.progress })
  for (const [at, { profile, files }] of task.networks.entries()) {
    telling.progress(at, task.networks.length, 'Making the network')
    if (!(await isThere(files.graph)))
      await writeWhole(files.graph, writeGraph(buildGraph(raw, profile, task.barriers)))
  }
}

/**
 * Opens a network, and prepares it where that was not done yet.
 *
 * @param files - where it is kept; the graph is there
 * @param telling - hears how far it is
 * @returns the network, ready for journeys
 * @throws {Error} when the graph's file is damaged; it is removed, so that it is made again the next time
 */
export async function openNetwork(files: NetworkFiles, telling: Telling): Promise<PreparedGraph> {
  const graph = await readOrRemove(files.graph, readGraph)
  if (graph === null) throw new Error('The file of a network was damaged, and is to be made again.')
  const known = await readOrRemove(files.prepared, bytes => readPrepared(bytes, graph))
  if (known) return known
  const prepared = prepareGraph(graph, { progress: telling.progress })
  await writeWhole(files.prepared, writePrepared(prepared))
  return prepared
}

async function readOrRemove<Read>(file: string, read: (bytes: Uint8Array) => Read): Promise<Read | null> {
  if (!(await isThere(file))) return null
  try {
    return read(await readFile(file))
  } catch (error) {
    if (!(error instanceof UnreadableGraph || error instanceof RangeError)) throw error
    await rm(file, { force: true })
    return null
  }
}

/**
 * Works out journeys on a network, site by site.
 *
 * @param task - the network, origins and sites
 * @param telling - hears of where the origins met the network, and of each site
 */
export async function roadColumns(task: RoadsTask, telling: Telling): Promise<void> {
  const { network, sites } = task
  const prepared = await openNetwork(network.files, telling)
  telling.progress(0, sites.lons.length, 'Finding the nearest roads')
  const nearest = snapper(prepared.graph, network.barriers)
  const origins = nearest.snap(task.origins.positions, network.snapLimitMetres)
  const ends = nearest.snap(sites, network.snapLimitMetres)
  telling.news({ snap: origins.offMetres })
  let site = 0
  for (const seconds of journeysToMany(prepared, ends, origins)) {
    markUnknown(seconds, task.origins.positions)
    const off = ends.offMetres[site] as number
    telling.news({
      site,
      siteOffMetres: Number.isNaN(off) ? null : off,
      columns: [{ measure: 'typical', seconds }],
      buses: null,
    })
    site += 1
    telling.progress(site, sites.lons.length, 'Working out journeys')
  }
}

/** A family whose home is not known is not out of reach: nothing is known of its journey. */
function markUnknown(seconds: Float64Array, { lons, lats }: Positions): void {
  for (let at = 0; at < seconds.length; at++) {
    if (Number.isNaN(lons[at]) || Number.isNaN(lats[at])) seconds[at] = NOT_KNOWN
  }
}
