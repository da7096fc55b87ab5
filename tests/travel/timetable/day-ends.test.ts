import { describe, expect, it } from '@jest/globals'
import { dayEndsAt } from '../../../server/travel/timetable/day-ends.ts'

describe('the ends of a day with buses', () => {
  it('are out of reach on a day on which nothing runs, and unknown where a position is', () => {
    const ends = dayEndsAt(null, {
      directSeconds: Float64Array.of(600, NaN, Infinity),
      toStops: { firstStop: new Uint32Array(4), stop: new Uint32Array(0), seconds: new Float32Array(0) },
      siteStops: { firstStop: new Uint32Array(2), stop: new Uint32Array(0), seconds: new Float32Array(0) },
      site: 0,
    })
    expect([...ends.firstThere]).toEqual([Infinity, NaN, Infinity])
    expect([...ends.lastHome]).toEqual([Infinity, NaN, Infinity])
  })
})
