import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  morningWindow,
  preparedJourneys,
  publicTransportJourneys,
  type JourneyWindow,
  type PublicTransportJourneys,
} from '../../../server/travel/timetable/public-transport-journeys.ts'
import { readTimetable } from '../../../server/travel/timetable/read-timetable.ts'
import { stopChanges } from '../../../server/travel/timetable/stop-changes.ts'
import { scratch, zipOf, type Scratch } from '../../platform/tables/packed.ts'
import { aFeed, at, legs, type Feed } from './feeds.ts'

let folder: Scratch
let files = 0
beforeAll(async () => {
  folder = await scratch()
})
afterAll(() => folder.remove())

/** Journeys from a home five minutes' walk from A to a site four minutes' walk from a stop. */
async function journeys(
  feed: Feed,
  to: string,
  given: Partial<JourneyWindow> & { readonly direct?: number; readonly home?: [number, number][] } = {},
): Promise<PublicTransportJourneys> {
  const { direct = Infinity, home = [[0, 300]], ...window } = given
  const timetable = await readTimetable(await folder.file(`${++files}.zip`, zipOf(feed)))
  const known = timetable.stops.ids
  const numbered = (id: string): number => known.indexOf(id)
  const prepared = preparedJourneys(timetable, await stopChanges(timetable), {
    ...morningWindow,
    date: '2026-09-22',
    ...window,
  })
  return publicTransportJourneys(prepared, {
    toStops: legs([home.map(([number, seconds]) => [numbered(String.fromCharCode(65 + number)), seconds])]),
    siteStops: legs([[[numbered(to), 240]]]),
    site: 0,
    directSeconds: Float64Array.of(direct),
  })
}

describe('journeys by public transport', () => {
  it('count the wait from the moment of leaving home, the walk at both ends and the ride', async () => {
    // One bus, 9:35 at A, 10:00 at B: leave by 9:30 to catch it, and be there at 10:04.
    const found = await journeys(aFeed([{ id: 't', calls: ['A 9:35', 'B 10:00'] }]), 'B', { to: at('9:31') })
    // Leaving at 9:00, 9:01 … 9:30: 64, 63 … 34 minutes; of 31 moments the 16th is the middle, the 28th nine tenths.
    expect(found.median[0]).toBe(49 * 60)
    expect(found.ninetieth[0]).toBe(61 * 60)
    expect(found.share[0]).toBe(1)
    expect(found.departures[0]).toBe(1)
  })
})
