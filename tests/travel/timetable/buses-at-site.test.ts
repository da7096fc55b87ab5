import { describe, expect, it } from '@jest/globals'
import { busesAtSite } from '../../../server/travel/timetable/buses-at-site.ts'
import { aFeed, at, legs, timetableFrom } from './feeds.ts'

const date = '2026-09-22'

describe('the buses at a site', () => {
  it('are counted by hour and by line, with the first and the last', async () => {
    const timetable = await timetableFrom(
      aFeed([
        { id: 'a', route: '10', calls: ['A 8:55', 'B 9:05 9:10', 'C 9:20'], headsign: 'Market' },
        { id: 'b', route: '10', calls: ['A 14:00', 'B 14:05', 'C 14:20'], headsign: 'Market' },
        { id: 'c', route: '2', calls: ['C 9:50', 'B 10:00', 'A 10:10'] },
        { id: 'far', route: '3', calls: ['D 9:00', 'E 9:10'] },
        { id: 'night', route: '10', calls: ['A 24:20', 'B 24:30', 'C 24:40'], headsign: 'Market' },
      ]),
    )
    const found = busesAtSite(timetable, legs([[[1, 200]]]), 0, date)
    expect(found.stops).toBe(1)
    expect([found.leaving.first, found.leaving.last, found.leaving.count]).toEqual([
      at('9:10'),
      at('24:30'),
      4,
    ])
    expect([found.arriving.first, found.arriving.count]).toEqual([at('9:05'), 4])
    expect(found.leaving.perHour.flatMap((count, hour) => (count > 0 ? [[hour, count]] : []))).toEqual([
      [9, 1],
      [10, 1],
      [14, 1],
      [24, 1],
    ])
    expect(found.leaving.routes).toEqual([
      {
        name: '2',
        headsign: 'Stop A',
        operator: 'Fen Buses',
        first: at('10:00'),
        last: at('10:00'),
        count: 1,
      },
      {
        name: '10',
        headsign: 'Market',
        operator: 'Fen Buses',
        first: at('9:10'),
        last: at('24:30'),
        count: 3,
      },
    ])
    expect(found.arriving.routes[1]?.first).toBe(at('9:05'))
  })

  it('count a vehicle once, at the nearest stop where it can be boarded', async () => {
    const timetable = await timetableFrom(
      aFeed([{ id: 't', calls: ['A 9:00', 'B 9:05', 'C 9:10', 'D 9:20'] }]),
    )
    const near = legs([
      [
        [0, 500],
        [1, 100],
        [2, 300],
      ],
      [[3, 100]],
      [],
    ])
    expect(busesAtSite(timetable, near, 0, date).leaving).toMatchObject({ first: at('9:05'), count: 1 })
    // At the last stop one can only arrive.
    expect(busesAtSite(timetable, near, 1, date).leaving).toMatchObject({
      first: null,
      last: null,
      count: 0,
      routes: [],
    })
    expect(busesAtSite(timetable, near, 1, date).arriving).toMatchObject({ first: at('9:20'), count: 1 })
    expect(busesAtSite(timetable, near, 2, date).stops).toBe(0)
  })
})
