import { expect, it } from '@jest/globals'
import { addFlag, listFlags, passFlagOn } from '../../server/findings/flag-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { at, readComments, someComments } from './comments.ts'

eachDatabase('flags', database => {
  it('make a log of their own, and are passed on once', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const [bus] = await readComments(db, consultation)
    const id = await addFlag(db, {
      consultationId: consultation.id,
      answerId: bus?.id ?? '',
      note: 'Danger',
      by: 'Ann',
      at,
    })
    expect(
      (await readComments(db, consultation, { state: 'flagged' })).map(comment => comment.flagged),
    ).toEqual([true])
    expect(await passFlagOn(db, 'elsewhere', id, { outcome: 'x', by: 'Bob', at })).toBe(false)
    expect(await passFlagOn(db, consultation.id, id, { outcome: 'Told the lead', by: 'Bob', at })).toBe(true)
    expect(await passFlagOn(db, consultation.id, id, { outcome: 'Again', by: 'Ann', at })).toBe(false)
    expect(await listFlags(db, consultation.id)).toMatchObject([
      { text: 'The BUS is late', outcome: 'Told the lead', passedOnBy: 'Bob' },
    ])
  })
})
