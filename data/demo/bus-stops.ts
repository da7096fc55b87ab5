import type { BusStep } from './bus-courses.ts'
import { allPlaces } from './gazetteer.ts'
import type { StreetGraph } from './street-graph.ts'
import { distance, type Point } from './terrain.ts'

/** A pole at the kerb, or a bus station where buses of both directions call. */
export interface BusStop {
  readonly id: string
  readonly name: string
  readonly point: Point
}

/** A call of a route, in the order in which the bus calls. */
export interface Call {
  readonly stop: BusStop
  readonly seconds: number
}

/** Buses stop about so often, in kilometres. */
const apart = { town: 0.36, country: 1.3 }
/** No two stops of a route are nearer to each other than this. */
const tooNear = 0.17
/** Of the kerb from the middle of the road. */
const kerb = 0.006

const greens = [
  'The Green',
  'Church',
  'Village Hall',
  'Post Office',
  'War Memorial',
  'Crossroads',
  'The Pump',
]

/** Puts stops along the ways of buses; routes that share a street share its stops. */
export function stopPlanner(graph: StreetGraph) {
  const used = new Set<number>()
  const stops = new Map<string, BusStop>()
  const streetsAt = new Map<number, string[]>()
  for (const stretch of graph.stretches)
    for (const end of stretch ? [stretch.from, stretch.to] : []) {
      const list = streetsAt.get(end) ?? []
      streetsAt.set(end, list)
      list.push(stretch?.street.tags['name'] ?? '')
    }
  const isJunction = (point: number): boolean => (streetsAt.get(point)?.length ?? 0) > 2

  /** Which steps of a way are stops. */
  function chosen(steps: readonly BusStep[]): number[] {
    const isHub = (step: BusStep): boolean => step.via !== null && !/(Bridge|Causeway)$/.test(step.via)
    const list: number[] = []
    let last = -Infinity
    let nextHub = 0
    steps.forEach((step, at) => {
      while (nextHub < at || (nextHub < steps.length && !isHub(steps[nextHub] ?? step))) nextHub += 1
      if (isHub(step)) {
        list.push(at)
        last = step.kilometres
        return
      }
      const ahead = (steps[nextHub]?.kilometres ?? Infinity) - step.kilometres
      const since = step.kilometres - last
      if (ahead < tooNear || since < tooNear) return
      const wanted = step.town === null ? apart.country : apart.town
      const known = used.has(step.point) && (step.town === null || since > 0.55 * wanted)
      const soon = steps
        .slice(at + 1, at + 5)
        .some(other => used.has(other.point) && other.kilometres - step.kilometres < 0.5 * wanted)
      if (!known && (since < wanted || !isJunction(step.point) || soon)) return
      list.push(at)
      last = step.kilometres
    })
    for (const at of list) used.add(steps[at]?.point ?? -1)
    return list
  }

  function nameOf(step: BusStep): string {
    if (step.via !== null) return hubName(step.via)
    const names = streetsAt.get(step.point) ?? []
    const counts = names.map(name => names.filter(other => other === name).length)
    const crossing =
      names.find((name, at) => name !== '' && counts[at] === 1) ?? names.find(name => name !== '')
    const where = step.town ?? nearestPlace(graph.points[step.point] ?? [0, 0])
    return `${where}, ${crossing ?? 'Lane End'}`
  }

  function stopAt(steps: readonly BusStep[], at: number, backwards: boolean): BusStop {
    const step = steps[at]
    if (step === undefined) throw new Error('A bus stops nowhere.')
    const here = graph.points[step.point] ?? [0, 0]
    const [before, after] = [steps[at - 1] ?? step, steps[at + 1] ?? step].map(
      one => graph.points[one.point] ?? here,
    )
    const turn = backwards ? -1 : 1
    const [east, north] = [
      turn * ((after?.[0] ?? 0) - (before?.[0] ?? 0)),
      turn * ((after?.[1] ?? 0) - (before?.[1] ?? 0)),
    ]
    const hub = step.via !== null
    const side = hub ? '' : east > 0 || (east === 0 && north > 0) ? ' east' : ' west'
    const known = stops.get(`${step.point}${side}`)
    if (known !== undefined) return known
    const long = Math.sqrt(east * east + north * north) || 1
    const stop = {
      id: `9990${String(stops.size + 1).padStart(5, '0')}`,
      name: nameOf(step),
      point: hub ? here : ([here[0] - (kerb * north) / long, here[1] + (kerb * east) / long] as const),
    }
    stops.set(`${step.point}${side}`, stop)
    return stop
  }

  return {
    /** The calls of a way, there and back. */
    calls(steps: readonly BusStep[]): { readonly out: Call[]; readonly back: Call[] } {
      const at = chosen(steps)
      const whole = steps.at(-1)?.seconds ?? 0
      return {
        out: at.map(index => ({
          stop: stopAt(steps, index, false),
          seconds: tenth(steps[index]?.seconds ?? 0),
        })),
        back: at
          .map(index => ({
            stop: stopAt(steps, index, true),
            seconds: tenth(whole - (steps[index]?.seconds ?? 0)),
          }))
          .reverse(),
      }
    },
    all: (): readonly BusStop[] => [...stops.values()],
  }
}

/** To ten seconds. */
const tenth = (seconds: number): number => Math.round(seconds / 10) * 10

function hubName(via: string): string {
  const place = allPlaces.find(({ name }) => name === via)
  if (place === undefined) return via
  if (via === 'Old Minster') return 'Sedgeminster Bus Station'
  if (place.people >= 28_000 && place.kind === 'town') return `${via} Bus Station`
  if (place.kind === 'town') return `${via}, Market Place`
  if (place.kind === 'suburb') return `${via}, The Parade`
  return `${via}, ${greens[(place.people / 100 + via.length) % greens.length] ?? 'The Green'}`
}

function nearestPlace(point: Point): string {
  let best = { name: '', away: Infinity }
  for (const { name, x, y } of allPlaces) {
    const away = distance(point, [x, y])
    if (away < best.away) best = { name, away }
  }
  return best.name
}
