import { AppError } from '../../platform/errors.ts'
import type { Positions } from '../journey-provider.ts'
import type { Timetable } from './timetable.ts'
import { nearbyStops, type WalkingLimits, type WalkingTimes } from './walking-legs.ts'

/**
 * From which stop to which one can change, in compressed rows: stop s has the changes from `first[s]` up to and without
 * `first[s + 1]`. Changing at one and the same stop is among them.
 */
export interface StopChanges {
  readonly first: Uint32Array
  readonly stop: Uint32Array
  /** From alighting to boarding, whole seconds, at least 1. */
  readonly seconds: Int32Array
}

/** How changing from one vehicle to another is counted. */
export interface ChangeSettings {
  /** What is added to the walk between the two stops, for alighting, finding the stop and a late arrival. */
  readonly minimumSeconds: number
  /** How far and how fast people walk between stops. Platforms of one station may be further apart. */
  readonly walking: WalkingLimits
}

/** In the middle of a city some thirty stops are within six minutes of each other; never so many on average. */
const mostChangesAtStop = 200

/** Two minutes on top of a walk of at most six minutes, with a buggy. */
export const buggyChanges: ChangeSettings = {
  minimumSeconds: 120,
  walking: { limitSeconds: 360, metresPerSecond: 4 / 3.6, detourFactor: 1.3 },
}

/**
 * Lists where one can change, and how long it takes. What the publisher says of two stops holds for them: its own least
 * time, or that one cannot change there.
 *
 * @param timetable - the timetable
 * @param settings - how changing is counted
 * @param measured - measured walks; straight lines made longer by the detour factor when there is none
 * @returns the changes
 * @throws {AppError} when the stops stand closer together than any county's
 */
export async function stopChanges(
  timetable: Timetable,
  settings: ChangeSettings = buggyChanges,
  measured?: WalkingTimes,
): Promise<StopChanges> {
  const { stops, transfers } = timetable
  const places = stopPositions(timetable)
  const walks = await nearbyStops(places, places, settings.walking, measured)
  if (walks.stop.length > stops.count * mostChangesAtStop) {
    throw new AppError(
      'huge-timetable',
      422,
      `Each of the timetable’s ${stops.count.toLocaleString('en-GB')} stops has more than ${mostChangesAtStop} others ` +
        'near it. Check the positions in stops.txt.',
    )
  }
  const changes = Array.from({ length: stops.count }, () => new Map<number, number>())
  const put = (from: number, to: number, seconds: number): void => {
    changes[from]?.set(to, Math.max(1, Math.ceil(seconds)))
  }
  for (let from = 0; from < stops.count; from++) {
    const end = walks.firstStop[from + 1] as number
    for (let leg = walks.firstStop[from] as number; leg < end; leg++) {
      put(from, walks.stop[leg] as number, (walks.seconds[leg] as number) + settings.minimumSeconds)
    }
    put(from, from, settings.minimumSeconds)
  }
  for (const platforms of stations(stops.station)) {
    const own = {
      lons: Float64Array.from(platforms, stop => stops.lons[stop] as number),
      lats: Float64Array.from(platforms, stop => stops.lats[stop] as number),
    }
    const within = await nearbyStops(own, own, { ...settings.walking, limitSeconds: 3600 }, measured)
    platforms.forEach((from, at) => {
      const end = within.firstStop[at + 1] as number
      for (let leg = within.firstStop[at] as number; leg < end; leg++) {
        const to = platforms[within.stop[leg] as number] as number
        if (from !== to) put(from, to, (within.seconds[leg] as number) + settings.minimumSeconds)
      }
    })
  }
  for (let rule = 0; rule < transfers.from.length; rule++) {
    const [from, to] = [transfers.from[rule] as number, transfers.to[rule] as number]
    const seconds = transfers.seconds[rule] as number
    if (seconds < 0) changes[from]?.delete(to)
    else put(from, to, seconds)
  }
  return packedChanges(changes)
}

/**
 * The same changes made the other way round.
 *
 * @param changes - from which stop to which
 * @returns to which stop from which
 */
export function turnedRound(changes: StopChanges): StopChanges {
  const stops = changes.first.length - 1
  const rows = Array.from({ length: stops }, () => new Map<number, number>())
  for (let from = 0; from < stops; from++) {
    const end = changes.first[from + 1] as number
    for (let at = changes.first[from] as number; at < end; at++) {
      rows[changes.stop[at] as number]?.set(from, changes.seconds[at] as number)
    }
  }
  return packedChanges(rows)
}

/**
 * Where the stops are.
 *
 * @param timetable - the timetable
 * @returns their positions, in their order
 */
export function stopPositions({ stops }: Timetable): Positions {
  return { lons: stops.lons, lats: stops.lats }
}

function packedChanges(rows: readonly ReadonlyMap<number, number>[]): StopChanges {
  const first = new Uint32Array(rows.length + 1)
  rows.forEach((row, at) => {
    first[at + 1] = (first[at] as number) + row.size
  })
  const stop = new Uint32Array(first[rows.length] as number)
  const seconds = new Int32Array(stop.length)
  let at = 0
  for (const row of rows) {
    for (const [to, takes] of [...row].sort(([a], [b]) => a - b)) {
      stop[at] = to
      seconds[at++] = takes
    }
  }
  return { first, stop, seconds }
}

function stations(station: Int32Array): number[][] {
  const platforms = new Map<number, number[]>()
  station.forEach((name, stop) => {
    if (name < 0) return
    const known = platforms.get(name)
    if (known) known.push(stop)
    else platforms.set(name, [stop])
  })
  return [...platforms.values()]
}
