import { expect, it } from '@jest/globals'
import {
  addConsultation,
  changeConsultation,
  findConsultation,
  listConsultations,
} from '../../server/consultations/consultation-repository.ts'
import {
  addConsultationDistricts,
  listConsultationDistricts,
} from '../../server/consultations/district-repository.ts'
import {
  findPublicDistrict,
  publicCounty,
  readRecord,
  storePublication,
} from '../../server/consultations/publication-repository.ts'
import { draftRecord } from '../../server/consultations/record-service.ts'
import { readUpdates } from '../../server/consultations/updates-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)

eachDatabase('consultations', database => {
  it('keep what was written, count changes, and give each its own address', async () => {
    const { db } = database
    const { county, slug } = await aDraftConsultation(db)
    const id = await addConsultation(db, county.id, { name: 'Children’s centres in Testshire' }, at)
    expect((await findConsultation(db, id))?.slug).toBe(`${slug}-2`)
    expect(await changeConsultation(db, id, { reasons: 'Money', decisionOn: '2026-09-01' }, at)).toBe(true)
    expect(await findConsultation(db, id)).toMatchObject({
      reasons: 'Money',
      decisionOn: '2026-09-01',
      version: 2,
      introduction: '',
    })
    expect((await listConsultations(db, county.id)).map(one => one.id)[0]).toBe(id)
  })

  it('do not change once they are published, and are published once', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const before = await findConsultation(db, consultationId)
    if (!before) throw new Error('The consultation is there.')
    expect(await changeConsultation(db, consultationId, { name: 'Other' }, at)).toBe(false)
    expect(await storePublication(db, consultationId, await draftRecord(db, before), at)).toBeNull()
    expect(await findConsultation(db, consultationId)).toEqual(before)
  })

  it('publish places with their hours, fates and sessions, word for word under a hash', async () => {
    const { db } = database
    const { consultationId, slug } = await aPublishedConsultation(db)
    const hash = (await findConsultation(db, consultationId))?.recordHash ?? ''
    const record = await readRecord(db, hash)
    expect(
      record.places.map(place => [
        place.name,
        place.fate,
        place.existing,
        place.hours.length,
        place.sessions.length,
      ]),
    ).toEqual([
      ['Alder Centre', 'closed', true, 5, 0],
      ['Birch Centre', 'centre', true, 0, 0],
      ['Cedar Centre', 'centre', true, 0, 0],
      ['Fenton Library', 'outreach', false, 0, 1],
    ])
    // The register may change while people answer; what they were told does not.
    await db.updateTable('site').set({ name: 'Renamed' }).execute()
    const stored = await db.selectFrom('consultation_record').select('record').executeTakeFirstOrThrow()
    expect(stored.record).toContain('Alder Centre')
    const { createHash } = await import('node:crypto')
    expect(createHash('sha256').update(stored.record).digest('hex')).toBe(hash)
    const district = await findPublicDistrict(db, slug, 'vale')
    expect(district?.others.map(other => other.name)).toEqual(['Fen'])
    expect(await findPublicDistrict(db, slug, 'nowhere')).toBeNull()
  })

  it('are shown for the active county only, and only when they are published', async () => {
    const { db } = database
    await aDraftConsultation(db)
    expect((await publicCounty(db))?.consultations).toEqual([])
    await db.updateTable('county').set({ active: 0 }).execute()
    expect(await publicCounty(db)).toBeNull()
  })

  it('read documents, questions and sessions in one statement, each in order', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const updates = await readUpdates(db, consultationId)
    expect(updates).toEqual({
      documents: [
        expect.objectContaining({
          title: 'Summary',
          districtCode: null,
          variants: [
            expect.objectContaining({ kind: 'full', language: 'en', hasText: true, file: null, link: null }),
          ],
        }),
      ],
      faqs: [
        expect.objectContaining({
          question: 'Why?',
          answer: 'To save money.',
          changedAt: null,
          changeNote: null,
        }),
      ],
      sessions: [
        expect.objectContaining({
          venue: 'Fenton Library',
          access: 'Step-free',
          languages: 'English, Polish',
        }),
      ],
    })
  })

  it('give districts of one name different addresses', async () => {
    const { db } = database
    const { county } = await aDraftConsultation(db)
    const id = await addConsultation(db, county.id, { name: 'Another' }, at)
    await addConsultationDistricts(db, id, [
      { code: 'A', name: 'Fen' },
      { code: 'B', name: 'Fen' },
      { code: 'C', name: 'Documents' },
    ])
    expect((await listConsultationDistricts(db, id)).map(one => one.slug)).toEqual([
      'fen',
      'fen-2',
      'documents-2',
    ])
  })
})
