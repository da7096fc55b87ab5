import { expect, it } from '@jest/globals'
import {
  listSiteHours,
  readHours,
  writeHours,
  writeOpeningYear,
} from '../../server/sites/site-hours-repository.ts'
import { findSite } from '../../server/sites/site-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite } from './builders.ts'

const hours = (weekday: number, opens: string, closes: string) =>
  ({ season: 'all-year', weekday, opens, closes }) as const

eachDatabase('opening hours of sites', database => {
  it('are replaced as a whole, and read by season, day and hour', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    await writeHours(db, id, [hours(7, '10:00', '11:00')])
    await writeHours(db, id, [
      { ...hours(1, '09:00', '10:00'), season: 'term-time' },
      hours(3, '13:00', '16:00'),
      hours(3, '09:00', '12:00'),
      hours(1, '09:00', '12:00'),
    ])
    expect((await readHours(db, id)).map(one => `${one.season} ${one.weekday} ${one.opens}`)).toEqual([
      'all-year 1 09:00',
      'all-year 3 09:00',
      'all-year 3 13:00',
      'term-time 1 09:00',
    ])
    await writeHours(db, id, [])
    expect(await readHours(db, id)).toEqual([])
  })

  it('of a county are those of its own sites', async () => {
    const { db } = database
    const [county, another] = [await aCounty(db), await aCounty(db)]
    const [id, elsewhere] = [await aSite(db, county.id), await aSite(db, another.id)]
    await writeHours(db, id, [hours(1, '09:00', '12:00')])
    await writeHours(db, elsewhere, [hours(2, '09:00', '12:00')])
    expect(await listSiteHours(db, county.id)).toEqual([{ siteId: id, ...hours(1, '09:00', '12:00') }])
  })

  it.each([
    { weeksClosed: 0, hoursPublished: false },
    { weeksClosed: 2, hoursPublished: true },
    { weeksClosed: null, hoursPublished: null },
  ])('over the year are kept as %j: no week closed is not the same as not known', async year => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    await writeOpeningYear(db, id, { weeksClosed: 4, hoursPublished: true })
    await writeOpeningYear(db, id, year)
    expect(await findSite(db, county.id, id)).toMatchObject(year)
  })
})
