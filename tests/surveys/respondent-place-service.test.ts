import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import { placeOfPostcode } from '../../server/surveys/respondent-place-service.ts'
import { aPublishedConsultation } from '../consultations/builders.ts'
import { eachDatabase } from '../support/databases.ts'

async function published(db: Db): Promise<{ countyId: string; recordHash: string | null }> {
  const { consultationId } = await aPublishedConsultation(db)
  const row = await db
    .selectFrom('consultation')
    .select(['county_id', 'record_hash'])
    .where('id', '=', consultationId)
    .executeTakeFirstOrThrow()
  return { countyId: row.county_id, recordHash: row.record_hash }
}

eachDatabase('what is kept of a postcode', database => {
  it('is how far the nearest centre of today is, where no journeys were measured', async () => {
    const { db } = database
    const consultation = await published(db)
    const near = { neighbourhoodCode: null, distanceBand: 'under-1-km' }
    for (const typed of ['PE1 1AA', 'pe11aa', ' Pe1  1aA ']) {
      expect([typed, await placeOfPostcode(db, consultation, typed)]).toEqual([typed, near])
    }
    // A library that would become something else is no centre of today, nor is a site that is none in the plan.
    await db.updateTable('postcode').set({ lon: 0.05, lat: 52.4 }).where('postcode', '=', 'PE1 1AA').execute()
    expect((await placeOfPostcode(db, consultation, 'PE1 1AA'))?.distanceBand).toBe('over-5-km')
  })

  it('is its neighbourhood, named where its name is known', async () => {
    const { db } = database
    const consultation = await published(db)
    await db.updateTable('postcode').set({ neighbourhood_code: 'E01000001' }).execute()
    expect(await placeOfPostcode(db, consultation, 'PE1 1AA')).toEqual({
      neighbourhoodCode: 'E01000001',
      distanceBand: 'under-1-km',
    })
    const named = { code: 'E01000001', name: 'Fenton North', district_code: 'E07009991' }
    const unknown = { centroid_lon: null, centroid_lat: null, boundary: null, dataset_id: null }
    await db
      .insertInto('neighbourhood')
      .values({
        county_id: consultation.countyId,
        ...named,
        ...unknown,
        centroid_dataset_id: null,
        boundary_dataset_id: null,
      })
      .execute()
    expect(await placeOfPostcode(db, consultation, 'PE1 1AA')).toMatchObject({
      neighbourhoodCode: 'E01000001',
      neighbourhoodName: 'Fenton North',
    })
  })

  it('is nothing where it is none of the county’s, and no distance before anything is published', async () => {
    const { db } = database
    const consultation = await published(db)
    for (const typed of ['', 'CB1 9ZZ', 'hello', "PE1 1AA' or 1=1", '%', 'PE1 1AA PE9 9ZZ']) {
      expect([typed, await placeOfPostcode(db, consultation, typed)]).toEqual([typed, null])
    }
    expect(await placeOfPostcode(db, { ...consultation, countyId: 'another' }, 'PE1 1AA')).toBeNull()
    expect(await placeOfPostcode(db, { ...consultation, recordHash: null }, 'PE1 1AA')).toEqual({
      neighbourhoodCode: null,
      distanceBand: null,
    })
  })
})
