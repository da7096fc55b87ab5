import { createHash } from 'node:crypto'
import { expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import { readRecord, storeNextPublication } from '../../server/consultations/publication-repository.ts'
import { listVersions, readVersion, verifyVersions } from '../../server/consultations/version-repository.ts'
import type { Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)

/** A published consultation, corrected once. */
async function twoVersions(db: Db) {
  const made = await aPublishedConsultation(db)
  const id = made.consultationId
  const hash = (await findConsultation(db, id))?.recordHash ?? ''
  const record = { ...(await readRecord(db, hash)), reasons: 'To help more families.' }
  const next = await storeNextPublication(
    db,
    id,
    record,
    at,
    {
      reason: 'A sentence was wrong.',
      publishedBy: 'Publisher',
      contents: [{ kind: 'texts', title: 'Texts', sha256: sha256(JSON.stringify(record)) }],
      checklist: [],
    },
    { version: 1, hash },
  )
  return { ...made, id, hash, next: next?.hash ?? '' }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

eachDatabase('the published versions of a consultation', database => {
  it('are told newest first, with who, why and what', async () => {
    const { db } = database
    const { id, hash, next } = await twoVersions(db)
    const [second, first, ...more] = await listVersions(db, id)
    expect(more).toEqual([])
    expect(second).toMatchObject({
      version: 2,
      hash: next,
      reason: 'A sentence was wrong.',
      publishedBy: 'Publisher',
      publishedAt: at.toISOString(),
    })
    expect(first).toMatchObject({ version: 1, hash, reason: '' })
    expect(await listVersions(db, 'another')).toEqual([])
    expect(await listVersions(db, (await aDraftConsultation(db)).consultationId)).toEqual([])
  })

  it('are read byte for byte beside the one before', async () => {
    const { db } = database
    const { id, hash, next } = await twoVersions(db)
    const second = await readVersion(db, id, 2)
    expect([sha256(second?.own.json ?? ''), sha256(second?.before?.json ?? ''), second?.newest]).toEqual([
      next,
      hash,
      2,
    ])
    const first = await readVersion(db, id, 1)
    expect([first?.own.hash, first?.before, first?.newest]).toEqual([hash, null, 2])
    for (const none of [0, 3, -1]) expect(await readVersion(db, id, none)).toBeNull()
    expect(await readVersion(db, 'another', 1)).toBeNull()
  })

  it.each([
    ['a letter was changed', { record: '{}' }],
    [
      'the list of what was published was changed',
      { contents: '[{"kind":"texts","title":"","sha256":"0"}]' },
    ],
    ['the hash was changed', { hash: '0'.repeat(64) }],
  ])('no longer hold when %s behind their back', async (_what, columns) => {
    const { db } = database
    const { county } = await twoVersions(db)
    const holds = async () =>
      (await verifyVersions(db, county.id)).map(({ version, holds: own }) => [version, own])
    expect(await holds()).toEqual([
      [1, true],
      [2, true],
    ])
    await db.updateTable('consultation_record').set(columns).where('version', '=', 1).execute()
    expect(await holds()).toEqual([
      [1, false],
      [2, true],
    ])
    expect(await verifyVersions(db, 'another')).toEqual([])
  })
})
