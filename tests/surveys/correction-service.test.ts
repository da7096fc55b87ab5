import { createHash } from 'node:crypto'
import { expect, it } from '@jest/globals'
import { listChanges } from '../../server/consultations/change-repository.ts'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import { withTexts } from '../../server/consultations/correctable-texts.ts'
import {
  askToPublishCorrection,
  beginCorrection,
  readCorrection,
  writeCorrection,
} from '../../server/consultations/correction-repository.ts'
import { listConsultationDistricts } from '../../server/consultations/district-repository.ts'
import { findPublicDistrict, readRecord } from '../../server/consultations/publication-repository.ts'
import { publicationMark } from '../../server/consultations/publication-contents.ts'
import { listVersions, readVersion } from '../../server/consultations/version-repository.ts'
import type { Db } from '../../server/db/index.ts'
import { publishCorrection } from '../../server/surveys/correction-service.ts'
import { publishConsultation } from '../../server/surveys/publication-service.ts'
import { readPlan, storePlan } from '../../server/surveys/survey-plan-repository.ts'
import { listSurveys } from '../../server/surveys/survey-repository.ts'
import { translationUnits } from '../../server/surveys/translation-units-service.ts'
import { actor, aDraftConsultation, aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { eachDatabase } from '../support/databases.ts'

const at = new Date(whileOpen)
const clock = (): Date => at
const asker = { accountId: 'asker', name: 'Asker' }
const publisher = { accountId: 'publisher', name: 'Publisher' }

async function corrected(db: Db, consultationId: string, texts: Record<string, string>): Promise<void> {
  const consultation = await findConsultation(db, consultationId)
  const record = await readRecord(db, consultation?.recordHash ?? '')
  const [newest] = await listVersions(db, consultationId)
  await beginCorrection(db, consultationId, { version: newest?.version ?? 0, record }, asker, at)
  await writeCorrection(db, consultationId, 1, withTexts(record, new Map(Object.entries(texts))), at)
  await askToPublishCorrection(db, consultationId, 2, 'A sentence was wrong.', asker, at)
}

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

eachDatabase('publishing a correction', database => {
  it('keeps every byte of a superseded version, and what is in force says the new', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const before = await db.selectFrom('consultation_record').selectAll().executeTakeFirstOrThrow()
    const [proposal] = await db
      .selectFrom('proposal')
      .select('id')
      .where('district_code', '=', 'E07009991')
      .execute()
    await corrected(db, consultationId, {
      introduction: 'We ask what you think, <b>all</b> of you.',
      [`proposal-${proposal?.id ?? ''}-title`]: 'Alder Children’s Centre',
    })
    // Until it is published, the public reads what is published.
    expect((await findConsultation(db, consultationId))?.introduction).toBe('We ask what you think.')
    await expect(publishCorrection(db, consultationId, asker, clock)).rejects.toThrow('Somebody else')
    expect(await publishCorrection(db, consultationId, publisher, clock)).toBe(2)
    const after = await db.selectFrom('consultation_record').selectAll().orderBy('version').execute()
    expect(after[0]).toEqual(before)
    expect(
      createHash('sha256')
        .update(after[1]?.record ?? '')
        .digest('hex'),
    ).toBe(after[1]?.hash)
    const consultation = await findConsultation(db, consultationId)
    expect(consultation?.introduction).toBe('We ask what you think, <b>all</b> of you.')
    expect(consultation?.recordHash).toBe(after[1]?.hash)
    expect(await readCorrection(db, consultationId)).toBeNull()
    const found = await readVersion(db, consultationId, 1)
    expect(found).toMatchObject({ own: { json: before.record }, before: null, newest: 2 })
    // The proposal's name stands in the questions of its district alone.
    const surveys = await listSurveys(db, consultationId)
    expect(surveys.map(survey => [survey.districtCode, survey.version])).toEqual([
      ['E07009991', 2],
      ['E07009991', 1],
      ['E07009992', 1],
    ])
    const log = await listChanges(db, consultationId)
    expect(log.map(change => change.kind)).toEqual(['survey', 'texts', 'published'])
    // The marks that the log gives are those of the versions' own pages, and follow one another.
    const marks = (await listVersions(db, consultationId)).map(publicationMark)
    expect(log[1]).toMatchObject({
      reason: 'A sentence was wrong.',
      beforeHash: marks[1],
      afterHash: marks[0],
    })
    expect([log[2]?.afterHash, new Set(marks).size]).toEqual([marks[1], 2])
  })

  it('takes one of two who publish a correction at once', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await corrected(db, consultationId, { reasons: 'To help more families.' })
    const outcomes = await Promise.allSettled([
      publishCorrection(db, consultationId, publisher, clock),
      publishCorrection(db, consultationId, { accountId: 'third', name: 'Third' }, clock),
    ])
    expect(outcomes.map(outcome => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await listVersions(db, consultationId)).map(version => version.version)).toEqual([2, 1])
  })

  it('publishes no correction that changes nothing, and asks again after every change', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await corrected(db, consultationId, {})
    await expect(publishCorrection(db, consultationId, publisher, clock)).rejects.toThrow('Nothing differs')
    const correction = await readCorrection(db, consultationId)
    if (correction === null) throw new Error('There is one.')
    expect(await writeCorrection(db, consultationId, 1, correction.record, at)).toBe(false)
    expect(await writeCorrection(db, consultationId, correction.version, correction.record, at)).toBe(true)
    await expect(publishCorrection(db, consultationId, publisher, clock)).rejects.toThrow('ask for it')
  })
})
