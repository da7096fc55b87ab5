import type { Positions } from '../../../server/travel/journey-provider.ts'
import { timetableOf, type TimetableReading } from '../../../server/travel/timetable/read-timetable.ts'
import type { Timetable } from '../../../server/travel/timetable/timetable.ts'
import type { WalkingLegs } from '../../../server/travel/timetable/walking-legs.ts'

/** The files of a timetable, by name. */
export type Feed = Record<string, string>

/** A trip: when it calls where, such as `['A 9:00', 'B 9:10 9:12', 'C']`; the last has no time of its own. */
export interface FeedTrip {
  readonly id: string
  readonly calls: readonly string[]
  readonly route?: string
  readonly service?: string
  readonly headsign?: string
}

/** Twelve stops A to L, a kilometre and a half from each other along a parallel, too far to walk from one to the next. */
export const stopRows = Array.from(
  'ABCDEFGHIJKL',
  (id, at) => `${id},Stop ${id},${(at * 0.022).toFixed(3)},52.0`,
)

/** Writes a timetable that runs each day of September and October 2026. */
export function aFeed(trips: readonly FeedTrip[], more: Feed = {}): Feed {
  const routes = [...new Set(trips.map(trip => trip.route ?? '1'))].sort()
  return {
    'agency.txt':
      'agency_id,agency_name,agency_url,agency_timezone\nF,Fen Buses,https://fen.example,Europe/London\n',
    'stops.txt': ['stop_id,stop_name,stop_lon,stop_lat', ...stopRows].join('\n'),
    'routes.txt': [
      'route_id,agency_id,route_short_name,route_type',
      ...routes.map(route => `R${route},F,${route},3`),
    ].join('\n'),
    'trips.txt': [
      'route_id,service_id,trip_id,trip_headsign',
      ...trips.map(
        ({ id, route = '1', service = 'daily', headsign = '' }) => `R${route},${service},${id},${headsign}`,
      ),
    ].join('\n'),
    'stop_times.txt': [
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type',
      ...trips.flatMap(trip =>
        trip.calls.map((call, at) => {
          const [stop = '', arrives = '', departs = arrives] = call.split(' ')
          return `${trip.id},${clock(arrives)},${clock(departs)},${stop},${at + 1},0,0`
        }),
      ),
    ].join('\n'),
    'calendar.txt':
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n' +
      'daily,1,1,1,1,1,1,1,20260901,20261031\n',
    ...more,
  }
}

function clock(time: string): string {
  if (time === '') return ''
  return time.split(':').length === 3 ? time : `${time}:00`
}

/** Seconds since midnight of a time such as `9:05`. */
export function at(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}

/** Walks given one by one: for each place the stop's number and the seconds. */
export function legs(rows: readonly (readonly (readonly [stop: number, seconds: number])[])[]): WalkingLegs {
  const firstStop = new Uint32Array(rows.length + 1)
  rows.forEach((row, place) => {
    firstStop[place + 1] = (firstStop[place] ?? 0) + row.length
  })
  return {
    firstStop,
    stop: Uint32Array.from(rows.flat(), ([stop]) => stop),
    seconds: Float32Array.from(rows.flat(), ([, seconds]) => seconds),
  }
}

/** Places given one by one. */
export function places(...found: readonly (readonly [lon: number, lat: number])[]): Positions {
  return {
    lons: Float64Array.from(found, ([lon]) => lon),
    lats: Float64Array.from(found, ([, lat]) => lat),
  }
}

/** Reads a timetable from its files as text. */
export function timetableFrom(feed: Feed, options?: TimetableReading): Promise<Timetable> {
  return timetableOf(
    {
      find(name) {
        const text = feed[name]
        if (text === undefined) return undefined
        const bytes = Buffer.from(text)
        async function* read(): AsyncGenerator<Buffer> {
          yield await Promise.resolve(bytes)
        }
        return { name, bytes: bytes.length, read }
      },
      close: () => undefined,
    },
    options,
  )
}
