import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import {
  doubleHours,
  readDay,
  readPeriods,
  readRegisterHours,
  writePeriods,
  writeRegisterHours,
} from '../../server/sites/opening-text.ts'
import { seasons, type OpeningHours } from '../../server/sites/site.ts'

describe('a day’s hours as people type them', () => {
  it.each([
    ['9am to 4:30pm', [{ opens: '09:00', closes: '16:30' }]],
    ['09:00-16:30', [{ opens: '09:00', closes: '16:30' }]],
    [
      '9.30am – 12pm, 1pm to 4pm',
      [
        { opens: '09:30', closes: '12:00' },
        { opens: '13:00', closes: '16:00' },
      ],
    ],
    [
      '1pm to 4pm and 9am until 12:00',
      [
        { opens: '09:00', closes: '12:00' },
        { opens: '13:00', closes: '16:00' },
      ],
    ],
    ['', []],
  ])('“%s” is read', (typed, periods) => {
    expect(readPeriods(typed)).toEqual(periods)
  })

  it.each([
    ['mornings', 'must be two times'],
    ['9am', 'must be two times'],
    ['9am to noonish', 'must be two times'],
    ['25:00-26:00', 'must be two times'],
    ['4pm to 9am', 'must close later than it opens'],
    ['9am to 12pm, 11am to 3pm', 'must not overlap'],
  ])('“%s” is refused with a reason', (typed, reason) => {
    expect(readPeriods(typed)).toContain(reason)
  })

  it('are read again as they are written', () => {
    const periods = [
      { opens: '09:00', closes: '12:00' },
      { opens: '13:15', closes: '16:30' },
    ]
    expect(writePeriods(periods)).toBe('9am to midday, 1:15pm to 4:30pm')
    expect(readPeriods('9am to 12pm, 1:15pm to 4:30pm')).toEqual(periods)
  })

  it('say midday and midnight as the page writes them', () => {
    expect(readPeriods(writePeriods([{ opens: '12:00', closes: '14:00' }]))).toEqual([
      { opens: '12:00', closes: '14:00' },
    ])
    expect(readPeriods(writePeriods([{ opens: '00:00', closes: '12:00' }]))).toEqual([
      { opens: '00:00', closes: '12:00' },
    ])
  })
})

describe('hours in a register', () => {
  it('hold seasons, runs of days and breaks', () => {
    expect(
      readRegisterHours(
        'Mon-Wed 09:00-12:00; term-time Fri 9am to 11am, 1pm to 3pm; holidays Sat 10:00-12:00',
      ),
    ).toEqual([
      { season: 'all-year', weekday: 1, opens: '09:00', closes: '12:00' },
      { season: 'all-year', weekday: 2, opens: '09:00', closes: '12:00' },
      { season: 'all-year', weekday: 3, opens: '09:00', closes: '12:00' },
      { season: 'term-time', weekday: 5, opens: '09:00', closes: '11:00' },
      { season: 'term-time', weekday: 5, opens: '13:00', closes: '15:00' },
      { season: 'holidays', weekday: 6, opens: '10:00', closes: '12:00' },
    ])
  })

  it.each([
    'Monday',
    'Funday 09:00-12:00',
    'Fri-Mon 09:00-12:00',
    'Mon 09:00',
    'Mon 12:00-09:00',
    'Mon 09:00-12:00; Mon 11:00-13:00',
  ])('like “%s” are refused', text => {
    expect(typeof readRegisterHours(text)).toBe('string')
  })

  it('never say the same time twice', () => {
    expect(readRegisterHours('all-year Mon 09:00-12:00; term-time Mon 11:00-13:00')).toContain(
      'Monday has the same time',
    )
    expect(doubleHours([{ season: 'all-year', weekday: 1, opens: '09:00', closes: '12:00' }])).toBeNull()
  })

  it('are read back exactly as they were, whatever they are', () => {
    const hour = fc.integer({ min: 0, max: 10 })
    const anyHours = fc.uniqueArray(
      fc.record({
        season: fc.constantFrom(...seasons),
        weekday: fc.integer({ min: 1, max: 7 }),
        from: hour,
        long: fc.integer({ min: 1, max: 11 }),
      }),
      { selector: one => one.weekday, maxLength: 7 },
    )
    fc.assert(
      fc.property(anyHours, drawn => {
        const hours: OpeningHours[] = drawn.map(({ season, weekday, from, long }) => ({
          season,
          weekday,
          opens: `${String(from).padStart(2, '0')}:05`,
          closes: `${String(from + long).padStart(2, '0')}:35`,
        }))
        const read = readRegisterHours(writeRegisterHours(hours))
        expect(new Set((read as OpeningHours[]).map(one => JSON.stringify(one)))).toEqual(
          new Set(hours.map(one => JSON.stringify(one))),
        )
      }),
    )
  })

  it('know days by three letters or more', () => {
    expect(['Mon', 'TUES', 'thursday', 'Th', '', 'x'].map(readDay)).toEqual([1, 2, 4, null, null, null])
  })
})
