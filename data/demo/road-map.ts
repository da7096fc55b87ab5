import type { DemonstrationCounty } from './demonstration-county.ts'
import { creek } from './gazetteer.ts'
import { longitudeLatitude } from './grid.ts'
import type { MapContents, MapNode, MapRelation, MapWay } from './pbf-writer.ts'
import type { Street, StreetGraph } from './street-graph.ts'
import { creekLine, type Point } from './terrain.ts'

/** A line of a street, and the stretches of which it is strung together. */
interface StreetLine {
  readonly street: Street
  readonly points: readonly number[]
  readonly stretches: readonly number[]
}

/** The streets and rivers as a map in the parts that OpenStreetMap's files have. */
export function roadMap(county: DemonstrationCounty, graph: StreetGraph): MapContents {
  const nodes: MapNode[] = []
  const addNode = (point: Point, tags: MapNode['tags']): number => {
    const [longitude, latitude] = longitudeLatitude(point)
    nodes.push({ id: nodes.length + 1, longitude, latitude, tags })
    return nodes.length
  }
  const nodeOf = new Map<number, number>()
  const nodeFor = (point: number): number => {
    const node = nodeOf.get(point) ?? addNode(graph.points[point] ?? [0, 0], graph.marks.get(point) ?? {})
    nodeOf.set(point, node)
    return node
  }

  const ways: MapWay[] = []
  const wayOf = new Map<number, number>()
  const addWay = (points: readonly number[], tags: MapWay['tags']): void => {
    ways.push({ id: ways.length + 1, nodes: points, tags })
  }
  for (const { street, points, stretches } of streetLines(graph)) {
    addWay(points.map(nodeFor), street.tags)
    for (const id of stretches) wayOf.set(id, ways.length)
  }
  for (const { tags, points } of graph.others) addWay(points.map(nodeFor), tags)
  for (const { name, line } of county.mesh.rivers)
    addWay(
      line.map(point => addNode(point, {})),
      { waterway: 'river', name },
    )
  addWay(
    creekLine.map(point => addNode(point, {})),
    { waterway: 'tidal_channel', name: creek.name },
  )

  const relations = graph.turns.map(({ from, via, to, restriction }, at): MapRelation => ({
    id: at + 1,
    members: [
      { kind: 'way', id: wayOf.get(from) ?? 0, role: 'from' },
      { kind: 'node', id: nodeFor(via), role: 'via' },
      { kind: 'way', id: wayOf.get(to) ?? 0, role: 'to' },
    ],
    tags: { type: 'restriction', restriction },
  }))

  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  for (const { longitude, latitude } of nodes) {
    bounds[0] = Math.min(bounds[0], longitude)
    bounds[1] = Math.min(bounds[1], latitude)
    bounds[2] = Math.max(bounds[2], longitude)
    bounds[3] = Math.max(bounds[3], latitude)
  }
  return { bounds, source: 'Sedgeshire County Council (an invented county)', nodes, ways, relations }
}

/**
 * Strings each street's stretches together to lines that are as long as can be. Where traffic goes one way, so does the
 * line. A line ends where a forbidden turn is made.
 */
function streetLines(graph: StreetGraph): StreetLine[] {
  const stretchesOf = new Map<Street, number[]>()
  graph.stretches.forEach((stretch, id) => {
    if (!stretch) return
    const list = stretchesOf.get(stretch.street)
    if (list === undefined) stretchesOf.set(stretch.street, [id])
    else list.push(id)
  })
  const ends = new Set(graph.turns.map(({ via }) => via))
  return [...stretchesOf].flatMap(([street, ids]) => linesOf(graph, street, ids, ends))
}

function linesOf(
  graph: StreetGraph,
  street: Street,
  ids: readonly number[],
  ends: ReadonlySet<number>,
): StreetLine[] {
  const oneWay = street.tags['oneway'] === 'yes'
  const at = new Map<number, number[]>()
  const arriving = new Map<number, number>()
  const meet = (point: number, id: number): void => {
    const list = at.get(point)
    if (list === undefined) at.set(point, [id])
    else list.push(id)
  }
  for (const id of ids) {
    const { from, to } = graph.stretches[id] ?? { from: 0, to: 0 }
    meet(from, id)
    meet(to, id)
    arriving.set(to, (arriving.get(to) ?? 0) + 1)
  }
  const isEnd = (point: number): boolean => at.get(point)?.length !== 2 || ends.has(point)

  const lines: StreetLine[] = []
  const left = new Set(ids)
  const walk = (start: number): void => {
    const [points, stretches] = [[start], [] as number[]]
    let here = start
    do {
      const next = at.get(here)?.find(id => left.has(id) && (!oneWay || graph.stretches[id]?.from === here))
      if (next === undefined) break
      left.delete(next)
      const { from, to } = graph.stretches[next] ?? { from: 0, to: 0 }
      here = from === here ? to : from
      points.push(here)
      stretches.push(next)
    } while (!isEnd(here))
    if (stretches.length > 0) lines.push({ street, points, stretches })
  }
  for (const [point, list] of at)
    if (isEnd(point) || (oneWay && !arriving.has(point))) list.forEach(() => walk(point))
  for (const point of at.keys()) walk(point)
  return lines
}
