import { describe, expect, it } from '@jest/globals'
import {
  appraise,
  visibleRatings,
  writtenRange,
  type Assessor,
  type Works,
} from '../../server/appraisal/appraisal.ts'
import { matrixPage, rounded } from '../../server/appraisal/matrix-page.ts'
import { suggestionFor } from '../../server/appraisal/suggestions.ts'
import { CRITERIA, EQUAL_WEIGHTS } from '../../server/model/appraisal.ts'
import type { Site, SiteProfile } from '../../server/sites/index.ts'
import { aRating } from './builders.ts'

const works: Works = {
  description: 'A ramp',
  costLow: 1000,
  costHigh: null,
  costBasis: null,
  recordedAt: '',
  recordedBy: 'Pat',
}

describe('a site’s appraisal', () => {
  it('is unknown in everything until somebody has rated, and unknown is not 0', () => {
    const { current, afterWorks } = appraise('site', [], null, EQUAL_WEIGHTS)
    expect(current.total).toEqual({ low: 0, high: 100 })
    expect(current.completeness).toBe(0)
    expect(current.ratings).toEqual({})
    expect(current.gatesBroken).toEqual([])
    expect(current.gatesPossiblyBroken).toEqual([6, 7])
    expect(afterWorks).toBeNull()
  })

  it('has no total until weights are agreed', () => {
    expect(appraise('site', [aRating()], null, null).current).toMatchObject({
      total: null,
      completeness: null,
    })
  })

  it('holds both assessors’ ratings in its range where they differ', () => {
    const { current } = appraise(
      'site',
      [aRating({ low: 1, high: 1 }), aRating({ assessor: 'second', low: 3, high: 4 })],
      null,
      EQUAL_WEIGHTS,
    )
    expect(current.byCriterion[1]).toMatchObject({ range: { low: 1, high: 4 }, state: 'differ', apart: 2 })
  })

  it('fails a gate at 0, may fail at a range from 0, and no total makes up for it', () => {
    const { current } = appraise(
      'site',
      [aRating({ criterion: 6, low: 0, high: 0 }), aRating({ criterion: 7, low: 0, high: 2 })],
      null,
      EQUAL_WEIGHTS,
    )
    expect(current.gatesBroken).toEqual([6])
    expect(current.gatesPossiblyBroken).toEqual([7])
  })

  it('stays as it is now, after works, in what the works do not change', () => {
    const { afterWorks } = appraise(
      'site',
      [aRating({ low: 2, high: 2 }), aRating({ criterion: 2, state: 'after-works', low: 4, high: 4 })],
      works,
      EQUAL_WEIGHTS,
    )
    expect(afterWorks?.byCriterion[1]).toMatchObject({ range: { low: 2, high: 2 }, asNow: true })
    expect(afterWorks?.byCriterion[2]).toMatchObject({ range: { low: 4, high: 4 }, asNow: false })
    expect(afterWorks?.ratings[3]).toBeUndefined()
  })

  it('is written as a level, a range, or not known', () => {
    expect([
      writtenRange({ low: 3, high: 3 }),
      writtenRange({ low: 2, high: 3 }),
      writtenRange({ low: 0, high: 4 }),
    ]).toEqual(['3', '2–3', '0–4 not known'])
  })

  it('never claims more than it knows when its total is rounded', () => {
    expect(rounded({ low: 46.9, high: 50.1 })).toEqual({ low: 46, high: 51 })
    expect(rounded({ low: 46.875, high: 46.875 })).toEqual({ low: 47, high: 47 })
    expect(rounded(null)).toBeNull()
  })
})

describe('what an assessor may see', () => {
  const assessors: Assessor[] = [
    { siteId: 'site', place: 'first', accountId: 'pat', name: 'Pat', since: '' },
    { siteId: 'site', place: 'second', accountId: 'quinn', name: 'Quinn', since: '' },
  ]
  const first = aRating({ id: 'a', accountId: 'pat' })
  const other = aRating({ id: 'b', accountId: 'pat', criterion: 2 })
  const second = aRating({ id: 'c', accountId: 'quinn', assessor: 'second' })

  it('is the other’s rating of a criterion only after giving their own', () => {
    expect(visibleRatings([first, other], assessors, 'quinn')).toEqual([])
    expect(visibleRatings([first, other, second], assessors, 'quinn').map(one => one.id)).toEqual(['a', 'c'])
    expect(visibleRatings([first, other, second], assessors, 'pat').map(one => one.id)).toEqual([
      'a',
      'b',
      'c',
    ])
  })

  it('counts only ratings of their own, not those of whoever had the place before', () => {
    const before = aRating({ id: 'd', accountId: 'robin', assessor: 'second' })
    expect(visibleRatings([first, before], assessors, 'quinn').map(one => one.id)).toEqual(['d'])
  })

  it('of one state does not open the other', () => {
    const after = aRating({ id: 'e', accountId: 'pat', state: 'after-works' })
    expect(visibleRatings([first, after, second], assessors, 'quinn').map(one => one.id)).toEqual(['a', 'c'])
  })

  it('is everything for people who do not rate this site', () => {
    expect(visibleRatings([first, other], assessors, 'somebody')).toHaveLength(2)
  })
})

