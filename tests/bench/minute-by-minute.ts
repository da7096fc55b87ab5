import type { DayConnections } from '../../server/travel/timetable/day-connections.ts'
import type { StopChanges } from '../../server/travel/timetable/stop-changes.ts'
import type { WalkingLegs } from '../../server/travel/timetable/walking-legs.ts'

const never = 0x3fffffff

/** What the plain ways of working out journeys are given. */
export interface PlainWork {
  readonly rides: DayConnections
  /** From each stop to others. */
  readonly changes: StopChanges
  readonly stops: number
  readonly mostChanges: number
  readonly toStops: WalkingLegs
  /** Whole seconds from each stop to the site. */
  readonly toSite: Int32Array
}

/**
 * The plain way forwards: one search from one home for one moment of leaving, going through the rides in the order of
 * departure. It finds the earliest arrival at one site; finding those at all sites costs hardly more.
 */
export function earliestArrival(work: PlainWork, origin: number, leaves: number): number {
  const { rides, changes, stops, mostChanges, toStops, toSite } = work
  const rounds = mostChanges + 1
  const ready = new Int32Array(stops * rounds).fill(never)
  const aboard = new Uint8Array(rides.runs).fill(255)
  const legsEnd = toStops.firstStop[origin + 1] as number
  for (let leg = toStops.firstStop[origin] as number; leg < legsEnd; leg++) {
    const stop = toStops.stop[leg] as number
    ready[stop * rounds] = Math.min(
      ready[stop * rounds] as number,
      leaves + Math.ceil(toStops.seconds[leg] as number),
    )
  }
  let best = never
  for (let at = firstFrom(rides, leaves); at < rides.count; at++) {
    const departs = rides.departs[at] as number
    if (departs >= best) break
    const run = rides.run[at] as number
    const from = rides.from[at] as number
    let round = aboard[run] as number
    if (rides.boards[at] === 1) {
      for (let before = 0; before < Math.min(rounds, round); before++) {
        if ((ready[from * rounds + before] as number) <= departs) round = before
      }
      aboard[run] = round
    }
    if (round === 255 || rides.alights[at] === 0) continue
    const to = rides.to[at] as number
    const arrives = rides.arrives[at] as number
    best = Math.min(best, arrives + (toSite[to] as number))
    if (round + 1 >= rounds) continue
    const end = changes.first[to + 1] as number
    for (let change = changes.first[to] as number; change < end; change++) {
      const stop = changes.stop[change] as number
      const then = arrives + (changes.seconds[change] as number)
      for (let later = round + 1; later < rounds; later++) {
        if (then < (ready[stop * rounds + later] as number)) ready[stop * rounds + later] = then
      }
    }
  }
  return best
}

/**
 * The plain way backwards: one search from the site for one moment of arriving, going through the rides from the last to
 * the first. It finds by when one must be at each stop.
 */
export function latestDepartures(
  work: PlainWork,
  arrival: number,
  space: Int32Array,
  aboard: Int32Array,
): Int32Array {
  const { rides, changes, stops, mostChanges, toSite } = work
  const rounds = mostChanges + 1
  // By when one must have alighted at a stop, by number of rides that may follow; then by when one must board there.
  space.fill(-1)
  aboard.fill(rounds)
  const boarding = space.subarray(stops * rounds)
  for (let at = rides.count - 1; at >= 0; at--) {
    const arrives = rides.arrives[at] as number
    if (arrives > arrival) continue
    const run = rides.run[at] as number
    const to = rides.to[at] as number
    let following = aboard[run] as number
    if (rides.alights[at] === 1) {
      if (arrives + (toSite[to] as number) <= arrival) following = 0
      for (let ridesLeft = 0; ridesLeft + 1 < rounds && ridesLeft + 1 < following; ridesLeft++) {
        if ((space[to * rounds + ridesLeft] as number) >= arrives) following = ridesLeft + 1
      }
      aboard[run] = following
    }
    if (following >= rounds || rides.boards[at] === 0) continue
    const from = rides.from[at] as number
    const departs = rides.departs[at] as number
    if (departs > (boarding[from] as number)) boarding[from] = departs
    if (following + 1 >= rounds) continue
    const end = changes.first[from + 1] as number
    for (let change = changes.first[from] as number; change < end; change++) {
      const stop = changes.stop[change] as number
      const by = departs - (changes.seconds[change] as number)
      for (let more = following; more < rounds; more++) {
        if (by > (space[stop * rounds + more] as number)) space[stop * rounds + more] = by
      }
    }
  }
  return boarding
}

function firstFrom(rides: DayConnections, time: number): number {
  let [low, high] = [0, rides.count]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rides.departs[middle] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}
