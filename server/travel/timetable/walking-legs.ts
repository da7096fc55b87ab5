import Flatbush from 'flatbush'
import { distanceMetres } from '../../model/great-circle.ts'
import type { Positions } from '../journey-provider.ts'
import { growing } from './growing.ts'

/**
 * Walks between places and the stops near them, in compressed rows: place p has the walks from `firstStop[p]` up to and
 * without `firstStop[p + 1]`.
 */
export interface WalkingLegs {
  readonly firstStop: Uint32Array
  readonly stop: Uint32Array
  readonly seconds: Float32Array
}

/**
 * Where walks have been measured on roads, this says how long they take.
 *
 * @param places - where people set out
 * @param stops - where they walk to
 * @param near - pairs that could be within the limit, with the straight line's time, which no walk can beat
 * @returns seconds for each pair of `near`, in its order; Infinity where there is no way
 */
export type WalkingTimes = (
  places: Positions,
  stops: Positions,
  near: WalkingLegs,
) => Promise<Float32Array> | Float32Array

/** How far and how fast people walk to a stop. */
export interface WalkingLimits {
  /** The longest walk in seconds. */
  readonly limitSeconds: number
  readonly metresPerSecond: number
  /** What a straight line is multiplied by where no walk was measured. */
  readonly detourFactor: number
}

/** 4.0 km/h with a buggy, for at most 18 minutes: 1,200 metres of way. */
export const buggyToStop: WalkingLimits = { limitSeconds: 1080, metresPerSecond: 4 / 3.6, detourFactor: 1.3 }

/**
 * Finds the stops within walking distance of places.
 *
 * @param places - homes or sites; one whose position is not known has no stop near it
 * @param stops - the stops; one whose position is not known is near nothing
 * @param limits - how far and how fast people walk
 * @param measured - measured walks; straight lines made longer by the detour factor when there is none
 * @returns the walks, in the order of places, and of stops for each
 */
export async function nearbyStops(
  places: Positions,
  stops: Positions,
  limits: WalkingLimits,
  measured?: WalkingTimes,
): Promise<WalkingLegs> {
  const factor = measured ? 1 : limits.detourFactor
  const near = withinStraightLine(places, stops, limits, factor)
  if (!measured) return near
  const seconds = await measured(places, stops, near)
  if (seconds.length !== near.stop.length) throw new RangeError('Walks and pairs must be equally many.')
  return withinLimit(near, seconds, limits.limitSeconds)
}

function withinStraightLine(
  places: Positions,
  stops: Positions,
  limits: WalkingLimits,
  factor: number,
): WalkingLegs {
  const reach = (limits.limitSeconds * limits.metresPerSecond) / factor
  const firstStop = new Uint32Array(places.lons.length + 1)
  const found = growing(Uint32Array)
  const times = growing(Float32Array)
  const index = stopIndex(stops)
  for (let place = 0; place < places.lons.length; place++) {
    const [lon, lat] = [places.lons[place] as number, places.lats[place] as number]
    if (index !== null && Number.isFinite(lon) && Number.isFinite(lat)) {
      for (const stop of index.around(lon, lat, reach)) {
        const metres = distanceMetres([lon, lat], [stops.lons[stop] as number, stops.lats[stop] as number])
        if (metres > reach) continue
        found.push(stop)
        times.push((metres * factor) / limits.metresPerSecond)
      }
    }
    firstStop[place + 1] = found.length
  }
  return { firstStop, stop: found.values().slice(), seconds: times.values().slice() }
}

function stopIndex(stops: Positions): { around(lon: number, lat: number, metres: number): number[] } | null {
  const known: number[] = []
  for (let stop = 0; stop < stops.lons.length; stop++) {
    if (Number.isFinite(stops.lons[stop]) && Number.isFinite(stops.lats[stop])) known.push(stop)
  }
  if (known.length === 0) return null
  const index = new Flatbush(known.length)
  for (const stop of known) index.add(stops.lons[stop] as number, stops.lats[stop] as number)
  index.finish()
  return {
    around(lon, lat, metres) {
      // A little more than a degree's length allows for, so that rounding loses no one; the exact distance decides.
      const north = (metres / 111_000) * 1.01
      const east = north / Math.cos((lat * Math.PI) / 180)
      return index
        .search(lon - east, lat - north, lon + east, lat + north)
        .map(at => known[at] as number)
        .sort((a, b) => a - b)
    },
  }
}

function withinLimit(near: WalkingLegs, seconds: Float32Array, limit: number): WalkingLegs {
  const firstStop = new Uint32Array(near.firstStop.length)
  const stop = growing(Uint32Array)
  const times = growing(Float32Array)
  for (let place = 0; place + 1 < near.firstStop.length; place++) {
    const end = near.firstStop[place + 1] as number
    for (let leg = near.firstStop[place] as number; leg < end; leg++) {
      if (!((seconds[leg] as number) <= limit)) continue
      stop.push(near.stop[leg] as number)
      times.push(seconds[leg] as number)
    }
    firstStop[place + 1] = stop.length
  }
  return { firstStop, stop: stop.values().slice(), seconds: times.values().slice() }
}
