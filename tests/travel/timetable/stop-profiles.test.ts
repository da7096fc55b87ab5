import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import {
  journeysByMoment,
  preparedJourneys,
  publicTransportJourneys,
  type JourneyWalks,
  type JourneyWindow,
} from '../../../server/travel/timetable/public-transport-journeys.ts'
import { dayJourneys, preparedDay } from '../../../server/travel/timetable/day-journeys.ts'
import type { StopChanges } from '../../../server/travel/timetable/stop-changes.ts'
import type { Timetable } from '../../../server/travel/timetable/timetable.ts'
import { aFeed, legs, timetableFrom } from './feeds.ts'
import { plainArrival, type PlainTown, type PlainTrip } from './plain-journeys.ts'

const nine = 9 * 3600
const stopCount = 5
const id = (stop: number): string => 'ABCDE'[stop] ?? ''

const trip = fc
  .record({
    begins: fc.integer({ min: -20, max: 100 }),
    calls: fc.array(
      fc.record({
        stop: fc.integer({ min: 0, max: stopCount - 1 }),
        // Half minutes: rides and stays that take no time at all are among them.
        rides: fc.integer({ min: 0, max: 24 }),
        stays: fc.constantFrom(0, 0, 0, 1, 4),
        boards: fc.constantFrom(true, true, true, false),
        alights: fc.constantFrom(true, true, true, false),
      }),
      { minLength: 2, maxLength: 6 },
    ),
  })
  .map(({ begins, calls }): PlainTrip => {
    let time = nine + begins * 60
    return {
      calls: calls.map(({ stop, rides, stays, boards, alights }, at) => {
        const arrives = time + (at === 0 ? 0 : rides * 30)
        time = arrives + stays * 30
        return { stop, arrives, departs: time, boards, alights }
      }),
    }
  })

const walk = fc.integer({ min: 0, max: 600 })
const someWalks = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: stopCount - 1 }), walk), {
  maxLength: 3,
  selector: ([stop]) => stop,
})

const town = fc
  .record({
    trips: fc.array(trip, { minLength: 1, maxLength: 9 }),
    own: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: stopCount, maxLength: stopCount }),
    between: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: stopCount - 1 }),
        fc.integer({ min: 0, max: stopCount - 1 }),
        fc.integer({ min: 1, max: 700 }),
      ),
      { maxLength: 6 },
    ),
    fromHome: someWalks,
    toSite: someWalks,
    direct: fc.constantFrom(Infinity, Infinity, 1800, 2700.5, 5000),
  })
  .map(({ trips, own, between, fromHome, toSite, direct }): PlainTown => ({
    stops: stopCount,
    trips,
    changes: changesOf(own, between),
    fromHome: new Map(fromHome),
    toSite: new Map(toSite),
    direct,
  }))

const mostChanges = fc.integer({ min: 0, max: 3 })

function changesOf(
  own: readonly number[],
  between: readonly (readonly [number, number, number])[],
): StopChanges {
  const rows = own.map((seconds, stop) => new Map([[stop, seconds]]))
  for (const [from, to, seconds] of between) if (from !== to) rows[from]?.set(to, seconds)
  const ordered = rows.map(row => [...row].sort(([a], [b]) => a - b))
  const first = new Uint32Array(rows.length + 1)
  ordered.forEach((row, at) => {
    first[at + 1] = (first[at] ?? 0) + row.length
  })
  return {
    first,
    stop: Uint32Array.from(ordered.flat(), ([stop]) => stop),
    seconds: Int32Array.from(ordered.flat(), ([, seconds]) => seconds),
  }
}

