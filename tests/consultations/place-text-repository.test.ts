import { expect, it } from '@jest/globals'
import { listPlaceTexts, writePlaceTexts } from '../../server/consultations/place-text-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation } from './builders.ts'

eachDatabase('what is said of a place', database => {
  it('is one text for each place of each consultation, and the last that was written', async () => {
    const { db } = database
    const { consultationId: id } = await aDraftConsultation(db)
    const { consultationId: other } = await aDraftConsultation(db)
    const sites = await db.selectFrom('site').select('id').where('reference', '=', 'alder').execute()
    const siteId = sites[0]?.id ?? ''
    const first = { siteId, why: 'The lease ends.', replacedBy: 'The library', fromOn: '2027-04-01' }
    await writePlaceTexts(db, id, first)
    await writePlaceTexts(db, other, { ...first, why: 'Theirs' })
    expect(await listPlaceTexts(db, id)).toEqual([first])
    const cleared = { siteId, why: '<b>It</b> is sold.', replacedBy: '', fromOn: null }
    await Promise.all([writePlaceTexts(db, id, cleared), writePlaceTexts(db, id, cleared)])
    expect(await listPlaceTexts(db, id)).toEqual([cleared])
    expect((await listPlaceTexts(db, other)).map(one => one.why)).toEqual(['Theirs'])
  })
})
