import { expect, it } from '@jest/globals'
import {
  readJourneyColumns,
  siteKey,
  storeJourneyColumns,
  workedOutSites,
} from '../../server/travel/column-repository.ts'
import { originSetOf } from '../../server/travel/origins.ts'
import { keepOrigins } from '../../server/travel/origins-repository.ts'
import { eachDatabase } from '../support/databases.ts'

const at = '2026-09-22T10:00:00.000Z'
const origins = originSetOf(
  'postcodes',
  ['A', 'B', 'C'].map(code => ({ code, neighbourhood: null, position: [0, 52] as const })),
)
const site = [0.123456789, 52.2] as const
const seconds = Float64Array.of(61.5, Infinity, NaN)

eachDatabase('journey column repository', database => {
  it('keeps journeys to a site as they are: reached, out of reach, and not known', async () => {
    const { db } = database
    await keepOrigins(db, origins, at)
    await storeJourneyColumns(
      db,
      'basis',
      origins.hash,
      [{ site, measure: 'typical', seconds, siteOffMetres: 12 }],
      at,
    )
    const [column, elsewhere, unknown] = await readJourneyColumns(db, 'basis', origins.hash, [
      site,
      [1, 52],
      null,
    ])
    expect(column?.seconds).toEqual(seconds)
    expect(column?.siteOffMetres).toBe(12)
    expect(column?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(elsewhere).toBeNull()
    expect(unknown).toBeNull()
    expect(await readJourneyColumns(db, 'basis', origins.hash, [site], 'slow-day')).toEqual([null])
    expect(await workedOutSites(db, 'basis', origins.hash)).toEqual(
      new Map([[siteKey(site), { reached: 1, siteOffMetres: 12 }]]),
    )
  })

  it('never changes what was kept', async () => {
    const { db } = database
    await keepOrigins(db, origins, at)
    const store = (figures: Float64Array): Promise<void> =>
      storeJourneyColumns(
        db,
        'basis',
        origins.hash,
        [{ site, measure: 'typical', seconds: figures, siteOffMetres: null }],
        at,
      )
    await store(seconds)
    const before = await readJourneyColumns(db, 'basis', origins.hash, [site])
    await store(Float64Array.of(1, 2, 3))
    expect(await readJourneyColumns(db, 'basis', origins.hash, [site])).toEqual(before)
  })
})
