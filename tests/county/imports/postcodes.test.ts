import { expect, it } from '@jest/globals'
import { findPostcode, listPostcodes } from '../../../server/county/index.ts'
import { eachDatabase } from '../../support/databases.ts'
import { csv, files, middleOf, squares } from '../builders.ts'
import { importing } from './importing.ts'

/** A directory: postcode, year and month of its end, district, position, and its area in 2011 and in 2021. */
const directory = (
  ...rows: (readonly [string, string, string, readonly [number, number], string, string])[]
): string =>
  csv([
    ['pcds', 'doterm', 'lad25cd', 'gridind', 'lat', 'long', 'lsoa11cd', 'lsoa21cd'],
    ...rows.map(([postcode, ended, district, [lon, lat], in2011, in2021]) => [
      postcode,
      ended,
      district,
      1,
      lat,
      lon,
      in2011,
      in2021,
    ]),
  ])

eachDatabase('postcodes of a file', database => {
  const into = importing(database)
  const { load } = into
  const found = async (postcode: string) => findPostcode(database.db, into.county.id, postcode)
  const [first, , , , fifth] = squares
  if (!first || !fifth) throw new Error('There are squares.')
  const [north] = first.district
  const [south] = fifth.district

  it('are taken once: the first of two, and the row of the second is named', async () => {
    await load(files.population())
    const outcome = await load(
      directory(
        ['PE1 1AA', '', north, middleOf(first), first.code, ''],
        ['PE1 1AA', '', north, middleOf(fifth), fifth.code, ''],
      ),
    )
    expect(outcome).toMatchObject({ rowsTaken: 1, rowsRefused: 1 })
    expect((await found('PE1 1AA'))?.neighbourhoodCode).toBe(first.code)
  })

  it('follow their neighbourhood into the county, whatever district the file names', async () => {
    await load(files.population())
    // Districts are merged and named anew: the code of one that there is not any more.
    await load(directory(['PE5 1AA', '', 'E07000999', middleOf(fifth), fifth.code, '']))
    expect(await found('PE5 1AA')).toMatchObject({ districtCode: south, neighbourhoodCode: fifth.code })
  })

  it('take the other vintage’s word only for an area that did not change', async () => {
    await load(files.population())
    await load(files.lookup())
    const outcome = await load(
      directory(
        ['PE1 1AA', '', north, middleOf(first), '', 'E01900001'],
        ['PE2 1AA', '', north, middleOf(first), '', 'E01900012'],
      ),
    )
    expect((await found('PE1 1AA'))?.neighbourhoodCode).toBe('E01900001')
    expect((await found('PE2 1AA'))?.neighbourhoodCode).toBeNull()
    expect(outcome.sentence).toContain('The neighbourhood of 1 postcode is not known.')
  })

  it('belong to the nearest area of their district where a boundary was drawn roughly, and to none far off', async () => {
    await load(files.boundaries())
    // 0.002 degrees are some 220 metres to the south of every area; 0.02 are ten times as many.
    const [lon] = middleOf(fifth)
    const outcome = await load(
      directory(
        ['PE5 1AA', '', south, [lon, 52.298], '', ''],
        ['PE5 1AB', '', south, [lon, 52.28], '', ''],
        ['PE5 1AE', '', north, [lon, 52.31], '', ''],
        ['PE5 1AD', '202001', south, [lon, 52.31], '', ''],
      ),
    )
    expect((await found('PE5 1AA'))?.neighbourhoodCode).toBe(fifth.code)
    expect((await found('PE5 1AB'))?.neighbourhoodCode).toBeNull()
    // An area of another district is never taken, though the position lies in it.
    expect(await found('PE5 1AE')).toMatchObject({ districtCode: north, neighbourhoodCode: null })
    expect(await found('PE5 1AD')).toBeNull()
    for (const words of [
      '1 postcode that is no longer in use was left out.',
      'The neighbourhood of 1 postcode was found from its position',
      'The neighbourhood of 2 postcodes is not known.',
    ])
      expect(outcome.sentence).toContain(words)
    expect(await listPostcodes(database.db, into.county.id)).toHaveLength(3)
  })
})
