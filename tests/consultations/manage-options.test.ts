import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
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
import { publishConsultation } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { eachDatabase } from '../support/databases.ts'
import { actor, aDraftConsultation, whileOpen } from './builders.ts'

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

describe('the pages on which staff write options and what is said of places', () => {
  let app: TestApplication
  let planner: Visitor
  let at: string
  let consultationId: string
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    ;({ consultationId } = await aDraftConsultation(app.db))
    at = `/manage/consultations/${consultationId}`
    planner = await app.agent('planner')
  })
  afterAll(() => app.close())

  it('ask for reasons, and refuse words of a decision', async () => {
    const empty = await planner.post(`${at}/options/new`, { name: '', whatItWas: '', whyNot: '' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Say why it is not proposed')
    const decided = await planner.post(`${at}/options/new`, {
      name: 'The recommended option',
      whatItWas: 'x',
      whyNot: 'y',
    })
    expect(decided.status).toBe(422)
    expect(decided.text).toContain('nothing is decided before the consultation has closed')
    expect(await listOptions(app.db, consultationId)).toEqual([])
  })

  it('keep an option, change it, and take it out; today stays whatever is done', async () => {
    const added = await planner.post(`${at}/options/new`, {
      name: '<img src=x onerror=alert(1)>',
      whatItWas: 'x',
      whyNot: 'y',
      scenarioId: 'forged',
    })
    expect(added.status).toBe(303)
    const [option] = await listOptions(app.db, consultationId)
    expect(option).toMatchObject({ scenarioId: null, statusQuo: false })
    const list = await planner.get(`${at}/options`)
    expect(list.text).toContain('Keep everything as it is')
    expect(list.text).not.toContain('<img src=x')
    const quo = { name: 'As it is', whatItWas: 'Nothing changes.', whyNot: 'It costs more.' }
    expect((await planner.post(`${at}/options/status-quo`, quo)).status).toBe(303)
    const [today] = await listOptions(app.db, consultationId)
    expect(today).toMatchObject({ name: 'As it is', statusQuo: true })
    expect((await planner.post(`${at}/options/${today?.id ?? ''}/remove`)).status).toBe(404)
    expect((await planner.post(`${at}/options/${option?.id ?? ''}/remove`)).status).toBe(303)
    expect((await listOptions(app.db, consultationId)).map(({ name }) => name)).toEqual(['As it is'])
  })

  it('keep why, what replaces it and when; a wrong date keeps what was typed', async () => {
    const list = await planner.get(`${at}/places`)
    const place = /places\/([^"]+)">Alder Centre/.exec(list.text)?.[1] ?? ''
    const wrong = await planner.post(`${at}/places/${place}`, {
      why: 'The lease ends.',
      replacedBy: '',
      'fromOn-day': '31',
      'fromOn-month': '2',
      'fromOn-year': '2027',
    })
    expect([wrong.status, wrong.text.includes('The lease ends.')]).toEqual([422, true])
    const right = await planner.post(`${at}/places/${place}`, {
      why: 'The lease ends.',
      replacedBy: '',
      'fromOn-day': '1',
      'fromOn-month': '4',
      'fromOn-year': '2027',
    })
    expect(right.status).toBe(303)
    expect((await listPlaceTexts(app.db, consultationId))[0]).toMatchObject({ fromOn: '2027-04-01' })
    expect((await planner.get(`${at}/places/none`)).status).toBe(404)
  })

  it('are closed to those who may not, and after publication', async () => {
    const nobody = await app.agent()
    expect((await nobody.get(`${at}/options`)).status).not.toBe(200)
    await publishConsultation(app.db, consultationId, actor, () => new Date(whileOpen))
    expect((await planner.post(`${at}/options/new`, { name: 'a', whatItWas: 'b', whyNot: 'c' })).status).toBe(
      409,
    )
    expect((await planner.get(`${at}/options`)).text).toContain('can only be corrected')
  })
})
