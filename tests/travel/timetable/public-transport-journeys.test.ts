import { describe, expect, it } from '@jest/globals'
import {
  journeysByMoment,
  morningWindow,
  preparedJourneys,
  publicTransportJourneys,
  type JourneyWindow,
  type PublicTransportJourneys,
} from '../../../server/travel/timetable/public-transport-journeys.ts'
import { buggyChanges, stopChanges } from '../../../server/travel/timetable/stop-changes.ts'
import { aFeed, at, legs, timetableFrom, type Feed } from './feeds.ts'

interface Given extends Partial<JourneyWindow> {
  /** Stops near home, and seconds to them. */
  readonly home?: Readonly<Record<string, number>>
  /** Stops near the site, and seconds from them. */
  readonly site?: Readonly<Record<string, number>>
  readonly direct?: number
}

interface Found extends PublicTransportJourneys {
  /** Minutes for each moment of leaving. */
  readonly minutes: readonly number[]
}

/** Journeys from a home five minutes' walk from A to a site four minutes' walk from B. */
async function journeys(feed: Feed, given: Given = {}): Promise<Found> {
  const { home = { A: 300 }, site = { B: 240 }, direct = Infinity, ...window } = given
  const timetable = await timetableFrom(feed)
  const walks = (near: Readonly<Record<string, number>>): [number, number][] =>
    Object.entries(near)
      .map(([id, seconds]): [number, number] => [timetable.stops.ids.indexOf(id), seconds])
      .filter(([stop]) => stop >= 0)
  const prepared = preparedJourneys(timetable, await stopChanges(timetable), {
    ...morningWindow,
    date: '2026-09-22',
    ...window,
  })
  const both = {
    toStops: legs([walks(home)]),
    siteStops: legs([walks(site)]),
    site: 0,
    directSeconds: Float64Array.of(direct),
  }
  return {
    ...publicTransportJourneys(prepared, both),
    minutes: Array.from(journeysByMoment(prepared, both, 0), seconds => seconds / 60),
  }
}

