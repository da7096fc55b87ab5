import type { StopChanges } from '../../../server/travel/timetable/stop-changes.ts'

/** A vehicle's calls, in the order of travel. */
export interface PlainTrip {
  readonly calls: readonly {
    readonly stop: number
    readonly arrives: number
    readonly departs: number
    readonly boards: boolean
    readonly alights: boolean
  }[]
}

/** A town small enough to try everything. */
export interface PlainTown {
  readonly stops: number
  readonly trips: readonly PlainTrip[]
  readonly changes: StopChanges
  /** Seconds from home to each stop near it, and from each stop near the site to it. */
  readonly fromHome: ReadonlyMap<number, number>
  readonly toSite: ReadonlyMap<number, number>
  readonly direct: number
}

/**
 * The earliest arrival for one moment of leaving, by trying everything: with one ride, then with two, and so on, from
 * every stop that can be reached in time every vehicle is taken, to every stop that it goes on to.
 */
export function plainArrival(town: PlainTown, leaves: number, mostChanges: number): number {
  let best = leaves + town.direct
  let ready = new Map([...town.fromHome].map(([stop, walk]) => [stop, leaves + walk]))
  for (let rides = 0; rides <= mostChanges; rides++) {
    const reached = new Map<number, number>()
    for (const { calls } of town.trips) {
      calls.forEach((board, from) => {
        if (!board.boards || board.departs < (ready.get(board.stop) ?? Infinity)) return
        for (const alight of calls.slice(from + 1)) {
          if (alight.alights) {
            reached.set(alight.stop, Math.min(reached.get(alight.stop) ?? Infinity, alight.arrives))
          }
        }
      })
    }
    ready = new Map()
    for (const [stop, arrives] of reached) {
      best = Math.min(best, arrives + (town.toSite.get(stop) ?? Infinity))
      const end = town.changes.first[stop + 1] ?? 0
      for (let change = town.changes.first[stop] ?? 0; change < end; change++) {
        const to = town.changes.stop[change] ?? 0
        const at = arrives + (town.changes.seconds[change] ?? 0)
        ready.set(to, Math.min(ready.get(to) ?? Infinity, at))
      }
    }
  }
  return best
}
