import { drawCountryRoads, drawMainRoads } from './country-roads.ts'
import type { DemonstrationCounty } from './demonstration-county.ts'
import { longitudeLatitude } from './grid.ts'
import { mapBytes, type MapContents, type MapNode, type MapWay } from './pbf-writer.ts'
import { chance } from './random.ts'
import { streetGraph, type Street, type StreetGraph } from './street-graph.ts'
import { drawLanes, joinParts } from './street-links.ts'
import { streetNamer } from './street-names.ts'
import { drawTownStreets } from './street-patterns.ts'

/** Draws every road and street of the county. */
export function drawStreets(county: DemonstrationCounty): StreetGraph {
  const graph = streetGraph(county.mesh.rivers.map(({ line }) => line))
  const namer = streetNamer(chance(county.seed, 'street names'))
  drawMainRoads(graph, county)
  drawCountryRoads(graph, chance(county.seed, 'country roads'))
  drawTownStreets(graph, county, namer.townStreet)
  joinParts(graph, namer.link)
  drawLanes(graph, county, chance(county.seed, 'lanes'), namer.lane)
  joinParts(graph, namer.link)
  return graph
}

/** The streets and rivers as a map in the parts that OpenStreetMap's files have. */
export function roadMap(county: DemonstrationCounty, graph: StreetGraph): MapContents {
  const nodes: MapNode[] = []
  const nodeOf = new Map<number, number>()
  const nodeFor = (point: number): number => {
    const known = nodeOf.get(point)
    if (known !== undefined) return known
    const [longitude, latitude] = longitudeLatitude(graph.points[point] ?? [0, 0])
    nodes.push({ id: nodes.length + 1, longitude, latitude, tags: {} })
    nodeOf.set(point, nodes.length)
    return nodes.length
  }
  const ways: MapWay[] = waysOf(graph).map(({ street, points }, at) => ({
    id: at + 1,
    nodes: points.map(nodeFor),
    tags: street.tags,
  }))
  for (const { name, line } of county.mesh.rivers) {
    const course = line.map(point => {
      const [longitude, latitude] = longitudeLatitude(point)
      nodes.push({ id: nodes.length + 1, longitude, latitude, tags: {} })
      return nodes.length
    })
    ways.push({ id: ways.length + 1, nodes: course, tags: { waterway: 'river', name } })
  }
  const longitudes = nodes.map(({ longitude }) => longitude)
  const latitudes = nodes.map(({ latitude }) => latitude)
  return {
    bounds: [
      Math.min(...longitudes),
      Math.min(...latitudes),
      Math.max(...longitudes),
      Math.max(...latitudes),
    ],
    source: 'Sedgeshire County Council (an invented county)',
    nodes,
    ways,
    relations: [],
  }
}

/** Strings a street's stretches together to lines that are as long as can be. */
function waysOf(graph: StreetGraph): { street: Street; points: number[] }[] {
  const stretchesOf = new Map<Street, number[]>()
  graph.stretches.forEach((stretch, id) => {
    if (!stretch) return
    const list = stretchesOf.get(stretch.street)
    if (list === undefined) stretchesOf.set(stretch.street, [id])
    else list.push(id)
  })
  const ways: { street: Street; points: number[] }[] = []
  for (const [street, ids] of stretchesOf) {
    const at = new Map<number, number[]>()
    for (const id of ids) {
      const { from, to } = graph.stretches[id] ?? { from: 0, to: 0 }
      at.set(from, [...(at.get(from) ?? []), id])
      at.set(to, [...(at.get(to) ?? []), id])
    }
    const left = new Set(ids)
    const walk = (start: number): void => {
      const points = [start]
      let here = start
      for (;;) {
        const next = (at.get(here) ?? []).find(id => left.has(id))
        if (next === undefined) break
        left.delete(next)
        const { from, to } = graph.stretches[next] ?? { from: 0, to: 0 }
        here = from === here ? to : from
        points.push(here)
        if ((at.get(here) ?? []).length !== 2) break
      }
      if (points.length > 1) ways.push({ street, points })
    }
    for (const [point, list] of at)
      if (list.length !== 2) for (let times = 0; times < list.length; times += 1) walk(point)
    for (const [point] of at) walk(point)
  }
  return ways
}

/** `roads/sedgeshire.osm.pbf`. */
export function roadFile(county: DemonstrationCounty, graph: StreetGraph): Uint8Array {
  return mapBytes(roadMap(county, graph))
}
