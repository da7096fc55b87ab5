import { expect, it } from '@jest/globals'
import { listChanges } from '../../server/consultations/change-repository.ts'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import { withTexts } from '../../server/consultations/correctable-texts.ts'
import {
  askToPublishCorrection,
  beginCorrection,
  writeCorrection,
} from '../../server/consultations/correction-repository.ts'
import { listConsultationDistricts } from '../../server/consultations/district-repository.ts'
import { findPublicDistrict, readRecord } from '../../server/consultations/publication-repository.ts'
import { publishCorrection } from '../../server/surveys/correction-service.ts'
import { publishConsultation } from '../../server/surveys/publication-service.ts'
import { readPlan, storePlan } from '../../server/surveys/survey-plan-repository.ts'
import { listSurveys } from '../../server/surveys/survey-repository.ts'
import { translationUnits } from '../../server/surveys/translation-units-service.ts'
import { actor, aDraftConsultation, whileOpen } from '../consultations/builders.ts'
import { eachDatabase } from '../support/databases.ts'

const at = new Date(whileOpen)
const asker = { accountId: 'asker', name: 'Asker' }
const publisher = { accountId: 'publisher', name: 'Publisher' }

eachDatabase('correcting the name of a district', database => {
  it('is a version with its reason in the public log; pages, questions and what is to be translated follow', async () => {
    const { db } = database
    const { consultationId, slug } = await aDraftConsultation(db)
    const { plan } = await readPlan(db, consultationId)
    const own = { ...plan, title: 'Is {{district}} a good place to grow up?' }
    await storePlan(db, consultationId, own, 0, { at, by: 'A', summary: 'A title' })
    await publishConsultation(db, consultationId, actor, () => new Date('2026-05-01T09:00:00.000Z'))
    const read = async () => {
      const consultation = await findConsultation(db, consultationId)
      if (consultation?.recordHash == null) throw new Error('It is published.')
      return { consultation, record: await readRecord(db, consultation.recordHash) }
    }
    const { record } = await read()
    const [first, second] = record.districts
    if (!first || !second) throw new Error('It has two districts.')
    const named = new Map([[`district-${first.code}-name`, 'Fenland Edge']])
    await beginCorrection(db, consultationId, { version: 1, record }, asker, at)
    await writeCorrection(db, consultationId, 1, withTexts(record, named), at)
    expect((await listConsultationDistricts(db, consultationId))[0]?.name).toBe(first.name)
    await askToPublishCorrection(db, consultationId, 2, 'The council has a new name.', asker, at)
    await publishCorrection(db, consultationId, publisher, () => at)

    const after = await read()
    expect(after.record.districts.map(({ name }) => name)).toEqual(['Fenland Edge', second.name])
    // Its address stays, and so does everything that was sent from it.
    expect((await findPublicDistrict(db, slug, first.slug))?.district.name).toBe('Fenland Edge')
    expect((await findPublicDistrict(db, slug, second.slug))?.others[0]?.name).toBe('Fenland Edge')
    const log = await listChanges(db, consultationId)
    expect(log.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['survey', 'The council has a new name.'],
      ['texts', 'The council has a new name.'],
      ['published', ''],
    ])
    expect(log[1]?.summary).toContain('Fenland Edge: name of the district')
    expect((await listSurveys(db, consultationId)).map(one => [one.districtCode, one.version])).toEqual([
      [first.code, 2],
      [first.code, 1],
      [second.code, 1],
    ])
    const sources = (await translationUnits(db, after.consultation, 'pl')).map(({ source }) => source)
    // A sentence of the council with the new name in it waits for its translation.
    expect(sources).toContain('Is Fenland Edge a good place to grow up?')
    expect(sources).not.toContain(`Is ${first.name} a good place to grow up?`)
  })
})
