import type { DayConnections } from './day-connections.ts'
import type { StopChanges } from './stop-changes.ts'

/** A time that never comes: no way to get there. */
export const never = 0x3fffffff

/**
 * For each stop the departures that are worth waiting for: stop s has those from `first[s]` up to and without
 * `first[s + 1]`, in the order of departure; each arrives at the destination later than the one before.
 */
export interface StopProfiles {
  readonly first: Uint32Array
  readonly departs: Int32Array
  /** When one is at the destination itself, the walk from the last stop included. */
  readonly arrives: Int32Array
}

/** What a search works with, used again for each site. */
interface Workspace {
  /** Changes by the stop at which one boards: from which stop, and how long it takes. */
  readonly into: StopChanges
  readonly byRun: Int32Array
  readonly bestAtStop: Int32Array
  readonly start: Int32Array
  readonly length: Int32Array
  readonly room: Int32Array
  readonly newest: Int32Array
}

/** Finds the departures that are worth waiting for, for one destination after another. */
export interface ProfileSearch {
  /**
   * Searches all ways to one destination.
   *
   * @param toSite - whole seconds on foot from each stop to the destination; `never` where it is too far
   * @returns the departures at each stop
   */
  to(toSite: Int32Array): StopProfiles
}

/**
 * Prepares the search for the best ways from all stops, at all times, to one destination, by going through the rides
 * from the last to the first: when a ride is looked at, everything that can follow it is known already. For each stop
 * and each number of rides left, it keeps by what time one must be there and when one arrives.
 *
 * Source: Dibbelt, Pajor, Strasser & Wagner 2018, Connection Scan Algorithm, Journal of Experimental Algorithmics 23,
 * the profile search with a limit on the number of changes (their section 4).
 * @param connections - the rides of a day, in the order of departure
 * @param into - changes by the stop at which one boards
 * @param mostChanges - how often one may change
 * @param latest - ways that arrive later are not looked for
 * @returns the search
 */