describe('the matrix', () => {
  const site = (id: string): Site => ({ id, name: id, districtCode: 'd' }) as Site

  it('ranks by ranges, and counts what is known and what is broken', () => {
    const appraisals = new Map([
      [
        'a',
        appraise(
          'a',
          CRITERIA.map(({ number }) => aRating({ criterion: number, low: 4, high: 4 })),
          works,
          EQUAL_WEIGHTS,
        ),
      ],
      ['b', appraise('b', [aRating({ criterion: 6, low: 0, high: 0 })], null, EQUAL_WEIGHTS)],
    ])
    const page = matrixPage(
      [site('a'), site('b')],
      id => appraisals.get(id) as never,
      'current',
      EQUAL_WEIGHTS,
      () => 'Fen',
    )
    expect(page).toMatchObject({ knownCells: 9, cells: 16, broken: 1, possiblyBroken: 0 })
    expect(page.lines.map(line => [line.bestRank, line.worstRank])).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(page.lines[1]?.cells[5]).toMatchObject({ range: '0', gate: 'broken' })
    expect(page.lines[1]?.cells[6]).toMatchObject({
      range: '0–4',
      known: false,
      level: null,
      gate: 'may be broken',
    })
    expect(page.lines[0]?.afterWorks).toEqual({
      total: { low: 100, high: 100 },
      costLow: 1000,
      costHigh: null,
    })
  })
})

describe('what the register suggests', () => {
  const profile = (given: Partial<SiteProfile>): SiteProfile =>
    ({
      hours: [],
      rooms: [],
      services: [],
      costs: [],
      files: [],
      weeksClosed: null,
      hoursPublished: null,
      ...given,
    }) as unknown as SiteProfile

  it('is nothing where nothing is recorded', () => {
    for (const { number } of CRITERIA) expect(suggestionFor(number, profile({}))).toBeNull()
  })

  it('follows the hours', () => {
    const hours = [1, 2, 3, 4, 5].map(weekday => ({
      season: 'all-year' as const,
      weekday,
      opens: '09:00',
      closes: '14:00',
    }))
    expect(suggestionFor(1, profile({ hours }))).toMatchObject({ low: 2, high: 2 })
    const terms = hours.map(one => ({ ...one, season: 'term-time' as const }))
    expect(suggestionFor(1, profile({ hours: terms }))).toMatchObject({ low: 0, high: 0 })
  })

  it('follows the rooms, by their use or else their size', () => {
    const room = (
      areaSquareMetres: number | null,
      use: 'activity' | 'staff' | 'one-to-one' | null = null,
    ) => ({ name: 'Room', areaSquareMetres, use })
    expect(suggestionFor(2, profile({ rooms: [room(42), room(9)] }))).toMatchObject({ low: 2, high: 2 })
    expect(suggestionFor(2, profile({ rooms: [room(42, 'staff')] }))).toMatchObject({ low: 0, high: 0 })
    expect(suggestionFor(2, profile({ rooms: [room(null)] }))).toMatchObject({ low: 0, high: 2 })
    expect(suggestionFor(3, profile({ rooms: [room(42), room(9)] }))).toMatchObject({ low: 2, high: 2 })
    expect(suggestionFor(3, profile({ rooms: [room(30, 'activity')] }))).toMatchObject({ low: 0, high: 1 })
  })

  it('of use is open in everything but the number of partners', () => {
    const services = [{ service: 'Midwife', partner: 'NHS', weekday: null, note: null }]
    expect(suggestionFor(5, profile({ services }))).toMatchObject({
      low: 0,
      high: 2,
      from: 'the one partner in the register',
    })
  })
})
