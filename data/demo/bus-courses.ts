import { busQuarters } from './bus-plan.ts'
import type { DemonstrationCounty } from './demonstration-county.ts'
import { allPlaces } from './gazetteer.ts'
import type { StreetGraph } from './street-graph.ts'
import { townAt } from './country-roads.ts'
import { distance, type Point } from './terrain.ts'

/** A step of a bus's way along the streets. */
export interface BusStep {
  /** A point of the street network. */
  readonly point: number
  /** From the beginning of the route. */
  readonly kilometres: number
  readonly seconds: number
  /** The place or bridge of the plan that this is, if any. */
  readonly via: string | null
  /** The place whose houses stand here; null in the open country. */
  readonly town: string | null
}

/** Roads that a bus can use, and how fast it is on them by and large, stops included; km/h in town and out of it. */
const speeds: Readonly<Record<string, readonly [inTown: number, outside: number]>> = {
  trunk: [19, 46],
  primary: [19, 44],
  secondary: [19, 40],
  tertiary: [17, 36],
  unclassified: [14, 28],
  residential: [9, 18],
}

interface Arc {
  readonly to: number
  readonly kilometres: number
  readonly seconds: number
}

/** Finds ways for buses over the county's streets. */
export function busWays(graph: StreetGraph, county: DemonstrationCounty) {
  const arcs: Arc[][] = graph.points.map(() => [])
  const townOf = new Map<number, string | null>()
  const townFor = (point: number): string | null => {
    const known = townOf.get(point)
    if (known !== undefined) return known
    const found = townAt(graph.points[point] ?? [0, 0])?.name ?? null
    townOf.set(point, found)
    return found
  }
  for (const stretch of graph.stretches) {
    const speed = speeds[stretch?.street.tags['highway'] ?? '']
    if (!stretch || speed === undefined || 'access' in stretch.street.tags) continue
    if (stretch.street.apart === true || 'oneway' in stretch.street.tags) continue
    const { from, to } = stretch
    const kilometres = distance(graph.points[from] ?? [0, 0], graph.points[to] ?? [0, 0])
    const seconds = (3600 * kilometres) / speed[townFor(from) !== null && townFor(to) !== null ? 0 : 1]
    arcs[from]?.push({ to, kilometres, seconds })
    arcs[to]?.push({ to: from, kilometres, seconds })
  }

  const nodeNear = (at: Point): number => {
    const near = graph.nearest(at, 2, id => (arcs[graph.stretches[id]?.from ?? 0]?.length ?? 0) > 1)
    const stretch = graph.stretches[near?.stretch ?? -1]
    if (!near || !stretch) throw new Error(`No bus comes near ${at.join()}.`)
    const [from, to] = [stretch.from, stretch.to].map(end => graph.points[end] ?? at)
    return from && to && distance(from, near.point) < distance(to, near.point) ? stretch.from : stretch.to
  }
  const nodes = new Map<string, number>()
  const nodeOf = (name: string): number => {
    const known = nodes.get(name)
    if (known !== undefined) return known
    const place = allPlaces.find(one => one.name === name)
    const at: Point | undefined =
      place === undefined
        ? (busQuarters.get(name) ?? county.bridges.find(one => one.name === name)?.point)
        : [place.x, place.y]
    if (at === undefined) throw new Error(`A bus goes by ${name}, which is not on the map.`)
    const found = nodeNear(at)
    nodes.set(name, found)
    return found
  }

  const legs = new Map<string, readonly Omit<BusStep, 'via'>[]>()
  const legBetween = (from: string, to: string) => {
    const known = legs.get(`${from} ${to}`)
    if (known !== undefined) return known
    const found = quickest(graph, arcs, nodeOf(from), nodeOf(to))
    if (found === null) throw new Error(`No bus gets from ${from} to ${to}.`)
    const leg = found.map(step => ({ ...step, town: townFor(step.point) }))
    legs.set(`${from} ${to}`, leg)
    return leg
  }

  /** The way of a bus through all places of its plan. */
  return (via: readonly string[]): BusStep[] => {
    const steps: BusStep[] = []
    via.slice(1).forEach((to, at) => {
      const before = steps.pop()
      const leg = legBetween(via[at] ?? to, to)
      leg.forEach((step, index) => {
        const name = index === 0 ? (via[at] ?? null) : index === leg.length - 1 ? to : null
        steps.push({
          ...step,
          kilometres: step.kilometres + (before?.kilometres ?? 0),
          seconds: step.seconds + (before?.seconds ?? 0),
          via: name,
        })
      })
    })
    return steps
  }
}

/** The quickest way from point to point: nearest first, by what has been travelled and what is left as the crow flies. */
function quickest(
  graph: StreetGraph,
  arcs: readonly (readonly Arc[])[],
  from: number,
  to: number,
): { point: number; kilometres: number; seconds: number }[] | null {
  const goal = graph.points[to] ?? [0, 0]
  const left = (point: number): number => (3600 * distance(graph.points[point] ?? goal, goal)) / 46
  const reached = new Float64Array(graph.points.length).fill(Infinity)
  const before = new Int32Array(graph.points.length).fill(-1)
  const settled = new Uint8Array(graph.points.length)
  reached[from] = 0
  const heap: Entry[] = [[left(from), from]]
  for (let top = pop(heap); top !== undefined && settled[to] === 0; top = pop(heap)) {
    const here = top[1]
    if (settled[here] === 1) continue
    settled[here] = 1
    const sofar = reached[here] ?? 0
    for (const arc of arcs[here] ?? []) {
      const seconds = sofar + arc.seconds
      if (seconds >= (reached[arc.to] ?? 0)) continue
      reached[arc.to] = seconds
      before[arc.to] = here
      push(heap, [seconds + left(arc.to), arc.to])
    }
  }
  if (settled[to] === 0) return null
  const way: number[] = []
  for (let at = to; at !== -1; at = before[at] ?? -1) way.push(at)
  let kilometres = 0
  return way.reverse().map((point, at, all) => {
    const arc = arcs[all[at - 1] ?? -1]?.find(one => one.to === point)
    kilometres += arc?.kilometres ?? 0
    return { point, kilometres, seconds: reached[point] ?? 0 }
  })
}

type Entry = readonly [seconds: number, point: number]

function push(heap: Entry[], entry: Entry): void {
  let at = heap.length
  heap.push(entry)
  while (at > 0) {
    const above = (at - 1) >> 1
    const other = heap[above]
    if (other === undefined || other[0] <= entry[0]) break
    heap[at] = other
    at = above
  }
  heap[at] = entry
}

function pop(heap: Entry[]): Entry | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return top
  let at = 0
  for (;;) {
    let below = 2 * at + 1
    const [left, right] = [heap[below], heap[below + 1]]
    if (left === undefined) break
    if (right !== undefined && right[0] < left[0]) below += 1
    const lesser = heap[below]
    if (lesser === undefined || lesser[0] >= last[0]) break
    heap[at] = lesser
    at = below
  }
  heap[at] = last
  return top
}
