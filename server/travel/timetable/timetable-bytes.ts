import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { Timetable } from './timetable.ts'

/** First bytes of a kept timetable, and the version of what follows. */
const mark = 'DoorstepTimetable'
const version = 1

/** Every array of a timetable has its place in this order; a change of it is a new version. */
const arrayNames = [
  'stops.lons',
  'stops.lats',
  'stops.station',
  'routes.operator',
  'trips.route',
  'trips.service',
  'trips.headsign',
  'trips.firstCall',
  'calls.stop',
  'calls.arrives',
  'calls.departs',
  'calls.rules',
  'services.weekdays',
  'services.from',
  'services.to',
  'services.firstException',
  'services.exceptionDay',
  'services.exceptionRuns',
  'frequencies.trip',
  'frequencies.from',
  'frequencies.to',
  'frequencies.headway',
  'transfers.from',
  'transfers.to',
  'transfers.seconds',
] as const

type Numbers = Float64Array | Int32Array | Uint32Array | Uint8Array

const texts = z.array(z.string()).readonly()
const whole = z.number().int().min(0)
const headSchema = z.object({
  version: z.literal(version),
  lengths: z.array(whole).length(arrayNames.length),
  stopIds: texts,
  stopNames: texts,
  routeNames: texts,
  headsigns: texts,
  facts: z.object({
    operators: texts,
    publisher: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
    days: whole,
    stops: whole,
    routes: whole,
    trips: whole,
    calls: whole,
    within: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly().nullable(),
    passedOver: texts,
  }),
})

/**
 * Writes a timetable as one run of bytes, little-endian; the same timetable always gives the same bytes.
 *
 * @param timetable - the timetable
 * @returns the bytes, for `readTimetableBytes`
 */
export function writeTimetable(timetable: Timetable): Uint8Array {
  const arrays = arraysOf(timetable)
  const head = JSON.stringify({
    version,
    lengths: arrays.map(array => array.length),
    stopIds: timetable.stops.ids,
    stopNames: timetable.stops.names,
    routeNames: timetable.routes.names,
    headsigns: timetable.trips.headsigns,
    facts: timetable.facts,
  } satisfies z.input<typeof headSchema>)
  const headBytes = new TextEncoder().encode(head)
  const start = aligned(mark.length + 8 + headBytes.length)
  const bytes = new Uint8Array(arrays.reduce((sum, array) => sum + aligned(array.byteLength), start))
  bytes.set(new TextEncoder().encode(mark))
  new DataView(bytes.buffer).setFloat64(mark.length, headBytes.length, true)
  bytes.set(headBytes, mark.length + 8)
  let place = start
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), place)
    place += aligned(array.byteLength)
  }
  return bytes
}

/**
 * Reads a timetable that was written by `writeTimetable`.
 *
 * @param bytes - all of its bytes
 * @returns the timetable
 * @throws {AppError} when they are not a kept timetable, of another version, or cut short
 */
export function readTimetableBytes(bytes: Uint8Array): Timetable {
  const start = mark.length + 8
  if (bytes.length < start || new TextDecoder().decode(bytes.subarray(0, mark.length)) !== mark)
    throw unreadable()
  const headLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat64(
    mark.length,
    true,
  )
  if (!(headLength >= 0 && start + headLength <= bytes.length)) throw unreadable()
  const head = headOf(new TextDecoder().decode(bytes.subarray(start, start + headLength)))
  let place = aligned(start + headLength)
  // A copy begins at a multiple of eight bytes, as arrays of numbers must.
  const next = <A extends Numbers>(kind: {
    new (buffer: ArrayBuffer): A
    readonly BYTES_PER_ELEMENT: number
  }): A => {
    const length = (head.lengths[taken++] ?? 0) * kind.BYTES_PER_ELEMENT
    if (place + length > bytes.length) throw unreadable()
    const copy = new ArrayBuffer(length)
    new Uint8Array(copy).set(bytes.subarray(place, place + length))
    place += aligned(length)
    return new kind(copy)
  }
  let taken = 0
  const stops = {
    count: head.stopIds.length,
    ids: head.stopIds,
    names: head.stopNames,
    lons: next(Float64Array),
    lats: next(Float64Array),
    station: next(Int32Array),
  }
  const routes = { names: head.routeNames, operator: next(Int32Array) }
  const tripRoute = next(Uint32Array)
  const trips = {
    count: tripRoute.length,
    route: tripRoute,
    service: next(Uint32Array),
    headsign: next(Uint32Array),
    headsigns: head.headsigns,
    firstCall: next(Uint32Array),
  }
  const calls = {
    stop: next(Uint32Array),
    arrives: next(Int32Array),
    departs: next(Int32Array),
    rules: next(Uint8Array),
  }
  const weekdays = next(Uint8Array)
  const services = {
    count: weekdays.length,
    weekdays,
    from: next(Int32Array),
    to: next(Int32Array),
    firstException: next(Uint32Array),
    exceptionDay: next(Int32Array),
    exceptionRuns: next(Uint8Array),
  }
  const frequencies = {
    trip: next(Uint32Array),
    from: next(Int32Array),
    to: next(Int32Array),
    headway: next(Int32Array),
  }
  const transfers = { from: next(Uint32Array), to: next(Uint32Array), seconds: next(Int32Array) }
  return { stops, routes, trips, calls, services, frequencies, transfers, facts: head.facts }
}

function arraysOf(timetable: Timetable): Numbers[] {
  return arrayNames.map(name => {
    const [part, field] = name.split('.') as [keyof Timetable, string]
    return (timetable[part] as unknown as Record<string, Numbers>)[field] as Numbers
  })
}

function headOf(text: string): z.output<typeof headSchema> {
  let head: unknown
  try {
    head = JSON.parse(text)
  } catch {
    throw unreadable()
  }
  const parsed = headSchema.safeParse(head)
  if (!parsed.success) throw unreadable()
  return parsed.data
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}

function unreadable(): AppError {
  return new AppError(
    'broken-timetable',
    422,
    'The timetable that was kept cannot be read: it is cut short or was kept by another version. Load the timetable again.',
  )
}
