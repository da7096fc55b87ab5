import type { Line, Point } from './terrain.ts'

// Taken once: where a sandbox stands between, as in tests, looking them up each time costs more than the sum.
const { floor, max, min, sqrt } = Math

/** What is said of a street from one end to the other, in the words of OpenStreetMap. */
export type Tags = Readonly<Record<string, string>>

/** A street: every stretch of it carries the same object. */
export interface Street {
  readonly tags: Tags
  /** Passes over or under others, without a junction: a bypass. */
  readonly apart?: boolean
}

/** A straight stretch of a street from one point of the network to the next. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly street: Street
}

/** The point of a street that is nearest to a position. */
export interface NearestStreet {
  readonly stretch: number
  readonly point: Point
  /** In kilometres. */
  readonly away: number
}

/** A turn that may not be made. */
export interface ForbiddenTurn {
  readonly from: number
  readonly via: number
  readonly to: number
  readonly restriction: string
}

/** Streets being drawn: wherever two of them cross there is a junction, and none crosses a river. */
export interface StreetGraph {
  readonly points: readonly Point[]
  /** Null where a stretch was cut in two. */
  readonly stretches: readonly (Stretch | null)[]
  addPoint(at: Point): number
  /** The point of the network at a position: one within the tolerance (kilometres), or a new one. */
  pointAt(at: Point, tolerance: number): number
  /** Draws a stretch, with a junction at every street that it crosses. */
  connect(from: number, to: number, street: Street): void
  /** Where a stretch would first meet a street that is there already: the junction made there, or null. */
  firstMeeting(from: number, to: Point): number | null
  /** Whether a stretch between two points would cross a street that begins at neither. */
  crosses(from: number, to: number): boolean
  /** The nearest point of a street that is no further than `within` kilometres and on the same bank. */
  nearest(at: Point, within: number, counts?: (stretch: number) => boolean): NearestStreet | null
  /** Cuts a stretch at one of its points and returns the junction. */
  cut(stretch: number, at: Point): number
  remove(stretch: number): void
  /** Makes a stretch another street's, or turns or moves its ends; it stays where it is found. */
  replace(stretch: number, by: Stretch): void
  /** What stands at a point: a gate, lights. */
  readonly marks: Map<number, Tags>
  /** Lines that are no streets but share their points: a railway, a ferry. */
  readonly others: { readonly tags: Tags; readonly points: readonly number[] }[]
  /** Turns that are forbidden: the stretches by which one comes and would go. */
  readonly turns: ForbiddenTurn[]
  /** Whether the straight way between two positions runs through a river. */
  parted(a: Point, b: Point): boolean
  /** For each point, which part of the network it hangs together with. */
  parts(): Int32Array
}

const cell = 0.15
/** A crossing this near to a junction is the junction. In kilometres. */
const sameJunction = 0.009

/** Where a piece of a line is kept so that it is found by its position. */
interface Shelf {
  readonly boxes: Map<number, number[]>
  put(id: number, a: Point, b: Point): void
  /** Visits what is on the shelf around a piece of line, some more than once. */
  around(a: Point, b: Point, margin: number, visit: (id: number) => void): void
}

function shelf(): Shelf {
  const boxes = new Map<number, number[]>()
  const each = (a: Point, b: Point, margin: number, visit: (key: number) => void): void => {
    const left = floor((min(a[0], b[0]) - margin) / cell)
    const right = floor((max(a[0], b[0]) + margin) / cell)
    const low = floor((min(a[1], b[1]) - margin) / cell)
    const high = floor((max(a[1], b[1]) + margin) / cell)
    for (let x = left; x <= right; x += 1)
      for (let y = low; y <= high; y += 1) visit((x + 500) * 4096 + y + 500)
  }
  return {
    boxes,
    put: (id, a, b) =>
      each(a, b, 0, key => {
        const box = boxes.get(key)
        if (box === undefined) boxes.set(key, [id])
        else box.push(id)
      }),
    around: (a, b, margin, visit) =>
      each(a, b, margin, key => {
        for (const id of boxes.get(key) ?? []) visit(id)
      }),
  }
}

/** How far along two pieces of line they cross, or null. */
export function crossingOf(a: Point, b: Point, c: Point, d: Point): readonly [number, number] | null {
  const [abX, abY, cdX, cdY] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const across = abX * cdY - abY * cdX
  if (across === 0) return null
  const along = ((c[0] - a[0]) * cdY - (c[1] - a[1]) * cdX) / across
  const other = ((c[0] - a[0]) * abY - (c[1] - a[1]) * abX) / across
  return along < 0 || along > 1 || other < 0 || other > 1 ? null : [along, other]
}

/** The point of a piece of line that is nearest to a position. */
export function footOn(at: Point, a: Point, b: Point): Point {
  const [x, y] = [b[0] - a[0], b[1] - a[1]]
  const long = x * x + y * y
  const along = long === 0 ? 0 : max(0, min(1, ((at[0] - a[0]) * x + (at[1] - a[1]) * y) / long))
  return [a[0] + along * x, a[1] + along * y]
}

const apart = (a: Point, b: Point): number => sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)

