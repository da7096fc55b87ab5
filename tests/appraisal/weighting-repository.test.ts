import { expect, it } from '@jest/globals'
import { agreeWeights } from '../../server/appraisal/appraisal-service.ts'
import {
  currentWeighting,
  listWeightings,
  recordWeighting,
} from '../../server/appraisal/weighting-repository.ts'
import { EQUAL_WEIGHTS } from '../../server/model/appraisal.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty } from '../sites/builders.ts'
import { agreedWeights, at } from './builders.ts'

eachDatabase('weights', database => {
  it('stay when others are agreed later, and the newest are in force', async () => {
    const { db } = database
    const county = await aCounty(db)
    await agreedWeights(db, county.id)
    await agreeWeights(
      db,
      county.id,
      {
        weights: { ...EQUAL_WEIGHTS, 5: 3 },
        agreedOn: '2026-09-09',
        agreedBy: 'Full Council',
        reason: 'Use matters most',
      },
      { actor: { accountId: null, name: 'Quinn' }, at: new Date(at.getTime() + 1000) },
    )
    expect(await currentWeighting(db, county.id)).toMatchObject({
      agreedBy: 'Full Council',
      recordedBy: 'Quinn',
      weights: { 1: 1, 5: 3 },
    })
    expect((await listWeightings(db, county.id)).map(one => one.agreedBy)).toEqual([
      'Full Council',
      'Committee',
    ])
  })

  it('are those of one county, with the part of a weight that was agreed', async () => {
    const { db } = database
    const [county, another] = [await aCounty(db), await aCounty(db)]
    expect(await currentWeighting(db, county.id)).toBeNull()
    const agreed = {
      weights: { ...EQUAL_WEIGHTS, 3: 0, 4: 2.5 },
      agreedOn: '2026-09-01',
      agreedBy: 'O’Brien’s <b>committee</b>',
      reason: '=1+1',
    }
    await recordWeighting(db, county.id, agreed, { name: 'Pat', at })
    expect(await currentWeighting(db, county.id)).toEqual({
      ...agreed,
      id: expect.any(String),
      recordedAt: at.toISOString(),
      recordedBy: 'Pat',
    })
    expect(await listWeightings(db, another.id)).toEqual([])
  })

  it('that were changed behind the register’s back to what is none are refused, not counted', async () => {
    const { db } = database
    const county = await aCounty(db)
    await agreedWeights(db, county.id)
    await db.updateTable('criteria_weighting').set({ weights: '{"1":-1}' }).execute()
    await expect(currentWeighting(db, county.id)).rejects.toThrow()
  })
})
