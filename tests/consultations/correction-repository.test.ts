import { expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import {
  askToPublishCorrection,
  beginCorrection,
  endCorrection,
  readCorrection,
  writeCorrection,
} from '../../server/consultations/correction-repository.ts'
import { readRecord } from '../../server/consultations/publication-repository.ts'
import type { Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { openConnections } from '../sites/builders.ts'
import { actor, aPublishedConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)
const asker = { accountId: 'asker', name: 'Asker' }

async function published(db: Db) {
  const { consultationId: id } = await aPublishedConsultation(db)
  const record = await readRecord(db, (await findConsultation(db, id))?.recordHash ?? '')
  await openConnections(db)
  return { id, record, begin: () => beginCorrection(db, id, { version: 1, record }, actor, at) }
}

eachDatabase('a correction that is being written', database => {
  it('is begun by one of two people at once, with a copy of what is published', async () => {
    const { db } = database
    const { id, record, begin } = await published(db)
    expect(await readCorrection(db, id)).toBeNull()
    expect((await Promise.all([begin(), begin()])).sort()).toEqual([false, true])
    expect(await readCorrection(db, id)).toEqual({
      consultationId: id,
      baseVersion: 1,
      record,
      version: 1,
      begunAt: at.toISOString(),
      begunBy: actor.name,
      asked: null,
      reason: '',
    })
  })

  it('takes the words of one of two who write at once, and the other is told', async () => {
    const { db } = database
    const { id, record, begin } = await published(db)
    await begin()
    const written = await Promise.all(
      ['Mine', 'Theirs'].map(reasons => writeCorrection(db, id, 1, { ...record, reasons }, at)),
    )
    expect([...written].sort()).toEqual([false, true])
    expect(await readCorrection(db, id)).toMatchObject({
      version: 2,
      record: { reasons: written[0] ? 'Mine' : 'Theirs' },
    })
  })

  it('has to be asked for again after every change', async () => {
    const { db } = database
    const { id, record, begin } = await published(db)
    await begin()
    expect(await askToPublishCorrection(db, id, 2, 'Too early', asker, at)).toBe(false)
    expect(await askToPublishCorrection(db, id, 1, 'A word was missing.', asker, at)).toBe(true)
    expect(await readCorrection(db, id)).toMatchObject({
      version: 2,
      reason: 'A word was missing.',
      asked: { at: at.toISOString(), ...asker },
    })
    // Whoever saw it before it was asked for has not seen that.
    expect(await writeCorrection(db, id, 1, record, at)).toBe(false)
    expect(await writeCorrection(db, id, 2, record, at)).toBe(true)
    expect(await readCorrection(db, id)).toMatchObject({ version: 3, asked: null })
  })

  it('ends for somebody who has seen the newest alone, and then is no more', async () => {
    const { db } = database
    const { id, record, begin } = await published(db)
    await begin()
    await writeCorrection(db, id, 1, { ...record, reasons: 'New' }, at)
    expect(await endCorrection(db, id, 1)).toBe(false)
    expect(await endCorrection(db, 'another', 2)).toBe(false)
    expect(await endCorrection(db, id, 2)).toBe(true)
    expect(await readCorrection(db, id)).toBeNull()
    expect(await writeCorrection(db, id, 2, record, at)).toBe(false)
    expect(await askToPublishCorrection(db, id, 2, 'Late', asker, at)).toBe(false)
  })
})
