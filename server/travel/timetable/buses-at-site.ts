import { connectionsOn, dayBegins, dayEnds, type DayConnections } from './day-connections.ts'
import type { Timetable } from './timetable.ts'
import type { WalkingLegs } from './walking-legs.ts'

/** One line in one direction, as it is seen at a site. */
export interface RouteAtSite {
  readonly name: string
  /** Where it says that it goes; the last stop's name where it does not say. */
  readonly headsign: string
  readonly operator: string
  /** Seconds since midnight of its first and last vehicle of the day. */
  readonly first: number
  readonly last: number
  readonly count: number
}

/** What calls near a site on one day, in one direction: vehicles that one can board there, or alight from. */
export interface CallsAtSite {
  /** Seconds since midnight; null when nothing calls there on the day. */
  readonly first: number | null
  readonly last: number | null
  readonly count: number
  /** Vehicles by hour of the clock, from midnight on; the 25th to the 27th are those after midnight at the day's end. */
  readonly perHour: readonly number[]
  /** By name, then headsign. */
  readonly routes: readonly RouteAtSite[]
}

/** The buses of a site's day. */
export interface BusesAtSite {
  readonly date: string
  /** Stops within walking distance of the site at which something calls on the day. */
  readonly stops: number
  /** What brings people there: when vehicles arrive at the stop. */
  readonly arriving: CallsAtSite
  /** What takes people home: when vehicles leave the stop. */
  readonly leaving: CallsAtSite
}

const hours = dayEnds / 3600

/** The rides of the day that was asked for last, by timetable: sites are asked for one after another. */
const lastDay = new WeakMap<Timetable, { readonly date: string; readonly rides: DayConnections }>()

/**
 * Lists the vehicles that call near a site on one day, from 3 in the morning to 3 in the next. A vehicle that calls at several stops near the site counts once,
 * at the nearest of them. Vehicles that nobody may board, or that end there, do not leave; those that nobody may alight
 * from, or that begin there, do not arrive.
 *
 * @param timetable - the timetable
 * @param siteStops - walks from sites to stops
 * @param site - which row of it is the site
 * @param date - YYYY-MM-DD
 * @returns first and last vehicle, vehicles by hour, and lines
 * @throws {AppError} when nothing runs on the day anywhere
 */
export function busesAtSite(
  timetable: Timetable,
  siteStops: WalkingLegs,
  site: number,
  date: string,
): BusesAtSite {
  const walk = new Float64Array(timetable.stops.count).fill(Infinity)
  const end = siteStops.firstStop[site + 1] as number
  for (let leg = siteStops.firstStop[site] as number; leg < end; leg++) {
    walk[siteStops.stop[leg] as number] = siteStops.seconds[leg] as number
  }
  const rides = ridesOn(timetable, date)
  const leaving = emptyCalls(rides.runs)
  const arriving = emptyCalls(rides.runs)
  const called = new Set<number>()
  for (let ride = 0; ride < rides.count; ride++) {
    const run = rides.run[ride] as number
    const [from, to] = [rides.from[ride] as number, rides.to[ride] as number]
    if (rides.boards[ride] === 1 && (walk[from] as number) < Infinity) {
      called.add(from)
      note(leaving, run, walk[from] as number, rides.departs[ride] as number)
    }
    if (rides.alights[ride] === 1 && (walk[to] as number) < Infinity) {
      called.add(to)
      note(arriving, run, walk[to] as number, rides.arrives[ride] as number)
    }
  }
  return {
    date,
    stops: called.size,
    arriving: summed(timetable, rides.runTrip, arriving),
    leaving: summed(timetable, rides.runTrip, leaving),
  }
}

function ridesOn(timetable: Timetable, date: string): DayConnections {
  const known = lastDay.get(timetable)
  if (known?.date === date) return known.rides
  const rides = connectionsOn(timetable, date, dayBegins, dayEnds)
  lastDay.set(timetable, { date, rides })
  return rides
}

/** For each run the nearest stop's walk and time; a run that does not call there has an endless walk. */
interface NearestCalls {
  readonly walk: Float64Array
  readonly time: Int32Array
}

function emptyCalls(runs: number): NearestCalls {
  return { walk: new Float64Array(runs).fill(Infinity), time: new Int32Array(runs) }
}

function note(calls: NearestCalls, run: number, walk: number, time: number): void {
  // Of two stops that are equally near, the earlier call counts: rides come in the order of time.
  if (walk >= (calls.walk[run] as number)) return
  calls.walk[run] = walk
  calls.time[run] = time
}

function summed(timetable: Timetable, runTrip: Uint32Array, calls: NearestCalls): CallsAtSite {
  const perHour = new Array<number>(hours + 1).fill(0)
  const routes = new Map<string, { route: RouteAtSite; order: string }>()
  let count = 0
  let [first, last] = [Infinity, -Infinity]
  for (let run = 0; run < runTrip.length; run++) {
    if (calls.walk[run] === Infinity) continue
    const time = calls.time[run] as number
    const hour = Math.floor(time / 3600)
    perHour[hour] = (perHour[hour] ?? 0) + 1
    first = Math.min(first, time)
    last = Math.max(last, time)
    count++
    const words = wordsOf(timetable, runTrip[run] as number)
    const key = JSON.stringify(words)
    const known = routes.get(key)?.route
    routes.set(key, {
      order: key,
      route: {
        ...words,
        first: Math.min(known?.first ?? Infinity, time),
        last: Math.max(known?.last ?? -Infinity, time),
        count: (known?.count ?? 0) + 1,
      },
    })
  }
  while (perHour.length > 24 && perHour.at(-1) === 0) perHour.pop()
  return {
    first: count === 0 ? null : first,
    last: count === 0 ? null : last,
    count,
    perHour,
    routes: [...routes.values()]
      .map(({ route }) => route)
      .sort(
        (a, b) =>
          inOrder(a.name, b.name) || inOrder(a.headsign, b.headsign) || inOrder(a.operator, b.operator),
      ),
  }
}

function wordsOf(timetable: Timetable, trip: number): Pick<RouteAtSite, 'name' | 'headsign' | 'operator'> {
  const { trips, routes, calls, stops, facts } = timetable
  const route = trips.route[trip] as number
  const headsign = trips.headsigns[trips.headsign[trip] as number] ?? ''
  const lastCall = (trips.firstCall[trip + 1] as number) - 1
  return {
    name: routes.names[route] ?? '',
    headsign: headsign === '' ? (stops.names[calls.stop[lastCall] as number] ?? '') : headsign,
    operator: facts.operators[routes.operator[route] as number] ?? '',
  }
}

/** Lines by number where both begin with one: 2 before 10, 10 before 10A. */
function inOrder(a: string, b: string): number {
  const [one, other] = [parseInt(a, 10), parseInt(b, 10)]
  if (one !== other && !Number.isNaN(one) && !Number.isNaN(other)) return one - other
  return a < b ? -1 : a > b ? 1 : 0
}