/** An empty network between rivers that nothing may cross unless it is told to. */
export function streetGraph(rivers: readonly Line[]): StreetGraph {
  const points: Point[] = []
  const stretches: (Stretch | null)[] = []
  const onStreets = shelf()
  const water = shelf()
  const banks: (readonly [Point, Point])[] = []
  for (const line of rivers)
    line.forEach((to, at) => {
      const from = line[at - 1]
      if (from === undefined) return
      water.put(banks.length, from, to)
      banks.push([from, to])
    })

  const pointOf = (id: number): Point => points[id] ?? [0, 0]

  function addPoint(at: Point): number {
    points.push(at)
    return points.length - 1
  }

  function put(from: number, to: number, street: Street): void {
    if (from === to) return
    onStreets.put(stretches.length, pointOf(from), pointOf(to))
    stretches.push({ from, to, street })
  }

  function cut(id: number, at: Point): number {
    const stretch = stretches[id]
    if (!stretch) throw new Error('That stretch has been cut already.')
    for (const end of [stretch.from, stretch.to]) if (apart(pointOf(end), at) < 0.0005) return end
    const junction = addPoint(at)
    stretches[id] = null
    put(stretch.from, junction, stretch.street)
    put(junction, stretch.to, stretch.street)
    return junction
  }

  function parted(a: Point, b: Point): boolean {
    let found = false
    water.around(a, b, 0, id => {
      const bank = banks[id]
      if (!found && bank !== undefined && crossingOf(a, b, bank[0], bank[1]) !== null) found = true
    })
    return found
  }

  /** The stretch that is met first between two positions, leaving out those that begin at either end. */
  function meeting(from: number | null, a: Point, to: number | null, b: Point) {
    let first: { id: number; along: number } | null = null
    onStreets.around(a, b, 0, id => {
      const other = stretches[id]
      if (!other || other.street.apart === true) return
      if (other.from === from || other.to === from || other.from === to || other.to === to) return
      const found = crossingOf(a, b, pointOf(other.from), pointOf(other.to))
      if (found !== null && (first === null || found[0] < first.along)) first = { id, along: found[0] }
    })
    return first as { id: number; along: number } | null
  }

  function junctionOn(id: number, at: Point): number {
    const stretch = stretches[id]
    if (stretch)
      for (const end of [stretch.from, stretch.to]) if (apart(pointOf(end), at) < sameJunction) return end
    return cut(id, at)
  }

  const between = (a: Point, b: Point, along: number): Point => [
    a[0] + along * (b[0] - a[0]),
    a[1] + along * (b[1] - a[1]),
  ]

  function joined(a: number, b: number): boolean {
    let found = false
    onStreets.around(pointOf(a), pointOf(a), 0, id => {
      const one = stretches[id]
      if (one && ((one.from === a && one.to === b) || (one.from === b && one.to === a))) found = true
    })
    return found
  }

  function connect(from: number, to: number, street: Street, deep = 0): void {
    if (from === to || deep > 12 || joined(from, to)) return
    const [a, b] = [pointOf(from), pointOf(to)]
    const met = street.apart === true ? null : meeting(from, a, to, b)
    if (met === null) {
      put(from, to, street)
      return
    }
    const junction = junctionOn(met.id, between(a, b, met.along))
    if (junction === from || junction === to) {
      put(from, to, street)
      return
    }
    connect(from, junction, street, deep + 1)
    connect(junction, to, street, deep + 1)
  }

  function nearest(at: Point, within: number, counts?: (id: number) => boolean): NearestStreet | null {
    let best = null as NearestStreet | null
    for (let reach = min(0.07, within); ; reach = min(within, reach * 2)) {
      onStreets.around(at, at, reach, id => {
        const one = stretches[id]
        if (!one || one.street.apart === true || counts?.(id) === false) return
        const point = footOn(at, pointOf(one.from), pointOf(one.to))
        const away = apart(at, point)
        if (away > reach || (best !== null && away >= best.away) || parted(at, point)) return
        best = { stretch: id, point, away }
      })
      if (best !== null || reach >= within) return best
    }
  }

  function pointAt(at: Point, tolerance: number): number {
    const near = nearest(at, tolerance)
    if (near === null) return addPoint(at)
    const stretch = stretches[near.stretch]
    if (stretch)
      for (const end of [stretch.from, stretch.to]) if (apart(pointOf(end), at) <= tolerance) return end
    return cut(near.stretch, near.point)
  }

  function parts(): Int32Array {
    const head = Int32Array.from(points, (_, at) => at)
    const leader = (at: number): number => {
      let found = at
      while (head[found] !== found) found = head[found] ?? found
      while (head[at] !== found) [at, head[at]] = [head[at] ?? found, found]
      return found
    }
    for (const stretch of stretches) if (stretch) head[leader(stretch.from)] = leader(stretch.to)
    return head.map((_, at) => leader(at))
  }

  return {
    points,
    stretches,
    addPoint,
    pointAt,
    connect,
    firstMeeting: (from, to) => {
      const met = meeting(from, pointOf(from), null, to)
      return met === null ? null : junctionOn(met.id, between(pointOf(from), to, met.along))
    },
    crosses: (from, to) => meeting(from, pointOf(from), to, pointOf(to)) !== null,
    nearest,
    cut,
    remove: id => {
      stretches[id] = null
    },
    replace: (id, by) => {
      stretches[id] = by
    },
    marks: new Map(),
    others: [],
    turns: [],
    parted,
    parts,
  }
}