export function profileSearch(
  connections: DayConnections,
  into: StopChanges,
  mostChanges: number,
  latest: number,
): ProfileSearch {
  const stops = into.first.length - 1
  const space: Workspace = {
    into,
    byRun: new Int32Array(connections.runs * (mostChanges + 1)),
    bestAtStop: new Int32Array(stops * mostChanges),
    start: new Int32Array(stops),
    length: new Int32Array(stops),
    room: new Int32Array(stops),
    newest: new Int32Array(stops),
  }
  // What is kept for changing at a stop: by when one must have alighted there, the later first, and for each number of
  // rides when one arrives. Stops take pieces of these as they grow.
  const held = { departs: new Int32Array(1 << 14), arrives: new Int32Array((1 << 14) * mostChanges), used: 0 }
  const merged = new Int32Array(mostChanges)

  const insert = (stop: number, departs: number, base: number): void => {
    const { start, length, room, byRun } = space
    let from = start[stop] as number
    const count = length[stop] as number
    let at = count
    while (at > 0 && (held.departs[from + at - 1] as number) < departs) at--
    let better = false
    const later = (from + at - 1) * mostChanges
    for (let rides = 0; rides < mostChanges; rides++) {
      const mine = byRun[base + rides] as number
      const known = at > 0 ? (held.arrives[later + rides] as number) : never
      if (mine < known) better = true
      merged[rides] = mine < known ? mine : known
    }
    if (!better) return
    if (at > 0 && held.departs[from + at - 1] === departs) at--
    else {
      if (count === (room[stop] as number)) {
        moveToLarger(stop)
        from = start[stop] as number
      }
      if (at < count) {
        held.departs.copyWithin(from + at + 1, from + at, from + count)
        held.arrives.copyWithin(
          (from + at + 1) * mostChanges,
          (from + at) * mostChanges,
          (from + count) * mostChanges,
        )
      }
      length[stop] = count + 1
      held.departs[from + at] = departs
    }
    held.arrives.set(merged, (from + at) * mostChanges)
    const end = (from + (length[stop] as number)) * mostChanges
    for (let place = (from + at + 1) * mostChanges; place < end; place += mostChanges) {
      for (let rides = 0; rides < mostChanges; rides++) {
        if ((merged[rides] as number) < (held.arrives[place + rides] as number)) {
          held.arrives[place + rides] = merged[rides] as number
        }
      }
    }
  }

  const moveToLarger = (stop: number): void => {
    const { start, length, room } = space
    const larger = Math.max(8, (room[stop] as number) * 2)
    if (held.used + larger > held.departs.length) {
      const size = Math.max(held.departs.length * 2, held.used + larger)
      const departs = new Int32Array(size)
      departs.set(held.departs)
      const arrives = new Int32Array(size * mostChanges)
      arrives.set(held.arrives)
      held.departs = departs
      held.arrives = arrives
    }
    const from = start[stop] as number
    const count = length[stop] as number
    held.departs.copyWithin(held.used, from, from + count)
    held.arrives.copyWithin(held.used * mostChanges, from * mostChanges, (from + count) * mostChanges)
    start[stop] = held.used
    room[stop] = larger
    held.used += larger
  }

  const worthwhile = {
    departs: new Int32Array(1 << 14),
    arrives: new Int32Array(1 << 14),
    next: new Int32Array(1 << 14),
  }

  return {
    to(toSite) {
      if (toSite.length !== stops) throw new RangeError('Walks to the site and stops must be equally many.')
      const { byRun, bestAtStop, start, length, room, newest } = space
      const { from, to, departs, arrives, run, boards, alights } = connections
      const rides = mostChanges + 1
      byRun.fill(never)
      bestAtStop.fill(never)
      start.fill(0)
      length.fill(0)
      room.fill(0)
      newest.fill(-1)
      held.used = 0
      let found = 0
      for (let at = connections.count - 1; at >= 0; at--) {
        const base = (run[at] as number) * rides
        if (alights[at] === 1) {
          const stop = to[at] as number
          const arrival = arrives[at] as number
          const onFoot = arrival + (toSite[stop] as number)
          if (onFoot <= latest) {
            for (let ride = 0; ride < rides; ride++) {
              if (onFoot < (byRun[base + ride] as number)) byRun[base + ride] = onFoot
            }
          }
          const first = start[stop] as number
          let place = first + (length[stop] as number) - 1
          while (place >= first && (held.departs[place] as number) < arrival) place--
          if (place >= first) {
            for (let ride = 0; ride < mostChanges; ride++) {
              const changing = held.arrives[place * mostChanges + ride] as number
              if (changing < (byRun[base + ride + 1] as number)) byRun[base + ride + 1] = changing
            }
          }
        }
        const arrival = byRun[base + mostChanges] as number
        if (arrival >= never || boards[at] === 0) continue
        const stop = from[at] as number
        const departure = departs[at] as number
        const known = newest[stop] as number
        if (known < 0 || arrival < (worthwhile.arrives[known] as number)) {
          if (known >= 0 && worthwhile.departs[known] === departure) worthwhile.arrives[known] = arrival
          else {
            if (found === worthwhile.departs.length) growTo(worthwhile, found * 2)
            worthwhile.departs[found] = departure
            worthwhile.arrives[found] = arrival
            worthwhile.next[found] = known
            newest[stop] = found++
          }
        }
        let better = false
        for (let ride = 0; ride < mostChanges; ride++) {
          if ((byRun[base + ride] as number) < (bestAtStop[stop * mostChanges + ride] as number)) {
            bestAtStop[stop * mostChanges + ride] = byRun[base + ride] as number
            better = true
          }
        }
        if (!better) continue
        const end = into.first[stop + 1] as number
        for (let change = into.first[stop] as number; change < end; change++) {
          insert(into.stop[change] as number, departure - (into.seconds[change] as number), base)
        }
      }
      return inRows(newest, worthwhile, found)
    },
  }
}

interface Worthwhile {
  departs: Int32Array
  arrives: Int32Array
  next: Int32Array
}

function growTo(held: Worthwhile, size: number): void {
  for (const name of ['departs', 'arrives', 'next'] as const) {
    const larger = new Int32Array(size)
    larger.set(held[name])
    held[name] = larger
  }
}

function inRows(newest: Int32Array, held: Worthwhile, found: number): StopProfiles {
  const first = new Uint32Array(newest.length + 1)
  const departs = new Int32Array(found)
  const arrives = new Int32Array(found)
  let at = 0
  for (let stop = 0; stop < newest.length; stop++) {
    for (let entry = newest[stop] as number; entry >= 0; entry = held.next[entry] as number) {
      departs[at] = held.departs[entry] as number
      arrives[at++] = held.arrives[entry] as number
    }
    first[stop + 1] = at
  }
  return { first, departs, arrives }
}