describe('journeys by public transport', () => {
  it('count the wait from the moment of leaving home, the walk at both ends and the ride', async () => {
    // One bus, 9:35 at A, 10:00 at B: leave by 9:30 to catch it, and be there at 10:04.
    const found = await journeys(aFeed([{ id: 't', calls: ['A 9:35', 'B 10:00'] }]), { to: at('9:31') })
    expect(found.minutes[0]).toBe(64)
    expect(found.minutes[30]).toBe(34)
    // 34, 35 … 64 minutes: of 31 moments the 16th is the middle, the 28th nine tenths.
    expect(found.median[0]).toBe(49 * 60)
    expect(found.ninetieth[0]).toBe(61 * 60)
    expect(found.share[0]).toBe(1)
    expect(found.departures[0]).toBe(1)
  })

  it('say which part of the morning has no bus, and call a site that is mostly without one out of reach', async () => {
    const buses = aFeed([
      { id: 'early', calls: ['A 9:20', 'B 9:40'] },
      { id: 'late', calls: ['A 14:20', 'B 14:40'] },
    ])
    const found = await journeys(buses)
    // Whoever leaves by 9:15 catches the first; the next is there at 14:44, more than three hours later.
    expect(found.share[0]).toBeCloseTo(16 / 120, 12)
    expect(found.median[0]).toBe(Infinity)
    expect(found.ninetieth[0]).toBe(Infinity)
    expect(found.departures[0]).toBe(1)
    const patient = await journeys(buses, { longestSeconds: 6 * 3600 })
    expect(patient.share[0]).toBe(1)
    // 29 to 44 minutes for the first 16 moments, then 344 minus what is left: the 60th smallest is the 44th from the end.
    expect(patient.minutes[16]).toBe(344 - 16)
    expect(patient.median[0]).toBe((344 - 119 + 43) * 60)
  })

  it('take exactly half of the moments as enough for a median', async () => {
    // The last moment of leaving that catches the bus is 9:59: 60 of 120.
    const half = await journeys(aFeed([{ id: 't', calls: ['A 10:04', 'B 10:20'] }]))
    expect(half.share[0]).toBe(0.5)
    expect(half.median[0]).toBe(84 * 60)
    const less = await journeys(aFeed([{ id: 't', calls: ['A 10:03', 'B 10:20'] }]))
    expect(less.median[0]).toBe(Infinity)
  })

  it('change where there is time to, and miss what leaves too early', async () => {
    // Two minutes are needed at C: of the buses at 9:31 and 9:32 from there only the second is caught.
    const feed = aFeed([
      { id: 'first', calls: ['A 9:10', 'C 9:30'] },
      { id: 'missed', route: '2', calls: ['C 9:31', 'B 9:41'] },
      { id: 'caught', route: '2', calls: ['C 9:32', 'B 9:50'] },
    ])
    const found = await journeys(feed, { to: at('9:06') })
    expect(found.minutes).toEqual([54, 53, 52, 51, 50, 49])
    const without = await journeys(feed, { to: at('9:06'), mostChanges: 0 })
    expect(without.median[0]).toBe(Infinity)
    expect(without.share[0]).toBe(0)
  })

  it('walk from one stop to another to change', async () => {
    // C and D are 200 m apart: with the detour 260 m, 234 seconds, and two minutes on top of it.
    const near = ['C,Stop C,0.1,52.0', 'D,Stop D,0.1,52.0018']
    const feed = (leaves: string): Feed => ({
      ...aFeed([
        { id: 'first', calls: ['A 9:10', 'C 9:30'] },
        { id: 'second', route: '2', calls: [`D ${leaves}`, 'B 9:50'] },
      ]),
      'stops.txt': ['stop_id,stop_name,stop_lon,stop_lat', 'A,A,0,52', 'B,B,0.3,52', ...near].join('\n'),
    })
    expect((await journeys(feed('9:36'), { to: at('9:01') })).minutes).toEqual([54])
    expect((await journeys(feed('9:35'), { to: at('9:01') })).minutes).toEqual([Infinity])
    expect(buggyChanges.minimumSeconds).toBe(120)
  })

  it('go on foot all the way where that is as quick', async () => {
    const found = await journeys(aFeed([{ id: 't', calls: ['A 9:35', 'B 9:45'] }]), { direct: 30 * 60 })
    // The bus is there at 9:49: walking is quicker for all who leave before 9:19, and after 9:30 there is no other way.
    expect(found.minutes.slice(0, 20).every(minutes => minutes === 30)).toBe(true)
    expect(found.minutes[30]).toBe(19)
    expect(found.minutes[31]).toBe(30)
    expect(found.median[0]).toBe(1800)
    expect(found.share[0]).toBe(1)
    // The bus is worth catching for those who leave just in time.
    expect(found.departures[0]).toBe(1)
    const quick = await journeys(aFeed([{ id: 't', calls: ['A 9:35', 'B 9:45'] }]), { direct: 15 * 60 })
    expect(quick.departures[0]).toBe(0)
    expect(quick.ninetieth[0]).toBe(900)
  })

  it('run past midnight, from the day before too', async () => {
    // Tuesday’s trip at 24:20 runs in the night to Wednesday.
    const feed = aFeed([{ id: 't', calls: ['A 24:20', 'B 25:05'] }])
    const window = { from: at('0:00'), to: at('0:16') }
    const found = await journeys(feed, { ...window, date: '2026-09-23' })
    expect(found.minutes[0]).toBe(69)
    expect(found.minutes[15]).toBe(54)
    const evening = await journeys(feed, { from: at('23:55'), to: at('24:05') })
    expect(evening.minutes[0]).toBe(74)
    // The night before the first day of service nothing ran.
    const first = await journeys(feed, { ...window, date: '2026-09-01' })
    expect(first.share[0]).toBe(0)
  })

  it('repeat trips at their headway, up to but not at the end', async () => {
    const feed = aFeed([{ id: 't', calls: ['A 6:00', 'B 6:20'] }], {
      'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nt,09:00:00,10:00:00,1200\n',
    })
    const found = await journeys(feed)
    // 9:00 (left for at 8:55), 9:20 and 9:40: the trip at 6:00 itself is only a pattern.
    expect(found.departures[0]).toBe(2)
    expect(found.minutes[0]).toBe(44)
    expect(found.minutes[16]).toBe(48)
    expect(found.minutes[36]).toBe(Infinity)
  })

  it('board and alight only where that is allowed', async () => {
    const calls = (pickup: string, dropOff: string): Feed =>
      aFeed([{ id: 't', calls: [] }], {
        'stop_times.txt':
          'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n' +
          `t,09:10:00,09:10:00,A,1,${pickup},0\nt,09:30:00,09:30:00,B,2,0,${dropOff}\n` +
          't,09:40:00,09:40:00,C,3,0,0\n',
      })
    const window = { to: at('9:01') }
    expect((await journeys(calls('0', '0'), window)).minutes).toEqual([34])
    expect((await journeys(calls('1', '0'), window)).minutes).toEqual([Infinity])
    expect((await journeys(calls('0', '1'), window)).minutes).toEqual([Infinity])
    // What must be booked by telephone counts as running.
    expect((await journeys(calls('2', '3'), window)).minutes).toEqual([34])
  })

  it('are not known where a position is not', async () => {
    const found = await journeys(aFeed([{ id: 't', calls: ['A 9:35', 'B 9:45'] }]), { direct: NaN })
    expect([found.median[0], found.ninetieth[0], found.share[0]]).toEqual([NaN, NaN, NaN])
  })

  it('keep to the publisher’s rules for changing', async () => {
    const feed = (rule: string): Feed =>
      aFeed(
        [
          { id: 'first', calls: ['A 9:10', 'C 9:30'] },
          { id: 'second', route: '2', calls: ['C 9:35', 'B 9:50'] },
        ],
        { 'transfers.txt': `from_stop_id,to_stop_id,transfer_type,min_transfer_time\n${rule}\n` },
      )
    const window = { to: at('9:01') }
    expect((await journeys(feed('C,C,2,300'), window)).minutes).toEqual([54])
    expect((await journeys(feed('C,C,2,301'), window)).minutes).toEqual([Infinity])
    expect((await journeys(feed('C,C,3,'), window)).minutes).toEqual([Infinity])
    expect((await journeys(feed('C,C,0,'), window)).minutes).toEqual([54])
  })
})
