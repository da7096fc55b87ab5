import { expect, it } from '@jest/globals'
import { listSiteCosts, readCosts, writeCosts } from '../../server/sites/site-cost-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite } from './builders.ts'

const premises = (poundsPerYear: number) => ({ line: 'premises', poundsPerYear, note: null }) as const

eachDatabase('yearly costs of sites', database => {
  it('replace those of the same year, and leave other years and other sites', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    const other = await aSite(db, county.id, { reference: 'other' })
    await writeCosts(db, id, '2025-26', [premises(1000)])
    await writeCosts(db, id, '2026-27', [premises(2000), { ...premises(5), line: 'management' }])
    await writeCosts(db, other, '2026-27', [premises(70)])
    await writeCosts(db, id, '2026-27', [{ ...premises(2500.5), note: 'With heating' }])
    expect(await readCosts(db, id)).toEqual([
      { line: 'premises', poundsPerYear: 2500.5, financialYear: '2026-27', note: 'With heating' },
      { line: 'premises', poundsPerYear: 1000, financialYear: '2025-26', note: null },
    ])
    await writeCosts(db, id, '2026-27', [])
    expect((await readCosts(db, id)).map(cost => cost.financialYear)).toEqual(['2025-26'])
    expect(await readCosts(db, other)).toHaveLength(1)
  })

  it('of each line are those of the newest year that is known; 0 is known, a missing line is not', async () => {
    const { db } = database
    const county = await aCounty(db)
    const another = await aCounty(db)
    const id = await aSite(db, county.id)
    const elsewhere = await aSite(db, another.id)
    await writeCosts(db, id, '2024-25', [premises(900), { ...premises(40), line: 'frontline' }])
    await writeCosts(db, id, '2026-27', [premises(0)])
    await writeCosts(db, elsewhere, '2026-27', [premises(1)])
    expect(
      (await listSiteCosts(db, county.id))
        .map(cost => [cost.siteId === id, cost.line, cost.poundsPerYear, cost.financialYear])
        .sort(),
    ).toEqual([
      [true, 'frontline', 40, '2024-25'],
      [true, 'premises', 0, '2026-27'],
    ])
  })
})
