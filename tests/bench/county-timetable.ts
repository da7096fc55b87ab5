import { seededRandom, type RandomGenerator } from '../../server/model/random.ts'
import type { Positions } from '../../server/travel/journey-provider.ts'
import { timetableOf } from '../../server/travel/timetable/read-timetable.ts'
import type { Timetable } from '../../server/travel/timetable/timetable.ts'

/** A made-up county: a timetable as files, homes and sites. */
export interface BusCounty {
  readonly files: Readonly<Record<string, string>>
  readonly homes: Positions
  readonly sites: Positions
}

const metresNorth = 111_195
const metresEast = 68_500
const towns = 13
const across = 14
const spacing = 350

interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Makes thirteen towns of 196 points with a stop on either side of the road, lines through each town every twenty minutes,
 * and roads between the towns with a bus every hour.
 */
export function busCounty(homes: number, sites: number, seed = 3): BusCounty {
  const random = seededRandom(seed)
  const points: Point[] = []
  const put = (x: number, y: number): number => points.push({ x, y }) - 1
  const centres = townCentres(random)
  const grids = centres.map(({ x, y }) =>
    Array.from({ length: across * across }, (_, at) =>
      put(
        x + ((at % across) - across / 2) * spacing + random.normal() * 40,
        y + (Math.floor(at / across) - across / 2) * spacing + random.normal() * 40,
      ),
    ),
  )
  const lines: { readonly course: readonly number[]; readonly every: number; readonly from: number }[] = []
  for (const grid of grids) {
    for (let line = 0; line < 11; line++) {
      lines.push({
        course: throughTown(grid, random),
        every: 20 * 60,
        from: 6 * 3600 + random.wholeBelow(1200),
      })
    }
  }
  for (const [a, b] of roadsBetween(centres)) {
    const [from, to] = [centres[a] as Point, centres[b] as Point]
    const steps = Math.max(2, Math.round(Math.hypot(from.x - to.x, from.y - to.y) / 600))
    const between = Array.from({ length: steps - 1 }, (_, at) => {
      const share = (at + 1) / steps
      return put(
        from.x + (to.x - from.x) * share + random.normal() * 150,
        from.y + (to.y - from.y) * share + random.normal() * 150,
      )
    })
    const middle = (across / 2) * across + across / 2
    const course = [grids[a]?.[middle] as number, ...between, grids[b]?.[middle] as number]
    lines.push({ course, every: 3600, from: 6 * 3600 + random.wholeBelow(3600) })
  }
  const near = (spread: number): Point => {
    const point = points[random.wholeBelow(points.length)] as Point
    return { x: point.x + random.normal() * spread, y: point.y + random.normal() * spread }
  }
  return {
    files: filesOf(points, lines),
    homes: positions(Array.from({ length: homes }, () => near(250))),
    sites: positions(Array.from({ length: sites }, () => near(150))),
  }
}

/** Reads a made-up county's timetable. */
export function readBusCounty(county: BusCounty): Promise<Timetable> {
  return timetableOf({
    find(name) {
      const text = county.files[name]
      if (text === undefined) return undefined
      const bytes = Buffer.from(text)
      async function* read(): AsyncGenerator<Buffer> {
        for (let at = 0; at < bytes.length; at += 65_536) {
          yield await Promise.resolve(bytes.subarray(at, at + 65_536))
        }
      }
      return { name, bytes: bytes.length, read }
    },
    close: () => undefined,
  })
}

function townCentres(random: RandomGenerator): Point[] {
  return Array.from({ length: towns }, (_, at) => ({
    x: (at % 4) * 17_000 + random.normal() * 1500,
    y: Math.floor(at / 4) * 20_000 + random.normal() * 1500,
  }))
}

function roadsBetween(centres: readonly Point[]): [number, number][] {
  const roads = new Set<string>()
  centres.forEach((from, a) => {
    centres
      .map((to, b) => ({ b, metres: Math.hypot(from.x - to.x, from.y - to.y) }))
      .filter(({ b }) => b !== a)
      .sort((one, other) => one.metres - other.metres)
      .slice(0, 3)
      .forEach(({ b }) => roads.add(`${Math.min(a, b)} ${Math.max(a, b)}`))
  })
  return [...roads].sort().map(road => road.split(' ').map(Number) as [number, number])
}

/** From one edge of the town to its centre and on to another edge, a block at a time. */
function throughTown(grid: readonly number[], random: RandomGenerator): number[] {
  const middle = across / 2
  const out = (): number[] => {
    let [column, row] = [middle, middle]
    const [right, down] = [random.next() < 0.5 ? 1 : -1, random.next() < 0.5 ? 1 : -1]
    const course: number[] = []
    for (;;) {
      if (random.next() < 0.5) column += right
      else row += down
      if (column < 0 || row < 0 || column >= across || row >= across) return course
      course.push(grid[row * across + column] as number)
    }
  }
  return [...out().reverse(), grid[middle * across + middle] as number, ...out()]
}

function filesOf(
  points: readonly Point[],
  lines: readonly { readonly course: readonly number[]; readonly every: number; readonly from: number }[],
): Record<string, string> {
  const stops = ['stop_id,stop_name,stop_lat,stop_lon']
  points.forEach(({ x, y }, at) => {
    // One stop on either side of the road.
    for (const [side, off] of [
      ['a', 5],
      ['b', -5],
    ] as const) {
      stops.push(
        `${at}${side},Stop ${at},${(52 + (y + off) / metresNorth).toFixed(6)},${(x / metresEast).toFixed(6)}`,
      )
    }
  })
  const routes = ['route_id,agency_id,route_short_name,route_type']
  const trips = ['route_id,service_id,trip_id,trip_headsign']
  const calls = ['trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type']
  lines.forEach(({ course, every, from }, line) => {
    routes.push(`${line},1,${line},3`)
    for (const side of ['a', 'b']) {
      const along = side === 'a' ? course : [...course].reverse()
      let number = 0
      for (let begins = from; begins < 22 * 3600; begins += every) {
        const trip = `${line}${side}${number++}`
        trips.push(`${line},all,${trip},Way ${side}`)
        let time = begins
        along.forEach((point, at) => {
          const before = points[along[at - 1] ?? point] as Point
          const here = points[point] as Point
          time += at === 0 ? 0 : Math.round((Math.hypot(before.x - here.x, before.y - here.y) * 1.2) / 7 + 20)
          calls.push(`${trip},${clock(time)},${clock(time)},${point}${side},${at},0,0`)
        })
      }
    }
  })
  return {
    'agency.txt': 'agency_id,agency_name\n1,County Buses',
    'stops.txt': stops.join('\n'),
    'routes.txt': routes.join('\n'),
    'trips.txt': trips.join('\n'),
    'stop_times.txt': calls.join('\n'),
    'calendar.txt':
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n' +
      'all,1,1,1,1,1,1,1,20260901,20261218',
  }
}

function clock(seconds: number): string {
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${part(seconds / 3600)}:${part((seconds / 60) % 60)}:${part(seconds % 60)}`
}

function positions(found: readonly Point[]): Positions {
  return {
    lons: Float64Array.from(found, ({ x }) => x / metresEast),
    lats: Float64Array.from(found, ({ y }) => 52 + y / metresNorth),
  }
}
