import { AppError } from '../../platform/errors.ts'
import { openGtfs, type GtfsFile, type GtfsFiles } from './gtfs-files.ts'
import { readRows, type Reading } from './gtfs-rows.ts'
import { assembled } from './assemble.ts'
import { readCalls } from './read-calls.ts'
import { readServices } from './read-services.ts'
import { readStops, type Box } from './read-stops.ts'
import { readFrequencies, readRoutes, readTrips } from './read-trips.ts'
import type { Timetable } from './timetable.ts'

/** How to read a timetable. */
export interface TimetableReading {
  /** Stops outside this box are passed over, and trips are cut to it: give the county's bounds with a margin. */
  readonly within?: Box | null
  readonly progress?: (done: number, total: number, saying: string) => void
  readonly signal?: AbortSignal
}

/** The most rows of a file: a national timetable has some hundred million calls. */
const mostRows = 200_000_000

/** The most calls that are kept: twenty counties' worth, in half a gigabyte. */
const mostCalls = 12_000_000

/**
 * Reads a public transport timetable in the GTFS format, row by row, into typed arrays. The order of the rows changes
 * nothing. Source: General Transit Feed Specification, Schedule reference (gtfs.org).
 *
 * @param place - path of the zip file, or of a folder of its files
 * @param options - the box to cut it to, progress in bytes, and cancelling
 * @returns the timetable
 * @throws {AppError} a sentence that says what is missing or broken, with file and row
 */
export async function readTimetable(place: string, options: TimetableReading = {}): Promise<Timetable> {
  const files = await openGtfs(place)
  try {
    return await timetableOf(files, options)
  } finally {
    files.close()
  }
}

/**
 * Reads a timetable from files that are open already.
 *
 * @param files - its files
 * @param options - the box to cut it to, progress in bytes, and cancelling
 * @returns the timetable
 * @throws {AppError} a sentence that says what is missing or broken, with file and row
 */
export async function timetableOf(files: GtfsFiles, options: TimetableReading = {}): Promise<Timetable> {
  const within = options.within ?? null
  const needed = (name: string): GtfsFile => {
    const file = files.find(name)
    if (!file) throw refused(`The timetable has no ${name}.`)
    return file
  }
  const names = [
    'stops.txt',
    'routes.txt',
    'trips.txt',
    'stop_times.txt',
    'calendar.txt',
    'calendar_dates.txt',
  ]
  const total = names.reduce((sum, name) => sum + (files.find(name)?.bytes ?? 0), 0)
  let done = 0
  const reading: Reading = {
    mostRows,
    signal: options.signal,
    heard(bytes) {
      done += bytes
      options.progress?.(Math.min(done, total), total, 'Reading the timetable')
    },
  }
  const stops = await readStops(needed('stops.txt'), reading, within)
  if (stops.ids.length === 0) throw refused('The timetable has no stops: stops.txt has no rows.')
  if (!stops.inside.includes(1)) {
    throw refused(
      `None of the timetable’s ${stops.ids.length.toLocaleString('en-GB')} stops lies in or near the county.`,
    )
  }
  const routes = await readRoutes(needed('routes.txt'), files.find('agency.txt'), reading)
  const services = await readServices(files.find('calendar.txt'), files.find('calendar_dates.txt'), reading)
  const trips = await readTrips(needed('trips.txt'), routes.indexOf, services.indexOf, reading)
  if (trips.ids.length === 0) throw refused('The timetable has no trips: trips.txt has no rows.')
  const frequencies = await readFrequencies(files, trips.indexOf, reading)
  const calls = await readCalls(needed('stop_times.txt'), stops, trips, reading, mostCalls)
  if (calls.counts.rows === 0) {
    throw refused(
      'The timetable has no stop times: stop_times.txt has no rows, so it does not say when anything runs.',
    )
  }
  const publisher = await readPublisher(files.find('feed_info.txt'), reading)
  const parts = { stops, routes, services: services.services, trips, frequencies, calls, publisher, within }
  const timetable = await assembled(parts, files.find('transfers.txt'), reading)
  options.progress?.(total, total, 'Reading the timetable')
  return timetable
}

async function readPublisher(file: GtfsFile | undefined, reading: Reading): Promise<string> {
  let publisher = ''
  if (file) {
    await readRows(file, { required: [], optional: ['feed_publisher_name'] }, reading, ([name = '']) => {
      if (publisher === '') publisher = name
    })
  }
  return publisher
}

function refused(sentence: string): AppError {
  return new AppError('broken-timetable', 422, sentence)
}
