import { distancesMetres } from '../model/great-circle.ts'
import { CANNOT_BE_REACHED } from '../model/journeys.ts'
import type { Box, CheckTask, RoadNetwork, Telling, TimetableTask } from './journey-tasks.ts'
import type { Positions } from './journey-provider.ts'
import { openNetwork } from './road-columns.ts'
import { journeysToMany } from './roads/many-to-many.ts'
import type { PreparedGraph } from './roads/prepared-graph.ts'
import { snapper } from './roads/snap.ts'
import { busesAtSite } from './timetable/buses-at-site.ts'
import { preparedJourneys, publicTransportJourneys } from './timetable/public-transport-journeys.ts'
import { readTimetable } from './timetable/read-timetable.ts'
import { dayEndsAt, preparedEnds } from './timetable/day-ends.ts'
import { representativeDate, representativeSaturday } from './timetable/service-days.ts'
import { stopChanges, stopPositions } from './timetable/stop-changes.ts'
import { nearbyStops, type WalkingLegs, type WalkingTimes } from './timetable/walking-legs.ts'
import type { TravelFileFacts } from './travel-file.ts'

/** Stops up to so many degrees beyond the county's places are kept: 15 km or so. */
const marginDegrees = 0.15

/**
 * Reads a timetable to its end.
 *
 * @param task - the file, and the box of the county
 * @param telling - hears how far it is
 * @returns what is in it, and an ordinary day of it
 * @throws {AppError} when files or rows are missing or broken
 */
export async function checkTimetable(task: CheckTask, telling: Telling): Promise<TravelFileFacts> {
  const timetable = await readTimetable(task.path, { within: task.within, progress: telling.progress })
  const { facts } = timetable
  return {
    operators: facts.operators.slice(0, 20).join(', '),
    publisher: facts.publisher,
    validFrom: facts.validFrom,
    validTo: facts.validTo,
    ordinaryDay: representativeDate(timetable),
    stops: facts.stops,
    routes: facts.routes,
    trips: facts.trips,
    passedOver: facts.passedOver.join(' '),
  }
}

/**
 * The box around places, with a margin for stops.
 *
 * @param positions - of a county's families
 * @returns its edges; null when no position is known
 */
export function boxAround({ lons, lats }: Positions): Box | null {
  const edges: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < lons.length; at++) {
    const [lon, lat] = [lons[at] as number, lats[at] as number]
    if (Number.isNaN(lon) || Number.isNaN(lat)) continue
    edges[0] = Math.min(edges[0], lon - marginDegrees)
    edges[1] = Math.min(edges[1], lat - marginDegrees)
    edges[2] = Math.max(edges[2], lon + marginDegrees)
    edges[3] = Math.max(edges[3], lat + marginDegrees)
  }
  return edges[0] === Infinity ? null : edges
}

/**
 * Works out journeys by public transport, site by site, with walks on the network where there is one.
 *
 * @param task - the timetable, when families set out, origins and sites
 * @param telling - hears of each site
 */
export async function timetableColumns(task: TimetableTask, telling: Telling): Promise<void> {
  const { origins, sites, settings, date } = task
  const within = boxAround(origins.positions)
  const timetable = await readTimetable(task.timetable, { within, progress: telling.progress })
  telling.progress(0, sites.lons.length, 'Working out walks to stops')
  const walks = await walksFor(task, telling)
  const limits = {
    limitSeconds: settings.walkMinutes * 60,
    metresPerSecond: task.walkingKmh / 3.6,
    detourFactor: task.detourFactor,
  }
  const stops = stopPositions(timetable)
  const toStops = await nearbyStops(origins.positions, stops, limits, walks.measured)
  const siteStops = await nearbyStops(sites, stops, limits, walks.measured)
  const changes = await stopChanges(timetable, {
    minimumSeconds: settings.changeMinutes * 60,
    walking: { ...limits, limitSeconds: Math.min(limits.limitSeconds, 360) },
  })
  const prepared = preparedJourneys(timetable, changes, {
    date,
    from: secondsOf(settings.from),
    to: secondsOf(settings.to),
    stepSeconds: 60,
    mostChanges: settings.mostChanges,
    longestSeconds: settings.longestMinutes * 60,
  })
  const day = { mostChanges: settings.mostChanges, longestSeconds: settings.longestMinutes * 60 }
  const weekday = preparedEnds(timetable, changes, { ...day, date })
  const saturday = preparedEnds(timetable, changes, { ...day, date: representativeSaturday(timetable) })
  let site = 0
  for (const directSeconds of walks.direct()) {
    const walked = { toStops, siteStops, site, directSeconds }
    const journeys = publicTransportJourneys(prepared, walked)
    const [onWeekday, onSaturday] = [dayEndsAt(weekday, walked), dayEndsAt(saturday, walked)]
    telling.news({
      site,
      siteOffMetres: walks.siteOffMetres(site),
      columns: [
        { measure: 'typical', seconds: journeys.median },
        { measure: 'slow-day', seconds: journeys.ninetieth },
        { measure: 'first-there', seconds: onWeekday.firstThere },
        { measure: 'last-home', seconds: onWeekday.lastHome },
        { measure: 'saturday-first-there', seconds: onSaturday.firstThere },
        { measure: 'saturday-last-home', seconds: onSaturday.lastHome },
      ],
      buses: busesAtSite(timetable, siteStops, site, date),
    })
    site += 1
    telling.progress(site, sites.lons.length, 'Working out journeys by public transport')
  }
}

