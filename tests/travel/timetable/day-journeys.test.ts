import { describe, expect, it } from '@jest/globals'
import { dayJourneys, preparedDay, type DayJourneys } from '../../../server/travel/timetable/day-journeys.ts'
import { stopChanges } from '../../../server/travel/timetable/stop-changes.ts'
import { aFeed, at, legs, timetableFrom, type Feed } from './feeds.ts'

const settings = { date: '2026-09-22', mostChanges: 2, longestSeconds: 3 * 3600 }

/** A home five minutes from A, a site four minutes from B. */
async function day(feed: Feed, direction: 'to-site' | 'homeward', direct = Infinity): Promise<DayJourneys> {
  const timetable = await timetableFrom(feed)
  const stop = (id: string): number => timetable.stops.ids.indexOf(id)
  return dayJourneys(preparedDay(timetable, await stopChanges(timetable), settings, direction), {
    toStops: legs([[[stop('A'), 300]]]),
    siteStops: legs([[[stop('B'), 240]]]),
    site: 0,
    directSeconds: Float64Array.of(direct),
  })
}

const twoADay = aFeed([
  { id: 'there1', calls: ['A 9:35', 'B 10:00'] },
  { id: 'there2', calls: ['A 13:35', 'B 14:00'] },
  { id: 'back1', calls: ['B 11:10', 'A 11:35'] },
  { id: 'back2', calls: ['B 15:20', 'C 15:40'] },
  { id: 'back3', route: '2', calls: ['C 15:50', 'A 16:12'] },
])

describe('what a day offers', () => {
  it('is the first and the last bus there', async () => {
    const found = await day(twoADay, 'to-site')
    expect(found.journeys[0]).toBe(2)
    expect(found.firstLeaves[0]).toBe(at('9:30'))
    expect(found.firstArrives[0]).toBe(at('10:04'))
    expect(found.lastLeaves[0]).toBe(at('13:30'))
    expect(found.lastArrives[0]).toBe(at('14:04'))
  })

  it('is the first and the last bus home, with a change', async () => {
    const found = await day(twoADay, 'homeward')
    expect(found.journeys[0]).toBe(2)
    expect(found.firstLeaves[0]).toBe(at('11:06'))
    expect(found.firstArrives[0]).toBe(at('11:40'))
    expect(found.lastLeaves[0]).toBe(at('15:16'))
    expect(found.lastArrives[0]).toBe(at('16:17'))
  })

  it('leaves out what walking beats', async () => {
    const found = await day(twoADay, 'homeward', 40 * 60)
    expect(found.journeys[0]).toBe(1)
    expect(found.lastLeaves[0]).toBe(at('11:06'))
  })

  it('is nothing where there is no bus, and nothing is known of a place that is not', async () => {
    const oneWay = aFeed([{ id: 'there', calls: ['A 9:35', 'B 10:00'] }])
    const found = await day(oneWay, 'homeward')
    expect([found.journeys[0], found.firstLeaves[0], found.lastLeaves[0]]).toEqual([0, NaN, NaN])
    const unknown = await day(twoADay, 'homeward', NaN)
    expect([unknown.journeys[0], unknown.lastLeaves[0]]).toEqual([0, NaN])
  })

  it('goes on after midnight', async () => {
    const late = aFeed([{ id: 'night', calls: ['B 23:50', 'A 24:15'] }])
    const found = await day(late, 'homeward')
    expect([found.lastLeaves[0], found.lastArrives[0]]).toEqual([at('23:46'), at('24:20')])
  })
})
