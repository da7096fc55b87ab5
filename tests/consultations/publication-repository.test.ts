import { createHash } from 'node:crypto'
import { expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import {
  announceFindings,
  claimPublication,
  findPublicConsultation,
  findPublicDistrict,
  publicCounty,
  readRecord,
  storeNextPublication,
  storePublication,
} from '../../server/consultations/publication-repository.ts'
import { draftRecord } from '../../server/consultations/record-service.ts'
import { inTransaction, type Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { openConnections } from '../sites/builders.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)
const later = new Date('2026-06-11T12:00:00.000Z')
const details = { reason: 'A word\u202e was missing.', publishedBy: 'P', contents: [], checklist: [] }

async function known(db: Db, id: string) {
  const consultation = await findConsultation(db, id)
  if (!consultation) throw new Error('The consultation is there.')
  return consultation
}

eachDatabase('published consultations', database => {
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

  it('are published once, by one of two people at once', async () => {
    const { db } = database
    const { consultationId: id, slug } = await aDraftConsultation(db)
    expect(await findPublicConsultation(db, slug)).toBeNull()
    expect(await findPublicDistrict(db, slug, 'fen')).toBeNull()
    const record = await draftRecord(db, await known(db, id))
    await openConnections(db)
    const both = await Promise.all(
      [1, 2].map(() =>
        inTransaction(db, async tx =>
          (await claimPublication(tx, id)) ? storePublication(tx, id, record, at) : null,
        ),
      ),
    )
    expect(both.filter(hash => hash === null)).toHaveLength(1)
    expect(await claimPublication(db, id)).toBe(false)
    expect(await storePublication(db, id, record, later)).toBeNull()
    expect(await findPublicConsultation(db, slug)).toMatchObject({
      publishedAt: at.toISOString(),
      recordHash: both.find(hash => hash !== null),
      correctedAt: null,
    })
    expect(await db.selectFrom('consultation_record').select('version').execute()).toEqual([{ version: 1 }])
  })

  it('are superseded by one of two corrections of the same version, and say since when', async () => {
    const { db } = database
    const { consultationId: id, slug } = await aPublishedConsultation(db)
    const hash = (await known(db, id)).recordHash ?? ''
    const record = await readRecord(db, hash)
    await openConnections(db)
    const both = await Promise.all(
      ['Mine', 'Theirs'].map(reasons =>
        inTransaction(db, tx =>
          storeNextPublication(tx, id, { ...record, reasons }, later, details, { version: 1, hash }),
        ),
      ),
    )
    const next = both.find(one => one !== null)
    expect(both.filter(one => one === null)).toHaveLength(1)
    expect(next?.version).toBe(2)
    const reasons = both[0] === null ? 'Theirs' : 'Mine'
    expect(await findPublicConsultation(db, slug)).toMatchObject({
      reasons,
      recordHash: next?.hash,
      correctedAt: later.toISOString(),
    })
    expect((await readRecord(db, next?.hash ?? '')).reasons).toBe(reasons)
    expect(await readRecord(db, hash)).toEqual(record)
    const kept = await db
      .selectFrom('consultation_record')
      .select('reason')
      .where('version', '=', 2)
      .execute()
    expect(kept).toEqual([{ reason: 'A word was missing.' }])
    // What was taken back stands again under its first hash, and is no less a correction.
    const back = { version: 2, hash: next?.hash ?? '' }
    await storeNextPublication(db, id, record, new Date('2026-06-12T12:00:00.000Z'), details, back)
    expect(await findPublicConsultation(db, slug)).toMatchObject({
      recordHash: hash,
      correctedAt: '2026-06-12T12:00:00.000Z',
    })
    const again = new Date('2026-06-13T12:00:00.000Z')
    await storeNextPublication(db, id, { ...record, reasons }, again, details, { version: 3, hash })
    expect(await findPublicConsultation(db, slug)).toMatchObject({
      recordHash: next?.hash,
      correctedAt: again.toISOString(),
    })
  })

  it('that are not there have no record', async () => {
    await expect(readRecord(database.db, 'f'.repeat(64))).rejects.toMatchObject({ status: 404 })
  })

  it('say that their findings can be read, until that is taken back', async () => {
    const { db } = database
    const { consultationId: id, slug } = await aPublishedConsultation(db)
    const since = async () => (await findPublicConsultation(db, slug))?.findingsPublicSince
    expect(await since()).toBeNull()
    await announceFindings(db, id, later)
    expect(await since()).toBe(later.toISOString())
    await announceFindings(db, id, null)
    expect(await since()).toBeNull()
  })
})
