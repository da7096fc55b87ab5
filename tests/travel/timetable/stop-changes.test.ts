import { describe, expect, it } from '@jest/globals'
import {
  buggyChanges,
  stopChanges,
  turnedRound,
  type StopChanges,
} from '../../../server/travel/timetable/stop-changes.ts'
import type { Timetable } from '../../../server/travel/timetable/timetable.ts'
import { aFeed, timetableFrom } from './feeds.ts'

const rowsOf = ({ first, stop, seconds }: StopChanges): Record<string, number>[] =>
  Array.from({ length: first.length - 1 }, (_, from) =>
    Object.fromEntries(
      Array.from(stop.subarray(first[from], first[from + 1]), (to, at) => [
        'ABCD'[to] ?? '?',
        seconds[(first[from] ?? 0) + at] ?? NaN,
      ]),
    ),
  )

/** B is 100 m from A, C a kilometre, D far away; A and C are platforms of one station. */
const town = (transfers?: string): Promise<Timetable> =>
  timetableFrom(
    aFeed([{ id: 't', calls: ['A 9:00', 'B 9:10', 'C 9:20', 'D 9:30'] }], {
      'stops.txt':
        'stop_id,stop_name,stop_lon,stop_lat,parent_station,location_type\nS,S,0,52,,1\n' +
        'A,A,0,52,S,0\nB,B,0,52.0009,,0\nC,C,0,52.009,S,0\nD,D,0.5,52,,0\n',
      ...(transfers === undefined
        ? {}
        : {
            'transfers.txt': `from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id\n${transfers}`,
          }),
    }),
  )

describe('changing', () => {
  it('is possible at a stop, between stops near each other, and within a station', async () => {
    // 100 m with the detour are 117 seconds with a buggy; a kilometre is 1,171.
    expect(rowsOf(await stopChanges(await town()))).toEqual([
      { A: 120, B: 238, C: 1291 },
      { A: 238, B: 120 },
      { A: 1291, C: 120 },
      { D: 120 },
    ])
  })

  it('follows the publisher where it says something, platforms before their station', async () => {
    const rules = 'A,B,3,,\nS,S,2,400,\nA,C,2,500,\nB,D,1,,\nA,A,2,0,\nC,D,2,60,R1\n'
    const timetable = await town(rules)
    expect(rowsOf(await stopChanges(timetable))).toEqual([
      { A: 1, C: 500 },
      { A: 238, B: 120, D: 1 },
      { A: 400, C: 400 },
      { D: 120 },
    ])
    expect(timetable.facts.passedOver).toEqual([
      'Rules for changing that hold for single routes or trips only: 1.',
    ])
    await expect(town('A,B,2,soon,\n')).rejects.toThrow(
      'transfers.txt, row 2: “soon” is not a min_transfer_time',
    )
  })

  it('is refused where hundreds of stops stand at one place', async () => {
    const timetable = await town()
    const count = 300
    const stops = {
      ...timetable.stops,
      count,
      lons: new Float64Array(count).fill(0.1),
      lats: new Float64Array(count).fill(52),
      station: new Int32Array(count).fill(-1),
    }
    await expect(stopChanges({ ...timetable, stops })).rejects.toThrow('Check the positions in stops.txt')
  })

  it('can be turned round', async () => {
    const changes = await stopChanges(await town('A,B,3,,\n'))
    expect(rowsOf(turnedRound(changes))).toEqual([
      { A: 120, B: 238, C: 1291 },
      { B: 120 },
      { A: 1291, C: 120 },
      { D: 120 },
    ])
    expect(turnedRound(turnedRound(changes))).toEqual(changes)
    expect(buggyChanges.walking.limitSeconds).toBe(360)
  })
})
