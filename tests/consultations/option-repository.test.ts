import { expect, it } from '@jest/globals'
import {
  addOption,
  changeOption,
  listOptions,
  removeOption,
} from '../../server/consultations/option-repository.ts'
import { listPlaceTexts, writePlaceTexts } from '../../server/consultations/place-text-repository.ts'
import { draftRecord } from '../../server/consultations/record-service.ts'
import { recordFrom, writeRecord } from '../../server/consultations/record-json.ts'
import { findConsultation } from '../../server/consultations/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation } from './builders.ts'

eachDatabase('options and what is said of places', database => {
  const anOption = { name: 'Fewer hours', whatItWas: 'All open, less.', whyNot: 'Saves little.' }

  it('come back as they were written, keeping everything as it is first', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const id = await addOption(db, consultationId, { ...anOption, statusQuo: false, scenarioId: null })
    await addOption(db, consultationId, {
      name: 'As it is',
      whatItWas: 'Nothing changes.',
      whyNot: 'Costs.',
      statusQuo: true,
      scenarioId: null,
    })
    expect((await listOptions(db, consultationId)).map(({ name }) => name)).toEqual([
      'As it is',
      'Fewer hours',
    ])
    await changeOption(db, consultationId, {
      ...anOption,
      id,
      name: 'Shorter hours',
      statusQuo: false,
      scenarioId: null,
    })
    expect((await listOptions(db, consultationId))[1]).toMatchObject({ id, name: 'Shorter hours' })
    await removeOption(db, 'another', id)
    expect(await listOptions(db, consultationId)).toHaveLength(2)
    await removeOption(db, consultationId, id)
    expect(await listOptions(db, consultationId)).toHaveLength(1)
  })

  it('stand in the record, with keeping everything as it is even where nobody wrote of it', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const { id: siteId } = await db
      .selectFrom('site')
      .select('id')
      .where('reference', '=', 'alder')
      .executeTakeFirstOrThrow()
    await writePlaceTexts(db, consultationId, { siteId, why: 'First.', replacedBy: '', fromOn: null })
    await writePlaceTexts(db, consultationId, {
      siteId,
      why: 'The lease ends.',
      replacedBy: 'A session.',
      fromOn: '2027-04-01',
    })
    expect(await listPlaceTexts(db, consultationId)).toEqual([
      { siteId, why: 'The lease ends.', replacedBy: 'A session.', fromOn: '2027-04-01' },
    ])
    const consultation = await findConsultation(db, consultationId)
    if (consultation === null) throw new Error('It was made just now.')
    const record = await draftRecord(db, consultation)
    expect(record.format).toBe('doorstep-consultation/2')
    expect(record.options.map(({ statusQuo }) => statusQuo)).toEqual([true])
    expect(record.places.find(place => place.siteId === siteId)).toMatchObject({
      why: 'The lease ends.',
      replacedBy: 'A session.',
      fromOn: '2027-04-01',
      criteria: [],
    })
    const { json, hash } = writeRecord(record)
    expect(recordFrom(hash, json)).toEqual(record)
  })

  it('are absent, not wrong, in a record of the first format', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const consultation = await findConsultation(db, consultationId)
    if (consultation === null) throw new Error('It was made just now.')
    const { places, ...rest } = await draftRecord(db, consultation)
    // What is undefined is not written at all.
    const old = {
      ...rest,
      format: 'doorstep-consultation/1',
      options: undefined,
      places: places.map(place => ({
        ...place,
        why: undefined,
        replacedBy: undefined,
        fromOn: undefined,
        services: undefined,
        criteria: undefined,
      })),
    }
    const read = recordFrom('an old hash', JSON.stringify(old))
    expect(read.options).toEqual([])
    expect(read.places[0]).toMatchObject({ why: '', replacedBy: '', fromOn: null, services: [] })
  })
})