/** Seconds since midnight of `HH:MM`. */
function secondsOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60
}

interface Walks {
  /** Walks to stops on the network; absent where there is none. */
  readonly measured?: WalkingTimes
  /** Walks all the way, site by site, by origin; NaN where a position is not known. */
  direct(): Iterable<Float64Array>
  siteOffMetres(site: number): number | null
}

async function walksFor(task: TimetableTask, telling: Telling): Promise<Walks> {
  const { origins, sites, walking, walkingKmh, detourFactor } = task
  const { lons, lats } = origins.positions
  if (walking === null) {
    const secondsPerMetre = (detourFactor * 3.6) / walkingKmh
    return {
      *direct() {
        for (let site = 0; site < sites.lons.length; site++) {
          const from = [sites.lons[site] as number, sites.lats[site] as number] as const
          yield distancesMetres(from, lons, lats).map(metres => metres * secondsPerMetre)
        }
      },
      siteOffMetres: () => null,
    }
  }
  const network = await openNetwork(walking.files, telling)
  const nearest = snapper(network.graph, walking.barriers)
  const [snapped, ends] = [
    nearest.snap(origins.positions, walking.snapLimitMetres),
    nearest.snap(sites, walking.snapLimitMetres),
  ]
  return {
    measured: (places, stops, near) => walksOn(network, walking, places, stops, near),
    *direct() {
      for (const seconds of journeysToMany(network, ends, snapped)) {
        yield seconds.map((one, at) =>
          Number.isNaN((lons[at] as number) + (lats[at] as number)) ? NaN : one,
        )
      }
    },
    siteOffMetres: site => {
      const off = ends.offMetres[site] as number
      return Number.isNaN(off) ? null : off
    },
  }
}

/** Measures walks between pairs, stop by stop: there are many fewer stops than homes. */
function walksOn(
  network: PreparedGraph,
  { barriers, snapLimitMetres }: RoadNetwork,
  places: Positions,
  stops: Positions,
  near: WalkingLegs,
): Float32Array {
  const seconds = new Float32Array(near.stop.length).fill(CANNOT_BE_REACHED)
  const pairs = new Map<number, { readonly place: number; readonly leg: number }[]>()
  for (let place = 0; place + 1 < near.firstStop.length; place++) {
    const end = near.firstStop[place + 1] as number
    for (let leg = near.firstStop[place] as number; leg < end; leg++) {
      const stop = near.stop[leg] as number
      const known = pairs.get(stop)
      if (known) known.push({ place, leg })
      else pairs.set(stop, [{ place, leg }])
    }
  }
  const wanted = [...pairs.keys()].sort((a, b) => a - b)
  const nearest = snapper(network.graph, barriers)
  const at = (degrees: Float64Array): Float64Array =>
    Float64Array.from(wanted, stop => degrees[stop] as number)
  const ends = nearest.snap({ lons: at(stops.lons), lats: at(stops.lats) }, snapLimitMetres)
  let index = 0
  for (const walk of journeysToMany(network, ends, nearest.snap(places, snapLimitMetres))) {
    for (const { place, leg } of pairs.get(wanted[index] as number) ?? [])
      seconds[leg] = walk[place] as number
    index += 1
  }
  return seconds
}
