import { zipOf } from '../../server/platform/tables/zip.ts'
import { busWays } from './bus-courses.ts'
import { timetableYear, weekdaysOf, type TimetableYear } from './bus-days.ts'
import { busRoutes, operators, type BusRoute, type Days } from './bus-plan.ts'
import { stopPlanner, type BusStop, type Call } from './bus-stops.ts'
import { csv, type Cell } from './csv.ts'
import type { DemonstrationCounty } from './demonstration-county.ts'
import { longitudeLatitude } from './grid.ts'
import type { StreetGraph } from './street-graph.ts'

/** A bus on the days on which it runs. */
interface Trip {
  readonly id: string
  readonly route: BusRoute
  readonly days: Days
  readonly back: boolean
  /** Minutes after midnight. */
  readonly starts: number
  readonly calls: readonly Call[]
}

const serviceIds: Readonly<Record<Days, string>> = {
  weekdays: 'MF', schooldays: 'SCH', saturdays: 'SAT', sundays: 'SUN', tuesdays: 'TU', wednesdays: 'WE', thursdays: 'TH', fridays: 'FR',
} // prettier-ignore

/** The tables of a bus timetable, by the names that the General Transit Feed Specification gives them. */
export function timetableTables(
  county: DemonstrationCounty,
  graph: StreetGraph,
  on: string,
): Readonly<Record<string, string>> {
  const wayOf = busWays(graph, county)
  const planner = stopPlanner(graph)
  const trips = busRoutes.flatMap(route => tripsOf(route, planner.calls(wayOf(route.via))))
  const year = timetableYear(on)
  const publisher = [county.name, 'County Council'].join(' ')
  const url = 'https://sedgeshire.example/buses'
  return {
    'agency.txt': csv([
      ['agency_id', 'agency_name', 'agency_url', 'agency_timezone', 'agency_lang'],
      ...operators.map(({ id, name }): Cell[] => [id, name, url, 'Europe/London', 'en-GB']),
    ]),
    'feed_info.txt': csv([
      ['feed_publisher_name', 'feed_publisher_url', 'feed_lang', 'feed_start_date', 'feed_end_date', 'feed_version'],
      [publisher, url, 'en-GB', year.from, year.to, `${year.period}, invented`],
    ]), // prettier-ignore
    'calendar.txt': calendar(year),
    'calendar_dates.txt': csv([
      ['service_id', 'date', 'exception_type'],
      ...year.exceptions.map(({ days, date, runs }): Cell[] => [serviceIds[days], date, runs ? 1 : 2]),
    ]),
    'stops.txt': stopTable(planner.all()),
    'routes.txt': csv([
      ['route_id', 'agency_id', 'route_short_name', 'route_long_name', 'route_type'],
      ...busRoutes.map((route): Cell[] => [
        route.number,
        route.operator,
        route.number,
        placesOf(route).join(' – '),
        3,
      ]),
    ]),
    'trips.txt': csv([
      ['route_id', 'service_id', 'trip_id', 'trip_headsign', 'direction_id', 'wheelchair_accessible'],
      ...trips.map(({ id, route, days, back, calls }): Cell[] => [
        route.number,
        serviceIds[days],
        id,
        calls.at(-1)?.stop.name ?? '',
        back ? 1 : 0,
        1,
      ]),
    ]),
    'stop_times.txt': stopTimes(trips),
  }
}

/** `timetable/sedgeshire-gtfs.zip` for the school year in which a day lies (`YYYY-MM-DD`). */
export function timetableFile(county: DemonstrationCounty, graph: StreetGraph, on: string): Uint8Array {
  const tables = timetableTables(county, graph, on)
  return zipOf(
    Object.entries(tables).map(([name, content]) => ({ name, content })),
    'same',
  )
}

const placesOf = ({ via }: BusRoute): string[] => via.filter(name => !/(Bridge|Causeway)$/.test(name))

function tripsOf(route: BusRoute, calls: { readonly out: Call[]; readonly back: Call[] }): Trip[] {
  return (Object.keys(serviceIds) as Days[]).flatMap(days => {
    const times = route.departures[days]
    if (times === undefined) return []
    const trips = (starts: readonly number[], back: boolean): Trip[] =>
      starts.map(at => ({
        id: `${route.number}-${serviceIds[days]}-${back ? 'b' : 'o'}${String(at).padStart(4, '0')}`,
        route,
        days,
        back,
        starts: at,
        calls: back ? calls.back : calls.out,
      }))
    return [...trips(times.out, false), ...trips(times.back, true)]
  })
}

function calendar(year: TimetableYear): string {
  const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  return csv([
    ['service_id', ...names, 'start_date', 'end_date'],
    ...(Object.keys(serviceIds) as Days[]).map((days): Cell[] => [
      serviceIds[days],
      ...names.map((_, at) => (weekdaysOf[days].includes(at + 1) ? 1 : 0)),
      year.from,
      year.to,
    ]),
  ])
}

function stopTable(stops: readonly BusStop[]): string {
  return csv([
    ['stop_id', 'stop_name', 'stop_lat', 'stop_lon', 'wheelchair_boarding'],
    ...stops.map(({ id, name, point }): Cell[] => {
      const [longitude, latitude] = longitudeLatitude(point)
      return [id, name, latitude, longitude, 1]
    }),
  ])
}

function stopTimes(trips: readonly Trip[]): string {
  const lines = ['trip_id,arrival_time,departure_time,stop_id,stop_sequence']
  for (const { id, starts, calls } of trips)
    calls.forEach(({ stop, seconds }, at) => {
      const time = written(60 * starts + seconds)
      lines.push(`${id},${time},${time},${stop.id},${at + 1}`)
    })
  return `${lines.join('\n')}\n`
}

/** `HH:MM:SS`; after midnight the hours go on from 24. */
function written(seconds: number): string {
  const two = (value: number): string => (value < 10 ? `0${value}` : String(value))
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
