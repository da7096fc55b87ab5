import { expect, it } from '@jest/globals'
import { countStanding } from '../../server/findings/standing-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { at } from './comments.ts'
import { aConsultation, aResponse } from './support.ts'

eachDatabase('responses that stand', database => {
  it('are counted for one consultation, those that staff entered too, and none that was taken back', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    expect(await countStanding(db, consultation.id)).toEqual({ responses: 0, paper: 0 })
    for (const channel of ['online', 'online', 'paper', 'phone'] as const)
      await aResponse(db, consultation, { channel })
    await aResponse(db, await aConsultation(db, 'other'), {})
    expect(await countStanding(db, consultation.id)).toEqual({ responses: 4, paper: 2 })
    await db
      .updateTable('response')
      .set({ withdrawn_at: at.toISOString() })
      .where('channel', '=', 'phone')
      .execute()
    expect(await countStanding(db, consultation.id)).toEqual({ responses: 3, paper: 1 })
  })
})
