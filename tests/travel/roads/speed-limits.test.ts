import { describe, expect, it } from '@jest/globals'
import { durationSeconds, limitKmh, limitsOf } from '../../../server/travel/roads/speed-limits.ts'

describe('speed limits as mapped', () => {
  it.each([
    ['30 mph', 48.28],
    ['30mph', 48.28],
    ['50', 50],
    ['50 km/h', 50],
    ['7 kph', 7],
    ['5 knots', 9.26],
    ['20 mph;30 mph', 32.19],
    ['GB:nsl_single', 96.56],
    ['GB:nsl_dual', 112.65],
    ['GB:motorway', 112.65],
    ['GB:nsl_restricted', 48.28],
    ['GB:zone20', 32.19],
    ['GB:zone:20', 32.19],
    ['DE:urban', 50],
    ['DE:zone:30', 30],
    ['national', 96.56],
    ['nsl_single', 96.56],
    ['walk', 7],
    ['DE:living_street', 7],
    ['none', Infinity],
  ])('%s', (value, kmh) => {
    const found = limitKmh(value)
    if (Number.isFinite(kmh)) expect(found).toBeCloseTo(kmh, 2)
    else expect(found).toBe(kmh)
  })

  it.each([undefined, '', 'signals', 'variable', '0', 'GB:something', 'fast', '30 furlongs'])(
    '%s says nothing',
    value => expect(limitKmh(value)).toBeNull(),
  )

  it('hold for one direction where they are mapped so', () => {
    expect(limitsOf({ maxspeed: '50', 'maxspeed:backward': '30' })).toEqual({ forward: 50, backward: 30 })
    expect(limitsOf({ 'maxspeed:type': 'DE:urban' })).toEqual({ forward: 50, backward: 50 })
    expect(limitsOf({ highway: 'primary' })).toEqual({ forward: null, backward: null })
  })
})

describe('how long a ferry takes', () => {
  it.each([
    ['00:25', 1500],
    ['1:10', 4200],
    ['25', 1500],
    ['01:10:30', 4230],
    ['PT25M', 1500],
    ['PT1H5M', 3900],
  ])('%s', (value, seconds) => expect(durationSeconds(value)).toBe(seconds))

  it.each([undefined, '', 'an hour', '0', '00:00', 'PT'])('%s says nothing', value => {
    expect(durationSeconds(value)).toBeNull()
  })
})