function clock(seconds: number): string {
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${part(seconds / 3600)}:${part((seconds / 60) % 60)}:${part(seconds % 60)}`
}

/** The town's timetable as files, its rows in the order given. */
function timetableIn(town: PlainTown, turned = false): Promise<Timetable> {
  const rows = town.trips.flatMap(({ calls }, number) =>
    calls.map(
      (call, at) =>
        `t${number},${clock(call.arrives)},${clock(call.departs)},${id(call.stop)},${at},` +
        `${call.boards ? 0 : 1},${call.alights ? 0 : 1}`,
    ),
  )
  // A trip that calls everywhere on another day, so that every stop is there, in the order of its letter.
  const everywhere = Array.from('ABCDE', (stop, at) => `x,0${at}:00:00,0${at}:00:00,${stop},${at},0,0`)
  const names = [
    ...town.trips.map((_, number) => ({ id: `t${number}`, service: 'daily' })),
    { id: 'x', service: 'once' },
  ]
  const feed = aFeed(
    names.map(({ id, service }) => ({ id, service, calls: [] })),
    {
      'stop_times.txt': [
        'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type',
        ...(turned ? [...everywhere, ...rows].reverse() : [...rows, ...everywhere]),
      ].join('\n'),
      'calendar_dates.txt': 'service_id,date,exception_type\nonce,20261231,1\n',
    },
  )
  if (turned) {
    for (const name of ['stops.txt', 'trips.txt', 'routes.txt']) {
      const [heading = '', ...lines] = (feed[name] ?? '').split('\n')
      feed[name] = [heading, ...lines.reverse()].join('\n')
    }
  }
  return timetableFrom(feed)
}

function walksIn(town: PlainTown): JourneyWalks {
  return {
    toStops: legs([[...town.fromHome]]),
    siteStops: legs([[...town.toSite]]),
    site: 0,
    directSeconds: Float64Array.of(town.direct),
  }
}

const window = (changes: number): JourneyWindow => ({
  date: '2026-09-22',
  from: nine,
  to: nine + 3600,
  stepSeconds: 60,
  mostChanges: changes,
  longestSeconds: 2 * 3600,
})

const plainJourneys = (town: PlainTown, changes: number): number[] =>
  Array.from({ length: 60 }, (_, moment) => {
    const leaves = nine + moment * 60
    const seconds = plainArrival(town, leaves, changes) - leaves
    return seconds > 2 * 3600 ? Infinity : seconds
  })

describe('the search for departures worth waiting for', () => {
  it('finds, for every minute of leaving, the journey that trying everything finds', async () => {
    await fc.assert(
      fc.asyncProperty(town, mostChanges, async (town, changes) => {
        const prepared = preparedJourneys(await timetableIn(town), town.changes, window(changes))
        const found = journeysByMoment(prepared, walksIn(town), 0)
        const expected = plainJourneys(town, changes)
        expect([...found]).toEqual(expected)

        const { median, ninetieth, share } = publicTransportJourneys(prepared, walksIn(town))
        const sorted = expected.sort((a, b) => a - b)
        expect(median[0]).toBe(sorted[29])
        expect(ninetieth[0]).toBe(sorted[53])
        expect(share[0]).toBeCloseTo(expected.filter(Number.isFinite).length / 60, 12)
      }),
      { numRuns: 150 },
    )
  })

  it('counts the vehicles worth catching as trying everything does', async () => {
    await fc.assert(
      fc.asyncProperty(town, mostChanges, async (town, changes) => {
        const prepared = preparedJourneys(await timetableIn(town), town.changes, window(changes))
        const { departures } = publicTransportJourneys(prepared, walksIn(town))
        const byVehicle = { ...town, direct: Infinity }
        let worthCatching = 0
        for (let moment = 0; moment < 60; moment++) {
          const leaves = nine + moment * 60
          const arrives = plainArrival(byVehicle, leaves, changes)
          const missed = plainArrival(byVehicle, leaves + 60, changes)
          // What is missed by leaving a minute later, and is worth its time.
          if (arrives < missed && arrives - leaves < town.direct && arrives - leaves <= 2 * 3600)
            worthCatching++
        }
        expect(departures[0]).toBe(worthCatching)
      }),
      { numRuns: 150 },
    )
  })

  it('does not depend on the order of rows', async () => {
    await fc.assert(
      fc.asyncProperty(town, mostChanges, async (town, changes) => {
        const [one, other] = [await timetableIn(town), await timetableIn(town, true)]
        expect(other).toEqual(one)
        const prepared = preparedJourneys(other, town.changes, window(changes))
        expect([...journeysByMoment(prepared, walksIn(town), 0)]).toEqual(plainJourneys(town, changes))
      }),
      { numRuns: 60 },
    )
  })

  it('never makes a journey longer when more runs, or more changes are allowed', async () => {
    await fc.assert(
      fc.asyncProperty(town, trip, mostChanges, async (town, another, changes) => {
        const more = { ...town, trips: [...town.trips, another] }
        const journeys = async (town: PlainTown, changes: number): Promise<Float64Array> =>
          journeysByMoment(
            preparedJourneys(await timetableIn(town), town.changes, window(changes)),
            walksIn(town),
            0,
          )
        const before = await journeys(town, changes)
        const withMore = await journeys(more, changes)
        const withChanges = await journeys(town, changes + 1)
        before.forEach((seconds, moment) => {
          expect(withMore[moment]).toBeLessThanOrEqual(seconds)
          expect(withChanges[moment]).toBeLessThanOrEqual(seconds)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('finds the last way home that trying every second from the site finds', async () => {
    await fc.assert(
      fc.asyncProperty(town, mostChanges, async (town, changes) => {
        const day = preparedDay(
          await timetableIn(town),
          town.changes,
          { date: '2026-09-22', mostChanges: changes, longestSeconds: 24 * 3600 },
          'homeward',
        )
        const found = dayJourneys(day, { ...walksIn(town), directSeconds: Float64Array.of(Infinity) })
        // The way home begins where the way there ends.
        const home = { ...town, fromHome: town.toSite, toSite: town.fromHome, direct: Infinity }
        let last = NaN
        let first = NaN
        const leavings = new Set(
          town.trips.flatMap(({ calls }) =>
            calls.flatMap(call => [...town.toSite].map(([, walk]) => call.departs - walk)),
          ),
        )
        for (const leaves of [...leavings].sort((a, b) => a - b)) {
          const arrives = plainArrival(home, leaves, changes)
          if (!Number.isFinite(arrives)) continue
          // Whoever can leave later and be home as early leaves later.
          if (plainArrival(home, leaves + 1, changes) === arrives) continue
          if (Number.isNaN(first)) first = leaves
          last = leaves
        }
        // A home is reached to the minute: of two ways that end in the same minute only the later counts.
        expect(found.lastLeaves[0]).toBe(last)
        if (Number.isNaN(first)) expect(found.firstLeaves[0]).toBeNaN()
        else expect(found.firstLeaves[0]).toBeGreaterThanOrEqual(first)
      }),
      { numRuns: 150 },
    )
  })
})
