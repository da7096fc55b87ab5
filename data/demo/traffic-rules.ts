import { townAt } from './country-roads.ts'
import type { DemonstrationCounty } from './demonstration-county.ts'
import { allPlaces } from './gazetteer.ts'
import type { Chance } from './random.ts'
import type { Street, StreetGraph } from './street-graph.ts'
import { distance, type Point } from './terrain.ts'

const drivable = new Set([
  'trunk', 'primary', 'secondary', 'tertiary', 'unclassified', 'residential', 'service',
]) // prettier-ignore
const wide = new Set(['trunk', 'primary', 'secondary', 'tertiary'])

/** How cars get about, as far as one needs it to see whether a rule would shut someone in. */
export function traffic(graph: StreetGraph) {
  const at = new Map<number, number[]>()
  graph.stretches.forEach((stretch, id) => {
    if (!stretch || !drivable.has(stretch.street.tags['highway'] ?? '')) return
    if (stretch.street.tags['access'] === 'private') return
    for (const end of [stretch.from, stretch.to]) {
      const list = at.get(end)
      if (list === undefined) at.set(end, [id])
      else list.push(id)
    }
  })
  return {
    at,
    /** Whether a car gets from one point to another without a stretch, over no more than some hundred junctions. */
    reaches(from: number, to: number, without: number): boolean {
      const seen = new Set([from])
      for (const here of seen) {
        if (here === to) return true
        if (seen.size > 600) return false
        for (const id of at.get(here) ?? []) {
          const stretch = graph.stretches[id]
          if (!stretch || id === without) continue
          if (stretch.from === here) seen.add(stretch.to)
          else if (stretch.street.tags['oneway'] !== 'yes') seen.add(stretch.from)
        }
      }
      return false
    },
  }
}

export type Traffic = ReturnType<typeof traffic>

/** Streets of town centres in which cars go one way only, every other one the other way. */
export function drawOneWays(graph: StreetGraph, cars: Traffic): void {
  const streets = new Map<Street, number[]>()
  graph.stretches.forEach((stretch, id) => {
    if (stretch?.street.tags['highway'] !== 'residential') return
    const list = streets.get(stretch.street)
    if (list === undefined) streets.set(stretch.street, [id])
    else list.push(id)
  })
  const centres = allPlaces.filter(
    ({ kind, people }) => people > 28_000 || (kind === 'town' && people > 20_000),
  )
  let turned = 0
  for (const [street, ids] of streets) {
    if (ids.length < 4 || ids.length > 16) continue
    const middle = graph.points[graph.stretches[ids[0] ?? 0]?.from ?? 0] ?? [0, 0]
    if (!centres.some(({ x, y, people }) => distance([x, y], middle) < (people > 28_000 ? 0.5 : 0.35)))
      continue
    turned += 1
    const before = ids.map(id => graph.stretches[id])
    const tags = { ...street.tags, oneway: 'yes', maxspeed: '20 mph' }
    const oneWay: Street = { tags }
    for (const id of ids) {
      const stretch = graph.stretches[id]
      if (!stretch) continue
      const { from, to } = stretch
      graph.replace(
        id,
        turned % 2 === 0 ? { from, to, street: oneWay } : { from: to, to: from, street: oneWay },
      )
    }
    const free = ids.every(id => {
      const stretch = graph.stretches[id]
      return !!stretch && cars.reaches(stretch.to, stretch.from, id)
    })
    if (free) continue
    ids.forEach((id, index) => {
      const was = before[index]
      if (was) graph.replace(id, was)
    })
  }
}

/** Bollards that let through people on foot or on bicycles, where cars have another way round. */
export function drawBollards(graph: StreetGraph, cars: Traffic, chance: Chance): void {
  const turned = new Set(graph.turns.flatMap(({ from, to }) => [from, to]))
  const quiet = new Set(['Kingsmead', 'Arbour Hill', 'Cherrywold', 'Wadeney', 'Hallingford'])
  let wanted = 24
  for (const [id, stretch] of [...graph.stretches.entries()]) {
    if (wanted === 0) return
    if (stretch?.street.tags['highway'] !== 'residential' || 'oneway' in stretch.street.tags) continue
    if (turned.has(id) || !chance.happens(0.012)) continue
    const [a, b] = [graph.points[stretch.from] ?? [0, 0], graph.points[stretch.to] ?? [0, 0]]
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    if (!quiet.has(townAt(middle)?.name ?? '')) continue
    if (!cars.reaches(stretch.from, stretch.to, id) || !cars.reaches(stretch.to, stretch.from, id)) continue
    graph.marks.set(graph.cut(id, middle), { barrier: 'bollard', motor_vehicle: 'no', foot: 'yes' })
    wanted -= 1
  }
}

/** Lights where wide roads meet in towns, and turns out of them that are forbidden. */
export function drawJunctionRules(
  graph: StreetGraph,
  county: DemonstrationCounty,
  cars: Traffic,
  chance: Chance,
): void {
  const main = new Set(county.roads.map(({ name }) => name))
  for (const [point, ids] of cars.at) {
    if (ids.length < 3 || graph.marks.has(point)) continue
    const arms = ids.flatMap(id => {
      const stretch = graph.stretches[id]
      return stretch ? [{ id, stretch, tags: stretch.street.tags }] : []
    })
    if (arms.some(({ tags }) => 'oneway' in tags || 'bridge' in tags)) continue
    const on = arms.filter(({ tags }) => main.has(tags['ref'] ?? ''))
    if (on.length < 2) continue
    const here = graph.points[point] ?? [0, 0]
    const town = townAt(here, 1200)
    if (town === null || town.people < 12_000) continue
    const wides = arms.filter(({ tags }) => wide.has(tags['highway'] ?? ''))
    if (wides.length > 2) graph.marks.set(point, { highway: 'traffic_signals' })
    const side = arms.find(({ tags }) => !wide.has(tags['highway'] ?? ''))
    const from = on[0]
    if (side === undefined || from === undefined || !chance.happens(0.25)) continue
    const far = (one: typeof from) => (one.stretch.from === point ? one.stretch.to : one.stretch.from)
    if (!cars.reaches(far(from), far(side), side.id)) continue
    const [a, b] = [graph.points[far(from)] ?? here, graph.points[far(side)] ?? here]
    const across = (here[0] - a[0]) * (b[1] - here[1]) - (here[1] - a[1]) * (b[0] - here[0])
    const restriction = across < 0 ? 'no_right_turn' : 'no_left_turn'
    graph.turns.push({ from: from.id, via: point, to: side.id, restriction })
  }
}
