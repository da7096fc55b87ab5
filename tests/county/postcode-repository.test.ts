import { expect, it } from '@jest/globals'
import type { Postcode } from '../../server/county/county.ts'
import {
  countPostcodes,
  findPostcode,
  forgetPostcodes,
  listPostcodes,
  nameOfNeighbourhood,
  postcodesWithin,
  replacePostcodes,
} from '../../server/county/postcode-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDataset, aStoredCounty } from './stored.ts'

const postcode = (written: string, lon = 0.1, lat = 52.2): Postcode => ({
  postcode: written,
  position: [lon, lat],
  districtCode: 'E07000001',
  neighbourhoodCode: null,
})

eachDatabase('the store of postcodes', database => {
  it('finds a postcode however it is typed, and nothing for what is none', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    await replacePostcodes(
      db,
      id,
      [postcode('PE13 1AA'), postcode('CB1 2AB')],
      await aDataset(db, id, 'postcodes'),
    )
    for (const typed of ['CB1 2AB', 'cb12ab', ' Cb1  2aB '])
      expect([typed, (await findPostcode(db, id, typed))?.postcode]).toEqual([typed, 'CB1 2AB'])
    for (const typed of ['', 'CB1', 'CB1 2A%', '%', 'CB1 2AC', "' or 1=1 --", 'x'.repeat(10_000)])
      expect(await findPostcode(db, id, typed)).toBeNull()
  })

  it('finds only postcodes of the county that is asked for', async () => {
    const { db } = database
    const [mine, other] = [await aStoredCounty(db, 0), await aStoredCounty(db, 0)]
    await replacePostcodes(db, other.id, [postcode('CB1 2AB')], await aDataset(db, other.id, 'postcodes'))
    expect(await findPostcode(db, mine.id, 'CB1 2AB')).toBeNull()
    expect([await countPostcodes(db, mine.id), await countPostcodes(db, other.id)]).toEqual([0, 1])
    await forgetPostcodes(db, mine.id)
    expect(await countPostcodes(db, other.id)).toBe(1)
    await forgetPostcodes(db, other.id)
    expect(await countPostcodes(db, other.id)).toBe(0)
  })

  it('finds no postcode any more that the newer file leaves out', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 1)
    const dataset = await aDataset(db, id, 'postcodes')
    await replacePostcodes(db, id, [postcode('CB1 2AB'), postcode('CB1 2AC')], dataset)
    const moved: Postcode = { ...postcode('CB1 2AC', 0.3, 52.4), neighbourhoodCode: 'E01000001' }
    await replacePostcodes(db, id, [moved], dataset)
    expect(await findPostcode(db, id, 'CB1 2AB')).toBeNull()
    expect(await listPostcodes(db, id)).toEqual([moved])
  })

  it('takes more than one statement holds', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    const letters = 'ABCDEFGHJKLMNOPQRSTUWXYZ'.split('')
    const all = letters.flatMap(a => letters.map(b => postcode(`CB1 2${a}${b}`)))
    await replacePostcodes(db, id, [...all].reverse(), await aDataset(db, id, 'postcodes'))
    expect(await countPostcodes(db, id)).toBe(all.length)
    expect(await listPostcodes(db, id)).toEqual(all)
  })

  it('finds those within a box, its edges included', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    const all = [
      postcode('CB1 1AA', 0, 52),
      postcode('CB1 1AB', 0.2, 52.2),
      postcode('CB1 1AD', -0.1, 52.1),
      postcode('CB1 1AE', 0.1, 52.3),
    ]
    await replacePostcodes(db, id, all, await aDataset(db, id, 'postcodes'))
    const found = await postcodesWithin(db, id, [0, 52, 0.2, 52.2])
    expect(found.map(one => one.postcode).sort()).toEqual(['CB1 1AA', 'CB1 1AB'])
  })

  it('names a neighbourhood of the county, and no other', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 1)
    const other = await aStoredCounty(db, 0)
    expect(await nameOfNeighbourhood(db, id, 'E01000001')).toBe('Fen E01000001')
    expect(await nameOfNeighbourhood(db, other.id, 'E01000001')).toBe('')
  })
})
