import { metresBetween } from './metres.ts'
import type { RoadStretches } from './road-graph.ts'

/**
 * The course of a part of a stretch.
 *
 * @param stretches - a graph's stretches
 * @param stretch - which of them
 * @param from - the share of its length at which the part begins
 * @param to - the share at which it ends; less than `from` against the course
 * @returns points in the order of travel, both ends included; degrees in WGS84
 */
export function courseBetween(
  stretches: RoadStretches,
  stretch: number,
  from: number,
  to: number,
): [lon: number, lat: number][] {
  if (from > to) return courseBetween(stretches, stretch, to, from).reverse()
  const { firstPoint, pointLons, pointLats } = stretches
  const begin = firstPoint[stretch] as number
  const end = firstPoint[stretch + 1] as number
  const pointAt = (at: number): [number, number] => [pointLons[at] as number, pointLats[at] as number]
  const lengths = [0]
  for (let at = begin + 1; at < end; at++) {
    const [lon, lat] = pointAt(at)
    const [beforeLon, beforeLat] = pointAt(at - 1)
    lengths.push((lengths[at - begin - 1] ?? 0) + metresBetween(beforeLon, beforeLat, lon, lat))
  }
  const whole = lengths.at(-1) ?? 0
  const between = (share: number): [number, number] => {
    if (share <= 0) return pointAt(begin)
    if (share >= 1) return pointAt(end - 1)
    const wanted = share * whole
    let at = 1
    while (at < lengths.length - 1 && (lengths[at] ?? 0) < wanted) at++
    const before = lengths[at - 1] ?? 0
    const length = (lengths[at] ?? 0) - before
    const part = length > 0 ? (wanted - before) / length : 0
    const [lon, lat] = pointAt(begin + at - 1)
    const [nextLon, nextLat] = pointAt(begin + at)
    return [lon + (nextLon - lon) * part, lat + (nextLat - lat) * part]
  }
  const course = [between(from)]
  for (let at = 1; at < lengths.length - 1; at++) {
    const length = lengths[at] ?? 0
    if (length > from * whole && length < to * whole) course.push(pointAt(begin + at))
  }
  course.push(between(to))
  return course
}
